/** What a check finds, through everything: synth, CloudFormation, Scheduler, the bundled function, SES. */
import { World } from '../../support/deployment';
import { entries, found, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
afterEach(async () => world.close());

const MAILS = {
  welcome: { subject: 'Hi {{name}}', html: '<p>\nHi {{name}}\n</p>', text: 'Hi {{name}}', sampleData: { name: 'Ada' } },
  bye: { subject: 'Bye', text: 'Bye' },
};

async function deployed(mails: Parameters<typeof mailsWithMonitor>[0] = MAILS, options: Parameters<typeof World.create>[0] = {}): Promise<void> {
  world = await World.create(options);
  expect(await world.deploy(mailsWithMonitor(mails))).toMatchObject({ status: 'CREATE_COMPLETE' });
}

test('a check after a deployment finds nothing, and counts', async () => {
  await deployed();
  const lines = await world.runSchedules();
  expect(entries(lines)).toEqual([
    { record: 'template', name: 'shop-welcome', logicalId: expect.stringMatching(/^Mails/), outcome: 'CLEAN', findings: [], rendering: 'rendered' },
    { record: 'template', name: 'shop-bye', logicalId: expect.stringMatching(/^Mails/), outcome: 'CLEAN', findings: [], rendering: 'no sample data' },
  ]);
  expect(metrics(lines)).toEqual({ Checked: 2, Heartbeat: 1 });
  expect(world.notifications).toMatchObject({ messages: [], events: [] });
});
