import {
  CreateConfigurationSetCommand, CreateConfigurationSetEventDestinationCommand, DeleteConfigurationSetCommand,
  DeleteConfigurationSetEventDestinationCommand, DescribeConfigurationSetCommand, EventDestination, ListConfigurationSetsCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-ses';
import { refusal, withLocalSes } from './support';
import { SesError } from '../../../local/ses';

const local = withLocalSes();

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:events';
const STREAM = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/events';
const ROLE = 'arn:aws:iam::123456789012:role/ses/publisher';
const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/default';

const SNS: EventDestination = { Name: 'sns', Enabled: true, MatchingEventTypes: ['bounce', 'complaint'], SNSDestination: { TopicARN: TOPIC } };
const dimension = (DimensionName: string, DefaultDimensionValue = 'none', DimensionValueSource: 'messageTag' | 'emailHeader' = 'messageTag') =>
  ({ DimensionName, DefaultDimensionValue, DimensionValueSource });
const cloudWatch = (...dimensions: ReturnType<typeof dimension>[]): EventDestination => ({
  Name: 'cloudwatch', Enabled: true, MatchingEventTypes: ['send'], CloudWatchDestination: { DimensionConfigurations: dimensions },
});

const createSet = (Name: string | undefined = 'mails') => local.client.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }));
const deleteSet = (ConfigurationSetName = 'mails') => local.client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
const create = (destination: EventDestination, ConfigurationSetName = 'mails') =>
  local.client.send(new CreateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestination: destination }));
const update = (destination: EventDestination, ConfigurationSetName = 'mails') =>
  local.client.send(new UpdateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestination: destination }));
const remove = (EventDestinationName: string, ConfigurationSetName = 'mails') =>
  local.client.send(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestinationName }));
const describe_ = async (ConfigurationSetName = 'mails') => {
  const { $metadata, ...description } = await local.client.send(new DescribeConfigurationSetCommand({
    ConfigurationSetName, ConfigurationSetAttributeNames: ['eventDestinations', 'trackingOptions', 'deliveryOptions', 'reputationOptions'],
  }));
  return description;
};

describe('a configuration set', () => {
  test('exists from its creation to its deletion', async () => {
    await createSet();
    await createSet('other');

    const { ConfigurationSets: sets } = await local.client.send(new ListConfigurationSetsCommand({}));
    expect(sets).toEqual([{ Name: 'mails' }, { Name: 'other' }]);

    await deleteSet();

    expect(await refusal(describe_())).toEqual({
      name: 'ConfigurationSetDoesNotExistException', message: 'Configuration set <mails> does not exist.', ConfigurationSetName: 'mails',
    });
  });

  test('is described with what was asked for only', async () => {
    await createSet();
    await create(SNS);

    const { $metadata, ...description } = await local.client.send(new DescribeConfigurationSetCommand({ ConfigurationSetName: 'mails' }));

    expect(description).toEqual({ ConfigurationSet: { Name: 'mails' } });
  });

  test('that CloudFormation made is described with its options', async () => {
    local.aws.ses.configurationSets.create({
      Name: 'mails',
      TrackingOptions: { CustomRedirectDomain: 'click.example.com' },
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SendingOptions: { SendingEnabled: false },
    });

    expect(await describe_()).toEqual({
      ConfigurationSet: { Name: 'mails' },
      EventDestinations: [],
      TrackingOptions: { CustomRedirectDomain: 'click.example.com' },
      DeliveryOptions: { TlsPolicy: 'Require' },
      ReputationOptions: { ReputationMetricsEnabled: true, SendingEnabled: false },
    });
  });

  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });

  test.each([
    ['', invalid('The configuration set name must be specified.')],
    ['x'.repeat(65), invalid('Configuration set name cannot exceed 64 characters.')],
    ['a b', invalid("Invalid configuration set name <a b>: only alphanumeric ASCII characters, '_', and '-' are allowed.")],
  ])('cannot be named "%s"', async (name, expected) => {
    expect(await refusal(createSet(name))).toEqual(expected);
  });

  test('is created once, and deleted once', async () => {
    await createSet();

    expect(await refusal(createSet())).toEqual({
      name: 'ConfigurationSetAlreadyExistsException', message: 'Configuration set <mails> already exists.', ConfigurationSetName: 'mails',
    });
    await deleteSet();
    expect(await refusal(deleteSet())).toMatchObject({ name: 'ConfigurationSetDoesNotExistException' });
  });

  test('keeps its destinations when CloudFormation updates it', async () => {
    await createSet();
    await create(SNS);

    local.aws.ses.configurationSets.update({ Name: 'mails', DeliveryOptions: { TlsPolicy: 'OPTIONAL' } });

    expect(await describe_()).toMatchObject({ EventDestinations: [SNS], DeliveryOptions: { TlsPolicy: 'Optional' } });
  });
});

