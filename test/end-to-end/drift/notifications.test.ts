/** Who hears of findings: an event for each, and a message for people and for programs. */
import { Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TemplateDriftMode } from '../../../src';
import { World } from '../../support/deployment';
import { mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
beforeEach(async () => {
  world = await World.create();
  expect(await world.deploy(stack => define(stack))).toMatchObject({ status: 'CREATE_COMPLETE' });
});
afterEach(async () => world.close());

const MAILS = { welcome: { subject: 'Hi {{name}}', text: 'Hi {{name}}', sampleData: { name: 'Ada' } }, bye: {} };
const define = (stack: Stack, mode?: TemplateDriftMode) => mailsWithMonitor(MAILS, { onDrift: [new sns.Topic(stack, 'OnDuty')], mode })(stack);

test('an event for each finding is on the default bus', async () => {
  world.put('shop-welcome', { subject: 'Hi {{name}}', text: 'Hello {{firstName}}' });
  world.ses.templates.delete('shop-bye');
  world.put('shop-other', { subject: 'x', text: 'x' });
  await world.runSchedules();
  const { events } = world.notifications;
  expect(events.map(({ source, detailType, detail: { finding, name } }) => [source, detailType, finding, name])).toEqual([
    ['cdk-ses-templates', 'SES Email Template Drift', 'CHANGED', 'shop-welcome'],
    ['cdk-ses-templates', 'SES Email Template Drift', 'BROKEN', 'shop-welcome'],
    ['cdk-ses-templates', 'SES Email Template Drift', 'MISSING', 'shop-bye'],
    ['cdk-ses-templates', 'SES Email Template Drift', 'UNEXPECTED', 'shop-other'],
  ]);
  expect(events[0]).toEqual({
    source: 'cdk-ses-templates',
    detailType: 'SES Email Template Drift',
    resources: [expect.stringMatching(/^arn:aws:cloudformation:us-east-1:\d+:stack\/OrderMails\//)],
    detail: {
      version: 1,
      monitor: 'OrderMails/Drift',
      part: 1,
      checkedAt: expect.stringMatching(/^\d{4}-/),
      finding: 'CHANGED',
      type: 'template',
      name: 'shop-welcome',
      stackId: events[0].resources[0],
      logicalId: expect.stringMatching(/^Mails/),
      parts: ['Text'],
      details: ['--- Text as declared', '+++ Text as live', '@@ -1,1 +1,1 @@', '-Hi {{name}}', '\\ No newline at end of file', '+Hello {{firstName}}', '\\ No newline at end of file'],
      acknowledgement: expect.stringMatching(/^shop-welcome@[0-9a-f]{12}$/),
    },
  });
});

test('the message says to people what differs, where it is declared, and how to accept it', async () => {
  world.put('shop-welcome', { subject: 'Hi {{name}}', text: 'Hello {{name}}' });
  world.ses.templates.delete('shop-bye');
  await world.runSchedules();
  const [{ topicArn, subject, message, messageStructure }, ...others] = world.notifications.messages;
  expect(others).toEqual([]);
  expect({ topicArn, subject, messageStructure }).toEqual({
    topicArn: expect.stringMatching(/^arn:aws:sns:/), subject: 'SES email drift in OrderMails/Drift: 2 finding(s)', messageStructure: 'json',
  });
  const { default: text, ...others2 } = JSON.parse(message);
  const stackId = /arn:aws:cloudformation:\S+(?=,)/.exec(text)![0];
  const logicalId = /resource (\w+)/.exec(text)![1];
  const [first, second] = [...text.matchAll(/'(\S+@[0-9a-f]{12})'/g)].map(([, acknowledgement]) => acknowledgement);
  expect(text).toBe(`OrderMails/Drift compared Amazon SES with what its stacks declare, at ${/at (\S+)\.\n/.exec(text)![1]}.
2 checked: 2 finding(s).

CHANGED shop-welcome: someone changed its text
  declared in ${stackId}, resource ${logicalId}
  --- Text as declared
  +++ Text as live
  @@ -1,1 +1,1 @@
  -Hi {{name}}
  \\ No newline at end of file
  +Hello {{name}}
  \\ No newline at end of file
  To accept this state until it changes: acknowledged: ['${first}']

MISSING shop-bye: the template does not exist
  declared in ${stackId}, resource ${logicalId}
  To accept this state until it changes: acknowledged: ['${second}']`);
  expect(Object.keys(others2)).toEqual(['lambda', 'sqs', 'http', 'https', 'firehose']);
  expect(JSON.parse(others2.sqs)).toMatchObject({
    version: 1,
    monitor: 'OrderMails/Drift',
    summary: { Checked: 2, Drifted: 1, Missing: 1, Problems: 2 },
    results: [{ name: 'shop-welcome', outcome: 'DRIFT', findings: [{ kind: 'CHANGED', parts: ['Text'] }] }, { name: 'shop-bye' }],
  });
});

test('sample data is in no line, message or event', async () => {
  world.put('shop-welcome', { subject: 'Hi {{name}}', text: 'Hello {{firstName}}' });
  const lines = await world.runSchedules();
  expect(JSON.stringify([lines, world.notifications.messages, world.notifications.events])).not.toContain('Ada');
});

test('a message that cannot be sent counts as a failed check', async () => {
  world.ses.templates.delete('shop-bye');
  world.notifications.faults.add({ kind: 'deny', operation: 'Publish' });
  expect(metrics(await world.runSchedules())).toEqual({ Checked: 2, Missing: 1, CheckFailed: 1, Problems: 2, Heartbeat: 1 });
}, 60_000);

test('what was healed is reported, and is no problem', async () => {
  await world.deploy(stack => define(stack, TemplateDriftMode.HEAL));
  world.put('shop-welcome', { subject: 'Hi {{name}}', text: 'Hello {{name}}' });
  expect(metrics(await world.runSchedules())).toEqual({ Checked: 2, Drifted: 1, Healed: 1, Heartbeat: 1 });
  expect(world.notifications.events).toMatchObject([{ detail: { finding: 'CHANGED', name: 'shop-welcome', healing: { outcome: 'healed' } } }]);
  expect(world.notifications.messages).toMatchObject([{ subject: 'SES email drift in OrderMails/Drift: 1 healed' }]);
  expect(world.notifications.messages[0].message).toContain('Healed: the declared content is back.');
});
