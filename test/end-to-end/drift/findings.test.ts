/** What a check finds, end to end: synth, CloudFormation, Scheduler, the bundled function, SES. */
import { World, WorldOptions } from '../../support/deployment';
import { entries, found, Mail, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
afterEach(async () => world.close());

const MAILS = {
  welcome: { subject: 'Hi {{name}}', html: '<p>\nHi {{name}}\n</p>', text: 'Hi {{name}}', sampleData: { name: 'Ada' } },
  bye: { subject: 'Bye', text: 'Bye' },
};
const WELCOME = { subject: 'Hi {{name}}', html: '<p>\nHi {{name}}\n</p>', text: 'Hi {{name}}' };

async function deployed(mails: Record<string, Mail> = MAILS, options: WorldOptions = {}): Promise<void> {
  world = await World.create(options);
  expect(await world.deploy(mailsWithMonitor(mails))).toMatchObject({ status: 'CREATE_COMPLETE' });
}

test('a check after a deployment finds nothing, counts, and notifies nobody', async () => {
  await deployed();
  const lines = await world.runSchedules();
  expect(entries(lines)).toEqual([
    { record: 'template', name: 'shop-welcome', logicalId: expect.stringMatching(/^Mails/), outcome: 'CLEAN', findings: [], rendering: 'rendered' },
    { record: 'template', name: 'shop-bye', logicalId: expect.stringMatching(/^Mails/), outcome: 'CLEAN', findings: [], rendering: 'no sample data' },
  ]);
  expect(metrics(lines)).toEqual({ Checked: 2, Heartbeat: 1 });
  expect(world.notifications).toMatchObject({ messages: [], events: [] });
});

test('the metrics are in CloudWatch\'s embedded format, by monitor and by part', async () => {
  await deployed();
  const { _aws: { Timestamp, CloudWatchMetrics: [{ Namespace, Dimensions }] }, Monitor, Part } = (await world.runSchedules()).at(-1)!;
  expect({ Namespace, Dimensions, Monitor, Part }).toEqual({
    Namespace: 'CdkSesTemplates', Dimensions: [['Monitor'], ['Monitor', 'Part']], Monitor: 'OrderMails/Drift', Part: '1',
  });
  expect(Math.abs(Timestamp - Date.now())).toBeLessThan(60_000);
});

test('an edited part is found, with a diff from what is declared to what is live', async () => {
  await deployed();
  world.put('shop-welcome', { ...WELCOME, html: '<p>\nHello {{name}}!\n</p>' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-welcome': ['CHANGED Html'] });
  expect(entries(lines)[0].findings[0].details).toEqual([
    '--- Html as declared', '+++ Html as live', '@@ -1,3 +1,3 @@', ' <p>', '-Hi {{name}}', '+Hello {{name}}!', ' </p>', '\\ No newline at end of file',
  ]);
  expect(metrics(lines)).toEqual({ Checked: 2, Drifted: 1, Problems: 1, Heartbeat: 1 });
  // Nothing is written.
  expect(world.templates()['shop-welcome'].html).toBe('<p>\nHello {{name}}!\n</p>');
});

test('a deleted template is missing', async () => {
  await deployed();
  world.ses.templates.delete('shop-bye');
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-bye': ['MISSING'] });
  expect(metrics(lines)).toEqual({ Checked: 2, Missing: 1, Problems: 1, Heartbeat: 1 });
});

test('a template that nobody declares is unexpected under the prefix of the set, and nowhere else; on whichever page it is', async () => {
  await deployed();
  for (let index = 0; index < 150; index++) world.put(`theirs-${index}`, { subject: 'x', text: 'x' });
  world.put('shop-xmas', { subject: 'x', text: 'x' }, Date.now());
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-xmas': ['UNEXPECTED'] });
  expect(metrics(lines)).toEqual({ Checked: 3, Unexpected: 1, Problems: 1, Heartbeat: 1 });
});

test('a live template that no longer renders its sample data is broken, whether or not the edit alone would show', async () => {
  await deployed();
  world.put('shop-welcome', { ...WELCOME, text: 'Hi {{firstName}}' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-welcome': ['CHANGED Text', 'BROKEN'] });
  expect(entries(lines)[0]).toMatchObject({ rendering: 'refused', findings: [{}, { reason: 'Attribute \'firstName\' is not present in the rendering data.' }] });
  expect(metrics(lines)).toEqual({ Checked: 2, Drifted: 1, Broken: 1, Problems: 2, Heartbeat: 1 });
});

test('characters outside ASCII, which SES returns as escapes, and line ends are no drift', async () => {
  await deployed({ tea: { subject: '紅茶 – {{name}}', html: '<p>Ü 😀</p>\r\n<p>\\u00fc</p>', text: 'a\r\nb', sampleData: { name: 'Zoë' } } });
  world.put('shop-tea', { subject: '紅茶 – {{name}}', html: '<p>Ü 😀</p>\n<p>\\u00fc</p>', text: 'a\nb' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({});
  expect(metrics(lines)).toEqual({ Checked: 1, Heartbeat: 1 });
});

test('a read that lags behind the deployment is no drift', async () => {
  // Shorter than the second look takes: three intervals at 50 calls a second.
  await deployed(MAILS, { ses: { lagMs: 40 } });
  world.put('shop-bye', { subject: 'Bye', text: 'edited' });
  world.put('shop-bye', { subject: 'Bye', text: 'Bye' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({});
});

test('every third call refused, lost or broken does not change the result', async () => {
  await deployed();
  world.put('shop-welcome', { ...WELCOME, subject: 'Hello {{name}}' });
  for (const kind of ['throttle', 'reset-before', 'internal-error'] as const) world.ses.faults.add({ kind, every: 5 });
  expect(found(await world.runSchedules())).toEqual({ 'shop-welcome': ['CHANGED Subject'] });
});

test('an empty manual invocation checks the same', async () => {
  await deployed();
  world.ses.templates.delete('shop-bye');
  const scheduled = await world.runSchedules();
  const manual = await world.runSchedules({});
  expect(entries(manual)).toEqual(entries(scheduled));
  expect(metrics(manual)).toEqual(metrics(scheduled));
});

test('the check compares with what is deployed now: a deployment that changes a template leaves no drift', async () => {
  await deployed();
  await world.deploy(mailsWithMonitor({ ...MAILS, bye: { subject: 'So long', text: 'Bye' } }));
  expect(found(await world.runSchedules())).toEqual({});
});