describe('an event destination', () => {
  beforeEach(() => createSet());

  test.each<[string, EventDestination]>([
    ['SNS', SNS],
    ['Firehose', { Name: 'firehose', Enabled: false, MatchingEventTypes: ['open', 'click'], KinesisFirehoseDestination: { IAMRoleARN: ROLE, DeliveryStreamARN: STREAM } }],
    ['CloudWatch', cloudWatch(dimension('ses:configuration-set', 'mails'), dimension('X-Kind', 'a@b.c-d_e', 'emailHeader'))],
    ['every event type of v1', { ...SNS, MatchingEventTypes: ['send', 'reject', 'bounce', 'complaint', 'delivery', 'open', 'click', 'renderingFailure'] }],
  ])('is described as it was created: %s', async (_, destination) => {
    await create(destination);

    expect((await describe_()).EventDestinations).toEqual([destination]);
  });

  test('is disabled unless it is enabled', async () => {
    await create({ ...SNS, Enabled: undefined });

    expect((await describe_()).EventDestinations).toEqual([{ ...SNS, Enabled: false }]);
  });

  test('is replaced by an update, in its place', async () => {
    await create(SNS);
    await create({ ...SNS, Name: 'second' });

    await update({ ...cloudWatch(dimension('a')), Name: 'sns' });

    expect((await describe_()).EventDestinations).toEqual([{ ...cloudWatch(dimension('a')), Name: 'sns' }, { ...SNS, Name: 'second' }]);
  });

  test('is gone once it is deleted', async () => {
    await create(SNS);

    await remove('sns');

    expect((await describe_()).EventDestinations).toEqual([]);
  });

  test('has a unique name in its set', async () => {
    await create(SNS);

    expect(await refusal(create(SNS))).toEqual({
      name: 'EventDestinationAlreadyExistsException',
      message: 'An event destination with name <sns> already exists for configuration set <mails>.',
      ConfigurationSetName: 'mails',
      EventDestinationName: 'sns',
    });
  });

  test('is one of ten at most', async () => {
    for (let i = 0; i < 10; i++) await create({ ...SNS, Name: `sns${i}` });

    expect(await refusal(create(SNS))).toEqual({
      name: 'LimitExceededException', message: 'Configuration set <mails> has reached the limit of 10 event destinations.',
    });
    await update({ ...SNS, Name: 'sns9' });
  });

  test.each([
    ['update', () => update(SNS)],
    ['delete', () => remove('sns')],
  ])('must exist to %s it', async (_, call) => {
    expect(await refusal(call())).toEqual({
      name: 'EventDestinationDoesNotExistException', message: 'No EventDestination found for mails', ConfigurationSetName: 'mails', EventDestinationName: 'sns',
    });
  });

  test.each([
    ['create', () => create(SNS, 'none')],
    ['update', () => update(SNS, 'none')],
    ['delete', () => remove('sns', 'none')],
  ])('needs its set to %s it', async (_, call) => {
    expect(await refusal(call())).toEqual({
      name: 'ConfigurationSetDoesNotExistException', message: 'Configuration set <none> does not exist.', ConfigurationSetName: 'none',
    });
  });
});

