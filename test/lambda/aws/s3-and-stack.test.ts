import { Readable } from 'node:stream';
import { classifyError } from '../../../lambda/aws/classify-error';
import { OpenObject, S3Asset } from '../../../lambda/aws/s3-asset';
import { DescribedStack } from '../../../lambda/aws/stack-state';
import { RetryPolicy } from '../../../lambda/pacing/retry';
import { LocalAws, startLocalAws } from '../../../local/server';
import { writeAsset } from '../../../src/private/contract';
import { pointAwsAt } from '../../support/aws-environment';

const ASSET = {
  templates: {
    'welcome': { Subject: 'Hi 🎉', Html: ['https://', { marker: 0 }] },
    'order "x"\n': { Subject: 'Your "order"', Text: 'one\r\ntwo\u2028three},\n{"Subject":1}' },
  },
};
const STACK = 'arn:aws:cloudformation:us-east-1:123456789012:stack/OrderMails/guid';
const LOCATION = { bucket: 'cdk-assets', key: 'content.json' };

let aws: LocalAws | undefined;
afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

/** Waits in no time, so that minutes of patience can be tried out. */
function impatient(deadline = Infinity): RetryPolicy & { waited: number } {
  const time = { waited: 0 };
  return {
    classify: classifyError,
    deadline: () => deadline,
    backoff: { throttled: () => 10_000, unanswered: () => 10_000 },
    clock: { now: () => time.waited, sleep: async ms => { time.waited += ms; } },
    get waited() { return time.waited; },
  };
}

async function serving(options: Parameters<typeof startLocalAws>[0]): Promise<void> {
  aws = await startLocalAws(options);
  pointAwsAt(aws.endpoint);
}

describe('the asset', () => {
  test('is read once, however many templates are in it', async () => {
    let reads = 0;
    await serving({ objects: (bucket, key) => (reads++, bucket === 'cdk-assets' && key === 'content.json' ? Buffer.from(writeAsset(ASSET)) : undefined) });
    const asset = new S3Asset(LOCATION, impatient());
    expect(await Promise.all([asset.template('welcome'), asset.template('order "x"\n'), asset.template('none')]))
      .toEqual([ASSET.templates.welcome, ASSET.templates['order "x"\n'], undefined]);
    expect(reads).toBe(1);
  });

  test('whose reading breaks off is read again', async () => {
    await serving({});
    let reads = 0;
    const breaking: OpenObject = async () => reads++ > 0 ? Readable.from([writeAsset(ASSET)]) : new Readable({
      read() { this.destroy(Object.assign(new Error('read'), { code: 'ECONNRESET' })); },
    });
    expect(await new S3Asset(LOCATION, impatient(), breaking).template('welcome')).toEqual(ASSET.templates.welcome);
  });

  test('that is not there is named', async () => {
    await serving({});
    await expect(new S3Asset(LOCATION, impatient()).template('welcome'))
      .rejects.toThrow(/^reading the asset s3:\/\/cdk-assets\/content\.json failed with NoSuchKey: /);
  });

  test('whose permission is still on its way is waited for', async () => {
    const time = impatient();
    expect(await new S3Asset(LOCATION, time, denying(3)).template('welcome')).toEqual(ASSET.templates.welcome);
    expect(time.waited).toBe(30_000);
  });

  test('that is denied for good is given up after a minute and a half', async () => {
    const time = impatient();
    await expect(new S3Asset(LOCATION, time, denying(Infinity)).template('welcome')).rejects.toThrow(/^reading the asset s3:\/\/cdk-assets\/content\.json failed with AccessDenied: no$/);
    expect(time.waited).toBe(90_000);
  });
});

describe('the stack', () => {
  test('has the template that CloudFormation says it has', async () => {
    const template = { Resources: { Mails: { Type: 'Custom::SESEmailTemplates', Properties: { Text: 'Grüße & <p>' } } } };
    await serving({ stacks: id => id === STACK ? { stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template } : undefined });
    expect(await new DescribedStack(STACK, impatient()).template()).toEqual(template);
  });

  test('that CloudFormation does not know is an error that says what was asked', async () => {
    await serving({});
    await expect(new DescribedStack(STACK, impatient()).describe())
      .rejects.toThrow(`asking CloudFormation for the state of ${STACK} failed with ValidationError: Stack with id ${STACK} does not exist`);
  });
});

/** Denies so many reads, as S3 does while IAM does not know of a permission yet. */
function denying(times: number): OpenObject {
  let reads = 0;
  return async () => {
    if (reads++ < times) throw Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    return Readable.from([writeAsset(ASSET)]);
  };
}
