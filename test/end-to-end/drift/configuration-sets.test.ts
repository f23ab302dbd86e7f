/** Configuration sets: the event destinations in SES against those that the stack declares. */
import { Stack } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailConfigurationSet, EmailEventDestination, EmailEventDimension, EmailTemplate, EmailContent, TemplateDriftMonitor } from '../../../src';
import { World } from '../../support/deployment';
import { entries, found, metrics } from '../../support/drift';

let world: World;
afterEach(async () => world.close());

beforeEach(async () => {
  world = await World.create();
  expect(await world.deploy(define)).toMatchObject({ status: 'CREATE_COMPLETE' });
});

function define(stack: Stack): void {
  const events = new EmailConfigurationSet(stack, 'Events', { configurationSetName: 'orders' });
  events.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }), {
    events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.DELIVERY_DELAY],
  });
  events.publishTo('Bounces', EmailEventDestination.sns(new sns.Topic(stack, 'Topic')), { eventDestinationName: 'bounces', events: [ses.EmailSendingEvent.BOUNCE] });
  events.publishTo('Shop', EmailEventDestination.defaultEventBus());
  new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', subject: 'x', text: EmailContent.fromInline('x') });
  new TemplateDriftMonitor(stack, 'Drift', { configurationSets: [events] });
}

const destination = (is: (one: { Name: string; CloudWatchDestination?: object }) => boolean) =>
  world.ses.configurationSets.get('orders')!.EventDestinations.find(is)!;

test('are clean after a deployment, and what version 1 of the API does not show is named as not comparable', async () => {
  const lines = await world.runSchedules();
  expect(entries(lines).at(-1)).toEqual({
    record: 'configuration set',
    name: 'orders',
    logicalId: expect.stringMatching(/^Events/),
    outcome: 'CLEAN',
    findings: [],
    notComparable: [
      'CloudWatch by ses:configuration-set=orders from messageTag: version 1 of the API does not show the event types deliveryDelay',
      'EventBridge: version 1 of the API does not show it',
    ],
  });
  expect(metrics(lines)).toEqual({ Checked: 2, Heartbeat: 1 });
});

test('differ in what somebody changed, added and deleted', async () => {
  const metricsDestination = destination(({ CloudWatchDestination }) => CloudWatchDestination !== undefined);
  const bounces = destination(({ Name }) => Name === 'bounces');
  world.ses.configurationSets.putEventDestination('orders', { ...bounces, Enabled: false, MatchingEventTypes: ['bounce', 'complaint'] });
  world.ses.configurationSets.deleteEventDestination('orders', metricsDestination.Name);
  world.ses.configurationSets.putEventDestination('orders', {
    Name: 'theirs', Enabled: true, MatchingEventTypes: ['open'], SnsDestination: { TopicARN: 'arn:aws:sns:us-east-1:123456789012:theirs' },
  });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ orders: ['DIFFERENT'] });
  expect(entries(lines).at(-1)!.findings[0].details).toEqual([
    'bounces: enabled: declared true, live false',
    'bounces: events: declared bounce, live bounce, complaint',
    'missing: CloudWatch by ses:configuration-set=orders from messageTag',
    'not declared: theirs (SNS arn:aws:sns:us-east-1:123456789012:theirs)',
  ]);
  expect(metrics(lines)).toEqual({ Checked: 2, Different: 1, Problems: 1, Heartbeat: 1 });
  expect(world.notifications.events).toMatchObject([{ resources: [expect.stringContaining('stack/OrderMails/')], detail: { finding: 'DIFFERENT', type: 'configuration set', name: 'orders' } }]);
});

test('are missing when somebody deleted them', async () => {
  world.ses.configurationSets.delete('orders');
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ orders: ['MISSING'] });
});

test('that cannot be described are a failed check', async () => {
  world.ses.faults.add({ kind: 'deny', operation: 'DescribeConfigurationSet' });
  const lines = await world.runSchedules();
  expect(metrics(lines)).toEqual({ Checked: 1, CheckFailed: 1, Problems: 1, Heartbeat: 1 });
});
