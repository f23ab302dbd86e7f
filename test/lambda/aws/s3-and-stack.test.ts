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

/** A retry policy on a virtual clock, so that minutes of retries take no time. */
function retryingInNoTime(deadline = Infinity): RetryPolicy & { waited: number } {
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
  test('is read once for any number of templates', async () => {
    let reads = 0;
    await serving({ objects: (bucket, key) => (reads++, bucket === 'cdk-assets' && key === 'content.json' ? Buffer.from(writeAsset(ASSET)) : undefined) });
    const asset = new S3Asset(LOCATION, openObject(awsClients()), retryingInNoTime());
    expect(await Promise.all([asset.template('welcome'), asset.template('order "x"\n'), asset.template('none')]))
      .toEqual([ASSET.templates.welcome, ASSET.templates['order "x"\n'], undefined]);
    expect(reads).toBe(1);
  });

  test('whose connection breaks is read again', async () => {
    await serving({});
    let reads = 0;
    const breaking: OpenObject = async () => reads++ > 0 ? Readable.from([writeAsset(ASSET)]) : new Readable({
      read() { this.destroy(Object.assign(new Error('read'), { code: 'ECONNRESET' })); },
    });
    expect(await new S3Asset(LOCATION, breaking, retryingInNoTime()).template('welcome')).toEqual(ASSET.templates.welcome);
  });

  test.each(['silent-before', 'silent-midway', 'reset-midway'] as const)('is read again after %s', async kind => {
    const large = { templates: { welcome: { Subject: 'Hi', Html: 'x'.repeat(300_000) } } };
    await serving({ objects: () => Buffer.from(writeAsset(large)) });
    aws!.s3.faults.add({ kind, times: 1 });
    const time = retryingInNoTime();
    expect(await new S3Asset(LOCATION, openObject(awsClients(200)), time).template('welcome')).toEqual(large.templates.welcome);
    expect(time.waited).toBe(10_000);
  });

  test('that does not exist is named in the error', async () => {
    await serving({});
    await expect(new S3Asset(LOCATION, openObject(awsClients()), retryingInNoTime()).template('welcome'))
      .rejects.toThrow(/^reading the asset s3:\/\/cdk-assets\/content\.json failed with NoSuchKey: /);
  });

  test('is retried until its permission has propagated', async () => {
    await serving({ objects: () => Buffer.from(writeAsset(ASSET)) });
    aws!.s3.faults.add({ kind: 'deny', times: 3 });
    const time = retryingInNoTime();
    expect(await new S3Asset(LOCATION, openObject(awsClients()), time).template('welcome')).toEqual(ASSET.templates.welcome);
    expect(time.waited).toBe(30_000);
  });

  test('that stays denied fails after a minute and a half, with the possible causes', async () => {
    await serving({});
    const time = retryingInNoTime();
    aws!.s3.faults.add({ kind: 'deny' });
    await expect(new S3Asset(LOCATION, openObject(awsClients()), time).template('welcome')).rejects.toHaveProperty('message',
      'reading the asset s3://cdk-assets/content.json failed with AccessDenied: Access Denied (the function\'s role, its permissions boundary, '
      + 'an organization policy or the bucket\'s policy does not allow this call; or the object does not exist; or the role lacks kms:Decrypt '
      + 'for the bucket\'s encryption key: pass that key as assetEncryptionKey to EmailTemplateProvider.configure())');
    expect(time.waited).toBe(90_000);
  });
});

describe('the stack', () => {
  test.each(['silent-before', 'silent-midway', 'reset-midway'] as const)('is described again after %s', async kind => {
    await serving({ stacks: () => ({ stackName: 'OrderMails', stackId: STACK, status: 'ROLLBACK_IN_PROGRESS', template: {} }) });
    aws!.cloudFormation.faults.add({ kind, times: 1 });
    const time = retryingInNoTime();
    expect(await new DescribedStack(STACK, awsClients(200), time).describe()).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' });
    expect(time.waited).toBe(10_000);
  });

  test('is retried until its permission has propagated, or fails with the possible causes', async () => {
    await serving({ stacks: () => ({ stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template: {} }) });
    const time = retryingInNoTime();
    aws!.cloudFormation.faults.add({ kind: 'deny', times: 3 });
    expect(await new DescribedStack(STACK, awsClients(), time).describe()).toMatchObject({ status: 'UPDATE_IN_PROGRESS' });
    expect(time.waited).toBe(30_000);
    aws!.cloudFormation.faults.add({ kind: 'deny' });
    await expect(new DescribedStack(STACK, awsClients(), time).describe()).rejects.toThrow(new RegExp(
      `^asking CloudFormation for the state of ${STACK} failed with AccessDenied: User: \\S+ is not authorized to perform: cloudformation:DescribeStacks `
      + '\\(the function\'s role, its permissions boundary or an organization policy does not allow this call\\)$'));
    expect(time.waited).toBe(90_000);
  });

  test('has the template that CloudFormation returns', async () => {
    const template = { Resources: { Mails: { Type: 'Custom::SESEmailTemplates', Properties: { Text: 'Grüße & <p>' } } } };
    await serving({ stacks: id => id === STACK ? { stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template } : undefined });
    expect(await new DescribedStack(STACK, awsClients(), retryingInNoTime()).template()).toEqual(template);
  });

  test('has a history, whose pages are read as needed; a nested stack is a resource', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, second, 345));
    const resources = Array.from({ length: 120 }, (_, index) => (
      { timestamp: at(30), logicalId: `Mail${index}`, physicalId: `mail-${index}`, type: 'Custom::SESEmailTemplates', status: 'UPDATE_COMPLETE' }));
    const events = [
      { timestamp: at(40), logicalId: 'Nested', physicalId: `${STACK}2`, type: 'AWS::CloudFormation::Stack', status: 'UPDATE_FAILED' },
      ...resources,
      { timestamp: at(20), logicalId: 'OrderMails', physicalId: STACK, type: 'AWS::CloudFormation::Stack', status: 'UPDATE_IN_PROGRESS' },
    ];
    let asked = 0;
    await serving({ stacks: () => ({ stackName: 'OrderMails', stackId: STACK, status: 'UPDATE_IN_PROGRESS', template: {}, get events() { asked++; return events; } }) });
    const history = new DescribedStack(STACK, awsClients(), retryingInNoTime()).history();
    expect((await history.next()).value).toEqual({ at: at(40), logicalId: 'Nested', status: 'UPDATE_FAILED' });
    expect(asked).toBe(1);
    const rest = [];
    for await (const event of history) rest.push(event);
    expect(rest).toHaveLength(121);
    expect(rest[119]).toEqual({ at: at(30), logicalId: 'Mail119', status: 'UPDATE_COMPLETE' });
    expect(rest[120]).toEqual({ at: at(20), logicalId: undefined, status: 'UPDATE_IN_PROGRESS' });
  });

  test('that does not exist is an error that names the call', async () => {
    await serving({});
    await expect(new DescribedStack(STACK, awsClients(), retryingInNoTime()).describe())
      .rejects.toThrow(`asking CloudFormation for the state of ${STACK} failed with ValidationError: Stack with id ${STACK} does not exist`);
  });
});
