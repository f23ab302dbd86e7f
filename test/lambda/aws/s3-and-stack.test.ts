import { Readable } from 'node:stream';
import { classifyError } from '../../../lambda/aws/classify-error';
import { awsClients } from '../../../lambda/aws/clients';
import { OpenObject, openObject, S3Asset } from '../../../lambda/aws/s3-asset';
import { DescribedStack } from '../../../lambda/aws/stack-state';
import { RetryPolicy } from '../../../lambda/pacing/retry';
import { LocalAws, startLocalAws } from '../../../local/server';
import { writeAsset } from '../../../src/contract/contract';
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
    permissionsBy: 90_000,
    backoff: { throttled: () => 10_000, denied: () => 10_000, unanswered: () => 10_000 },
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
    const asset = new S3Asset(LOCATION, openObject(awsClients()), impatient());
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
    expect(await new S3Asset(LOCATION, breaking, impatient()).template('welcome')).toEqual(ASSET.templates.welcome);
  });

  test.each(['silent-before', 'silent-midway', 'reset-midway'] as const)('whose reading ends in %s is read again', async kind => {
    const large = { templates: { welcome: { Subject: 'Hi', Html: 'x'.repeat(300_000) } } };
    await serving({ objects: () => Buffer.from(writeAsset(large)) });
    aws!.s3.faults.add({ kind, times: 1 });
    const time = impatient();
    expect(await new S3Asset(LOCATION, openObject(awsClients(200)), time).template('welcome')).toEqual(large.templates.welcome);
    expect(time.waited).toBe(10_000);
  });

  test('that is not there is named', async () => {
    await serving({});
    await expect(new S3Asset(LOCATION, openObject(awsClients()), impatient()).template('welcome'))
      .rejects.toThrow(/^reading the asset s3:\/\/cdk-assets\/content\.json failed with NoSuchKey: /);
  });

  test('whose permission is still on its way is waited for', async () => {
    await serving({ objects: () => Buffer.from(writeAsset(ASSET)) });
    aws!.s3.faults.add({ kind: 'deny', times: 3 });
    const time = impatient();
    expect(await new S3Asset(LOCATION, openObject(awsClients()), time).template('welcome')).toEqual(ASSET.templates.welcome);
    expect(time.waited).toBe(30_000);
  });

  test('that is denied for good is given up after a minute and a half, with what may be in the way', async () => {
    await serving({});
    const time = impatient();
    aws!.s3.faults.add({ kind: 'deny' });
    await expect(new S3Asset(LOCATION, openObject(awsClients()), time).template('welcome')).rejects.toHaveProperty('message',
      'reading the asset s3://cdk-assets/content.json failed with AccessDenied: Access Denied (the deployment function\'s role, its permissions boundary, '
      + 'an organization policy or the bucket\'s policy does not allow this call; or the object does not exist; or the role lacks kms:Decrypt '
      + 'for the bucket\'s encryption key: pass that key as assetEncryptionKey to EmailTemplateProvider.configure())');
    expect(time.waited).toBe(90_000);
  });
});

describe('the stack', () => {
  test.each(['silent-before', 'silent-midway', 'reset-midway'] as const)('is asked again after %s', async kind => {
    await serving({ stacks: () => ({ stackName: 'OrderMails', stackId: STACK, status: 'ROLLBACK_IN_PROGRESS', template: {} }) });
    aws!.cloudFormation.faults.add({ kind, times: 1 });
    const time = impatient();
    expect(await new DescribedStack(STACK, awsClients(200), time).describe()).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' });
    expect(time.waited).toBe(10_000);
  });

  test('is waited for while its permission is on its way, and if it never comes, the error says what may be in the way', async () => {
    await serving({ stacks: () => ({ stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template: {} }) });
    const time = impatient();
    aws!.cloudFormation.faults.add({ kind: 'deny', times: 3 });
    expect(await new DescribedStack(STACK, awsClients(), time).describe()).toMatchObject({ status: 'UPDATE_IN_PROGRESS' });
    expect(time.waited).toBe(30_000);
    aws!.cloudFormation.faults.add({ kind: 'deny' });
    await expect(new DescribedStack(STACK, awsClients(), time).describe()).rejects.toThrow(new RegExp(
      `^asking CloudFormation for the state of ${STACK} failed with AccessDenied: User: \\S+ is not authorized to perform: cloudformation:DescribeStacks `
      + '\\(the deployment function\'s role, its permissions boundary or an organization policy does not allow this call\\)$'));
    expect(time.waited).toBe(90_000);
  });

  test('has the template that CloudFormation says it has', async () => {
    const template = { Resources: { Mails: { Type: 'Custom::SESEmailTemplates', Properties: { Text: 'Grüße & <p>' } } } };
    await serving({ stacks: id => id === STACK ? { stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template } : undefined });
    expect(await new DescribedStack(STACK, awsClients(), impatient()).template()).toEqual(template);
  });

  test('that CloudFormation does not know is an error that says what was asked', async () => {
    await serving({});
    await expect(new DescribedStack(STACK, awsClients(), impatient()).describe())
      .rejects.toThrow(`asking CloudFormation for the state of ${STACK} failed with ValidationError: Stack with id ${STACK} does not exist`);
  });
});
