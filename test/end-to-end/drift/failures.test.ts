/** A check that did not run completely is a failure that triggers the alarm, and never "no drift". */
import { World } from '../../support/deployment';
import { entries, found, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
afterEach(async () => world.close());

const MAILS = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(name => [name, { subject: name, text: `Hi {{name}}, ${name}`, sampleData: { name: 'Ada' } }]));

async function deployed(options: Parameters<typeof World.create>[0] = {}): Promise<void> {
  world = await World.create(options);
  expect(await world.deploy(mailsWithMonitor(MAILS))).toMatchObject({ status: 'CREATE_COMPLETE' });
}

test('throttled until the time is up: what was checked is reported, and the rest counts as failed', async () => {
  await deployed({ functionTimeout: 4_000 });
  world.put('shop-a', { subject: 'edited', text: 'Hi {{name}}, a' });
  for (const name of ['shop-e', 'shop-f']) world.ses.faults.add({ kind: 'throttle', operation: 'GetTemplate', name });
  const lines = await world.runSchedules();
  const { Checked, CheckFailed, Problems, Heartbeat } = metrics(lines);
  expect(found(lines)).toMatchObject({ 'shop-a': ['CHANGED Subject'] });
  expect({ Checked, CheckFailed, Problems, Heartbeat }).toEqual({ Checked: 4, CheckFailed: 2, Problems: 3, Heartbeat: 1 });
  const failed = entries(lines).filter(({ outcome }) => outcome === 'CHECK_FAILED');
  expect(failed.map(({ name }) => name)).toEqual(['shop-e', 'shop-f']);
  for (const { failure } of failed) expect(failure).toMatch(/^GetTemplate of 'shop-\w' (did not succeed before the deadline|was not started)/);
});

test('an asset that cannot be read fails the check of the templates that are to be rendered', async () => {
  await deployed();
  world.s3.faults.add({ kind: 'deny' });
  const lines = await world.runSchedules();
  expect(metrics(lines)).toEqual({ CheckFailed: 6, Problems: 6, Heartbeat: 1 });
  expect(entries(lines)[0].failure).toMatch(/^reading the asset s3:.* failed with AccessDenied/);
}, 60_000);

test('a stack that cannot be described fails the check as a whole', async () => {
  await deployed();
  world.api.faults.add({ kind: 'deny', operation: 'DescribeStacks' });
  const lines = await world.runSchedules();
  expect(lines.find(({ record }) => record === 'failure')!.reason).toMatch(/^asking CloudFormation for the state of arn:.* failed with AccessDenied/);
  expect(metrics(lines)).toEqual({ CheckFailed: 1, Problems: 1, Heartbeat: 1 });
}, 60_000);

test('areas fail by themselves: names that cannot be listed, and events that cannot be put', async () => {
  await deployed();
  world.ses.templates.delete('shop-a');
  world.ses.faults.add({ kind: 'deny', operation: 'ListTemplates' });
  world.notifications.faults.add({ kind: 'deny', operation: 'PutEvents' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-a': ['MISSING'] });
  expect(entries(lines).at(-1)).toMatchObject({
    name: 'shop-*', outcome: 'CHECK_FAILED', failure: expect.stringMatching(/^ListTemplates failed with AccessDenied/),
  });
  expect(lines.find(({ record }) => record === 'failure')!.reason).toMatch(/^PutEvents failed with AccessDeniedException/);
  expect(metrics(lines)).toEqual({ Checked: 6, Missing: 1, CheckFailed: 2, Problems: 3, Heartbeat: 1 });
}, 60_000);
