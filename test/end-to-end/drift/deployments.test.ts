/** A check yields to deployments: it waits for them, and takes nothing for drift that a deployment did. */
import { setTimeout as sleep } from 'node:timers/promises';
import { TemplateDriftMode, TemplateDriftMonitorProps } from '../../../src';
import { World } from '../../support/deployment';
import { entries, found, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
let openGate: () => void;
let gate: Promise<void>;
afterEach(async () => {
  openGate();
  await world.close();
});

const mails = (text: string, props: TemplateDriftMonitorProps = {}) => mailsWithMonitor({ a: {}, b: { text }, c: {} }, props);

async function start(functionTimeout?: number, props: TemplateDriftMonitorProps = {}): Promise<void> {
  gate = new Promise(open => { openGate = open; });
  world = await World.create({ functionTimeout, beforeDelivery: async ({ RequestType }) => { if (RequestType === 'Update') await gate; } });
  await world.deploy(mails('old', props));
}

const status = async (wanted: string) => {
  while (!world.events.some(event => event.status === wanted)) await sleep(5);
};

test('a check waits until the stack is no longer being deployed, and compares with what it was deployed', async () => {
  await start();
  const deployment = world.deploy(mails('new'));
  await status('UPDATE_IN_PROGRESS');
  world.newCalls();
  const check = world.runSchedules();
  await sleep(700);
  expect(world.newCalls()).toEqual([]);
  openGate();
  expect(await deployment).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const lines = await check;
  expect(found(lines)).toEqual({});
  expect(metrics(lines)).toEqual({ Checked: 3, Heartbeat: 1 });
});

test('a stack that is being deployed for as long as the check may take is not checked, and that is a failure', async () => {
  await start(3_000);
  const deployment = world.deploy(mails('new'));
  await status('UPDATE_IN_PROGRESS');
  const lines = await world.runSchedules();
  expect(lines.find(({ record }) => record === 'failure')!.reason).toMatch(/^not checked: these stacks were being deployed throughout the check: arn:aws:cloudformation:/);
  expect(metrics(lines)).toEqual({ CheckFailed: 1, Problems: 1, Heartbeat: 1 });
  openGate();
  await deployment;
});

test('findings that come of a deployment during the check are withdrawn, and the stack is checked again', async () => {
  await start();
  openGate();
  world.ses.templates.delete('shop-a');
  world.ses.faults.add({ kind: 'latency', operation: 'GetTemplate', name: 'shop-b', times: 1, latencyMs: 4_000 });
  world.newCalls();
  const check = world.runSchedules();
  while (!world.ses.calls.some(({ operation, name }) => operation === 'GetTemplate' && name === 'shop-c')) await sleep(5);
  // A function that the stack has called before answers at once.
  expect(await world.deploy(mails('new'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const lines = await check;
  // Looked at twice before the deployment was noticed, and again afterwards.
  expect(world.newCalls().filter(call => call.startsWith('GetTemplate shop-b'))).toHaveLength(4);
  expect(found(lines)).toEqual({ 'shop-a': ['MISSING'] });
  expect(metrics(lines)).toEqual({ Checked: 3, Missing: 1, Problems: 1, Heartbeat: 1 });
}, 60_000);

test('healing that meets a deployment writes nothing', async () => {
  await start(undefined, { mode: TemplateDriftMode.HEAL });
  world.put('shop-a', { subject: 'Hi', text: 'edited' });
  // Two looks are the check's; the third is healing's.
  world.ses.faults.add({ kind: 'latency', operation: 'GetTemplate', name: 'shop-a', when: nth => nth === 3, latencyMs: 2_000 });
  world.newCalls();
  const check = world.runSchedules();
  while (world.ses.calls.filter(({ operation, name }) => operation === 'GetTemplate' && name === 'shop-a').length < 2) await sleep(5);
  await sleep(500);
  const deployment = world.deploy(mails('new', { mode: TemplateDriftMode.HEAL }));
  await status('UPDATE_IN_PROGRESS');
  const lines = await check;
  expect(entries(lines)[0]).toMatchObject({
    name: 'shop-a', healing: { outcome: 'left', reason: expect.stringMatching(/^a deployment of arn:\S+ began during the check \(UPDATE_IN_PROGRESS\)$/) },
  });
  expect(world.newCalls().filter(call => call.startsWith('UpdateTemplate'))).toEqual([]);
  expect(metrics(lines)).toEqual({ Checked: 3, Drifted: 1, Problems: 1, Heartbeat: 1 });
  openGate();
  await deployment;
}, 60_000);
