import { compareConfigurationSet, LiveDestination } from '../../../lambda/drift';
import { MonitoredDestination } from '../../../src/contract/drift';

const SNS = { SnsDestination: { TopicARN: 'arn:topic' } };
const destination = (more: Partial<MonitoredDestination> = {}): MonitoredDestination => ({ Enabled: true, MatchingEventTypes: ['bounce'], ...SNS, ...more });
const live = (more: Partial<LiveDestination> = {}): LiveDestination => ({ Name: 'generated', Enabled: true, MatchingEventTypes: ['bounce'], ...SNS, ...more });
const compare = (declared: MonitoredDestination[], found: LiveDestination[] | undefined) =>
  compareConfigurationSet({ type: 'configuration set', name: 'orders' }, { StackId: 'arn:stack', LogicalId: 'Orders', Name: 'orders', Destinations: declared }, found);

test.each<[string, MonitoredDestination, LiveDestination]>([
  ['event types in another order and spelling', destination({ MatchingEventTypes: ['RENDERING_FAILURE', 'send'] }), live({ MatchingEventTypes: ['send', 'renderingFailure'] })],
  ['a boolean that CloudFormation made a word', destination({ Enabled: 'true' }), live()],
  ['no word on whether it is enabled', destination({ Enabled: undefined }), live({ Enabled: false })],
  ['event types that version 1 does not know', destination({ MatchingEventTypes: ['bounce', 'deliveryDelay', 'SUBSCRIPTION'] }), live()],
  ['dimensions in another order', destination({
    SnsDestination: undefined, CloudWatchDestination: { DimensionConfigurations: [dimension('a'), dimension('b')] },
  }), live({ SnsDestination: undefined, CloudWatchDestination: { DimensionConfigurations: [dimension('b'), dimension('a')] } })],
])('%s is no difference', (_, declared, found) => {
  expect(compare([declared], [found]).finding).toBeUndefined();
});

test.each<[string, MonitoredDestination, LiveDestination, string[]]>([
  ['another topic', destination({ Name: 'generated' }), live({ SnsDestination: { TopicARN: 'arn:other' } }), ['generated: target: declared SNS arn:topic, live SNS arn:other']],
  ['another role of Firehose', destination({
    Name: 'generated', SnsDestination: undefined, KinesisFirehoseDestination: { IAMRoleARN: 'arn:role', DeliveryStreamARN: 'arn:stream' },
  }), live({ SnsDestination: undefined, KinesisFirehoseDestination: { IAMRoleARN: 'arn:other', DeliveryStreamARN: 'arn:stream' } }), [
    'generated: target: declared Firehose arn:stream as arn:role, live Firehose arn:stream as arn:other',
  ]],
  ['another default value of a dimension', destination({
    Name: 'generated', SnsDestination: undefined, CloudWatchDestination: { DimensionConfigurations: [dimension('a')] },
  }), live({ SnsDestination: undefined, CloudWatchDestination: { DimensionConfigurations: [{ ...dimension('a'), DefaultDimensionValue: 'other' }] } }), [
    'generated: target: declared CloudWatch by a=none from messageTag, live CloudWatch by a=other from messageTag',
  ]],
  ['fewer event types', destination({ MatchingEventTypes: ['bounce', 'send'] }), live(), ['generated: events: declared bounce, send, live bounce']],
])('%s is a difference', (_, declared, found, details) => {
  expect(compare([declared], [found]).finding).toMatchObject({ kind: 'DIFFERENT', details });
});

test('an EventBridge destination is not comparable, whether or not SES shows it', () => {
  const bus = destination({ Name: 'bus', SnsDestination: undefined, EventBridgeDestination: { EventBusArn: 'arn:bus' } });
  const shown = live({ Name: 'bus', SnsDestination: undefined });
  for (const found of [[], [shown]]) {
    expect(compare([bus], found)).toEqual({ notComparable: ['bus (EventBridge): version 1 of the API does not show it'] });
  }
});

test('a set that does not exist is missing', () => {
  expect(compare([destination()], undefined).finding).toMatchObject({ kind: 'MISSING' });
});

function dimension(name: string) {
  return { DimensionName: name, DimensionValueSource: 'messageTag', DefaultDimensionValue: 'none' };
}