describe('what is refused of an event destination', () => {
  beforeEach(() => createSet());

  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
  const bad = (kind: string, message: string) =>
    ({ name: `Invalid${kind}DestinationException`, message, ConfigurationSetName: 'mails' });
  const firehose = (IAMRoleARN: string, DeliveryStreamARN: string) =>
    ({ ...SNS, SNSDestination: undefined, KinesisFirehoseDestination: { IAMRoleARN, DeliveryStreamARN } });
  const sns = (TopicARN: string) => ({ ...SNS, SNSDestination: { TopicARN } });
  const notOneOf = 'Value at \'eventDestination.matchingEventTypes\' failed to satisfy constraint: Member must satisfy constraint: '
    + '[Member must satisfy enum value set: [click, bounce, send, open, complaint, delivery, renderingFailure, reject]]';

  test.each<[string, EventDestination, object]>([
    ['no name', { ...SNS, Name: '' }, invalid('The event destination name must be specified.')],
    ['a long name', { ...SNS, Name: 'x'.repeat(65) }, invalid('Event destination name cannot exceed 64 characters.')],
    ['a bad name', { ...SNS, Name: 'a/b' },
      invalid("Invalid event destination name <a/b>: only alphanumeric ASCII characters, '_', and '-' are allowed.")],
    ['no event types', { ...SNS, MatchingEventTypes: [] }, invalid('At least one event type must be specified.')],
    ['an event type of v2 only', { ...SNS, MatchingEventTypes: ['send', 'deliveryDelay' as 'send'] },
      { name: 'ValidationError', message: `1 validation error detected: ${notOneOf}` }],
    ['no destination', { ...SNS, SNSDestination: undefined }, invalid('Event destination is not provided.')],
    ['two destinations', { ...SNS, ...cloudWatch(dimension('a')) }, invalid('Please provide only one destination with each request. '
      + 'Either a Firehose Destination or a Cloudwatch Destination or an SNS Destination or an EventBridge Destination.')],
    ['no dimensions', cloudWatch(), bad('CloudWatch', 'CloudWatch metrics dimension configuration list cannot be empty.')],
    ['11 dimensions', cloudWatch(...Array.from({ length: 11 }, (_, i) => dimension(`d${i}`))),
      bad('CloudWatch', 'An event destination cannot have more than 10 CloudWatch dimensions.')],
    ['a bad dimension name', cloudWatch(dimension('a b')),
      bad('CloudWatch', "Invalid dimension name <a b>: only alphanumeric ASCII characters, '_', '-', and ':' are allowed.")],
    ['a bad default', cloudWatch(dimension('a', 'x:y')),
      bad('CloudWatch', "Invalid default dimension value <x:y>: only alphanumeric ASCII characters, '_', '-', '@', and '.' are allowed.")],
    ['a long dimension name', cloudWatch(dimension('x'.repeat(256))), bad('CloudWatch', 'Dimension name cannot exceed 255 characters.')],
    ['a long default', cloudWatch(dimension('a', 'x'.repeat(256))), bad('CloudWatch', 'Default dimension value cannot exceed 255 characters.')],
    ['a reserved header', cloudWatch(dimension('Message-ID', 'none', 'emailHeader')),
      bad('CloudWatch', 'The email header <Message-ID> cannot be used as a dimension.')],
    ['another value source', cloudWatch({ ...dimension('a'), DimensionValueSource: 'cookie' as 'messageTag' }), {
      name: 'ValidationError',
      message: "1 validation error detected: Value at 'eventDestination.cloudWatchDestination.dimensionConfigurations.1.member.dimensionValueSource' "
        + 'failed to satisfy constraint: Member must satisfy enum value set: [messageTag, emailHeader, linkTag]',
    }],
    ['a role that is none', firehose(TOPIC, STREAM), bad('Firehose', `Invalid IAM role ARN <${TOPIC}>.`)],
    ['a stream that is none', firehose(ROLE, ROLE), bad('Firehose', `Invalid Firehose delivery stream ARN <${ROLE}>.`)],
    ['a topic that is none', sns('events'), bad('SNS', 'Invalid SNS topic <events>.')],
    ['a topic in another Region', sns('arn:aws:sns:eu-west-1:123456789012:events'),
      bad('SNS', 'SNS topic <arn:aws:sns:eu-west-1:123456789012:events> not found.')],
    ['a FIFO topic', sns(`${TOPIC}.fifo`), bad('SNS', `SNS topic <${TOPIC}.fifo> is a FIFO topic, which is not supported.`)],
  ])('%s, on create and on update', async (_, destination, expected) => {
    const withName = 'ConfigurationSetName' in expected ? { ...expected, EventDestinationName: destination.Name } : expected;
    expect(await refusal(create(destination))).toEqual(withName);

    if (!/^[\w-]{1,64}$/.test(destination.Name!)) return; // only a destination with such a name can be updated
    await create({ ...SNS, Name: destination.Name });
    expect(await refusal(update(destination))).toEqual(withName);
    expect((await describe_()).EventDestinations).toEqual([{ ...SNS, Name: destination.Name }]);
  });
});

