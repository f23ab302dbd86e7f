/** Deployments with faults of SES, Lambda and the network. */
import { Stack } from 'aws-cdk-lib';
import { EmailDriftPolicy, EmailTemplate, EmailContent } from '../../src';
import { World, WorldOptions } from '../support/deployment';

let world: World;
const start = async (options?: WorldOptions) => { world = await World.create(options); };
afterEach(async () => {
  // In every test: with the address from the log, anyone could answer for the resource.
  expect(world.log.filter(({ line }) => /ResponseURL|X-Amz|127\.0\.0\.1:\d+\/\S*\?/.test(line.replaceAll('[ResponseURL]', '')))).toEqual([]);
  await world.close();
});

/** Templates with these names, all with this HTML, each in a separate resource. */
const mails = (html: string, names: string[] = ['welcome'], driftPolicy?: EmailDriftPolicy) => (stack: Stack) => {
  for (const name of names) new EmailTemplate(stack, name, { templateName: name, subject: 'Hi', html: EmailContent.fromInline(html), driftPolicy });
};
const content = (html: string) => ({ subject: 'Hi', html });

test.each(['concurrently', 'sequentially'] as const)('events that are delivered twice, %s, are harmless', async delivery => {
  await start({ delivery });
  expect(await world.deploy(mails('old'))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(mails('new', ['welcome'], EmailDriftPolicy.FAIL))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ welcome: content('new') });
  expect(await world.deploy(mails('new', ['hello']))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ hello: content('new') });
  expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(world.templates()).toEqual({});
});

test('non-ASCII content is not drift, although SES returns it escaped', async () => {
  await start();
  const japanese = 'ようこそ、{{name}} 様 🎉 — Grüße';
  await world.deploy(mails(japanese, ['welcome'], EmailDriftPolicy.FAIL));
  expect(await world.deploy(mails(`${japanese}!`, ['welcome'], EmailDriftPolicy.FAIL))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ welcome: content(`${japanese}!`) });
});

test('a rollback restores the written content, not the escaped content that SES returns', async () => {
  await start();
  const japanese = 'ようこそ 🎉';
  await world.deploy(mails(japanese));
  world.put('theirs', content('theirs'));
  await world.deploy(mails('new', ['welcome', 'theirs']));
  expect(world.templates()).toEqual({ welcome: content(japanese), theirs: content('theirs') });
});

test('a deployment succeeds although SES refuses nine of ten calls', async () => {
  await start();
  world.ses.faults.add({ kind: 'throttle', when: nth => nth % 10 !== 0 });
  const names = ['a', 'b', 'c', 'd'];
  expect(await world.deploy(mails('old', names))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(mails('new', names))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(Object.keys(world.templates()).sort()).toEqual(names);
});

test.each(['reset-before', 'reset-after', 'internal-error'] as const)('a deployment succeeds although every third call ends in %s', async kind => {
  await start();
  world.ses.faults.add({ kind, every: 3 });
  const names = ['a', 'b', 'c', 'd'];
  expect(await world.deploy(mails('old', names))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(mails('new', names, EmailDriftPolicy.FAIL))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(world.templates()).toEqual({});
});

describe('with a short idle timeout', () => {
  const names = ['a', 'b', 'c'];

  test.each(['silent-before', 'silent-after', 'silent-midway', 'reset-midway'] as const)('a deployment succeeds although every third call ends in %s', async kind => {
    await start({ silence: 300 });
    world.ses.faults.add({ kind, every: 3 });
    expect(await world.deploy(mails('old', names))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(await world.deploy(mails('new', names, EmailDriftPolicy.FAIL))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual(Object.fromEntries(names.map(name => [name, content('new')])));
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(world.templates()).toEqual({});
  });

  test.each(['silent-before', 'silent-midway', 'reset-midway'] as const)('retries reading an asset after %s', async kind => {
    await start({ silence: 300 });
    world.s3.faults.add({ kind, times: 2 });
    expect(await world.deploy(mails('x'.repeat(400_000)))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: content('x'.repeat(400_000)) });
  });

  test.each(['silent-before', 'silent-midway'] as const)('a rollback succeeds although CloudFormation\'s responses end in %s', async kind => {
    await start({ silence: 300 });
    await world.deploy(mails('old'));
    world.put('theirs', content('theirs'));
    let asked = 0;
    world.api.faults.add({ kind, when: nth => (asked = nth) <= 2 });
    expect(await world.deploy(mails('new', ['welcome', 'theirs']))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: content('old'), theirs: content('theirs') });
    expect(asked).toBeGreaterThan(2);
  });
});

test('a deployment waits for permissions to propagate, with SES, S3 and CloudFormation', async () => {
  await start();
  for (const operation of ['CreateTemplate', 'UpdateTemplate', 'GetTemplate', 'DeleteTemplate']) world.ses.faults.add({ kind: 'deny', operation, times: 2 });
  world.s3.faults.add({ kind: 'deny', times: 2 });
  world.api.faults.add({ kind: 'deny', times: 2 });
  expect(await world.deploy(mails('old', ['a', 'b']))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(mails('new', ['a', 'b']))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ a: content('new'), b: content('new') });
  expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(world.templates()).toEqual({});
});

test('a missing permission fails the deployment with the possible causes', async () => {
  await start();
  world.ses.faults.add({ kind: 'deny', operation: 'CreateTemplate' });
  const { status, failures } = await world.deploy(mails('old'));
  expect(failures[0].reason).toContain('CreateTemplate of \'welcome\' failed with AccessDenied: User `arn:aws:sts::123456789012:assumed-role/local/local\' '
    + 'is not authorized to perform `ses:CreateTemplate\' '
    + '(the function\'s role, its permissions boundary or an organization policy does not allow this call). Nothing was changed');
  expect(status).toBe('ROLLBACK_COMPLETE');
});

test('many single templates at once share one call per second among independent functions', async () => {
  await start();
  const names = Array.from({ length: 25 }, (_, index) => `mail-${index}`);
  expect(await world.deploy(mails('old', names))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(Object.keys(world.templates())).toHaveLength(25);
});

test('a template that is queued when the stack rolls back is not created afterwards', async () => {
  await start();
  world.put('theirs', content('theirs'));
  world.ses.faults.add({ kind: 'throttle', name: 'slow', operation: 'CreateTemplate', when: nth => nth < 100 });
  expect(await world.deploy(mails('old', ['slow', 'theirs']))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(world.templates()).toEqual({ theirs: content('theirs') });
  expect(world.entries()).toContainEqual(expect.objectContaining({
    message: 'responding', logicalResourceId: expect.stringContaining('slow'), reason: expect.stringContaining('the stack is rolling back'),
  }));
});

test('the response is sent before the deadline and names the cause', async () => {
  await start({ functionTimeout: 4_000 });
  world.ses.faults.add({ kind: 'throttle' });
  const { status, failures } = await world.deploy(mails('old'));
  expect(failures[0].reason).toMatch(
    /CreateTemplate of 'welcome' did not succeed before the deadline, in \d+ attempt\(s\); the last one failed with Throttling: Rate exceeded\. Nothing was changed/,
  );
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(world.log.filter(({ source, line }) => source === 'platform' && line.includes('timed out'))).toEqual([]);
});

test('a hanging call does not delay the response', async () => {
  await start({ functionTimeout: 3_000 });
  world.ses.faults.add({ kind: 'latency', latencyMs: 4_500 });
  const { status, failures } = await world.deploy(mails('old'));
  expect(failures[0].reason).toContain('the deployment function ran out of time');
  expect(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED']).toContain(status);
});