describe('CloudFormation', () => {
  beforeEach(() => createSet());

  const put = (destination: object) => local.aws.ses.configurationSets.putEventDestination('mails', {
    Name: 'bus', Enabled: true, MatchingEventTypes: ['send'], EventBridgeDestination: { EventBusArn: BUS }, ...destination,
  });

  test('may use EventBridge and all event types, in either spelling', () => {
    put({ MatchingEventTypes: ['deliveryDelay', 'SUBSCRIPTION', 'RENDERING_FAILURE'] });

    expect(local.aws.ses.configurationSets.get('mails')).toEqual({
      Name: 'mails',
      EventDestinations: [{
        Name: 'bus', Enabled: true, MatchingEventTypes: ['deliveryDelay', 'subscription', 'renderingFailure'], EventBridgeDestination: { EventBusArn: BUS },
      }],
    });
  });

  test('may make all four kinds, and the v1 API describes them with all that it has words for', async () => {
    const { configurationSets } = local.aws.ses;
    const dimensions = { DimensionConfigurations: [dimension('ses:configuration-set', 'mails')] };
    const firehose = { IAMRoleARN: ROLE, DeliveryStreamARN: STREAM };
    const common = { Enabled: true, MatchingEventTypes: ['renderingFailure', 'deliveryDelay'] };
    configurationSets.putEventDestination('mails', { Name: 'archive', ...common, KinesisFirehoseDestination: firehose });
    configurationSets.putEventDestination('mails', { Name: 'metrics', ...common, CloudWatchDestination: dimensions });
    configurationSets.putEventDestination('mails', { Name: 'service', ...common, SnsDestination: { TopicARN: TOPIC } });
    put({ Name: 'shop', ...common });

    expect((await describe_()).EventDestinations).toEqual([
      { Name: 'archive', ...common, KinesisFirehoseDestination: firehose },
      { Name: 'metrics', ...common, CloudWatchDestination: dimensions },
      { Name: 'service', ...common, SNSDestination: { TopicARN: TOPIC } },
      { Name: 'shop', ...common },
    ]);
  });

  test('puts a destination again under its name', () => {
    put({});
    put({ Enabled: false });

    expect(local.aws.ses.configurationSets.get('mails')!.EventDestinations).toEqual([
      { Name: 'bus', Enabled: false, MatchingEventTypes: ['send'], EventBridgeDestination: { EventBusArn: BUS } },
    ]);
  });

  test.each([
    ['an event type that is none', { MatchingEventTypes: ['sent'] }, 'The event destination contains an invalid event type'],
    ['a custom bus', { EventBridgeDestination: { EventBusArn: BUS.replace('default', 'mine') } },
      `Invalid EventBridge bus <${BUS.replace('default', 'mine')}>: only the default bus is supported.`],
    ['a bus elsewhere', { EventBridgeDestination: { EventBusArn: BUS.replace('us-east-1', 'eu-west-1') } },
      `Invalid EventBridge bus <${BUS.replace('us-east-1', 'eu-west-1')}>: only the default bus is supported.`],
  ])('is refused %s', (_, destination, message) => {
    expect(() => put(destination)).toThrow(new SesError('InvalidParameterValue', message));
  });
});
