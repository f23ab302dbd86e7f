import { DescribeConfigurationSetCommand } from '@aws-sdk/client-ses';
import {
  CreateConfigurationSetCommand, CreateConfigurationSetCommandInput, CreateConfigurationSetEventDestinationCommand, DeleteConfigurationSetCommand,
  DeleteConfigurationSetEventDestinationCommand, EventDestinationDefinition, GetConfigurationSetCommand, GetConfigurationSetEventDestinationsCommand,
  ListConfigurationSetsCommand, ListTagsForResourceCommand, SendEmailCommand, SESv2Client, TagResourceCommand, UntagResourceCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-sesv2';
import { clientOptions, refusal, withLocalSes } from './support';

const local = withLocalSes();
let client: SESv2Client;
beforeEach(() => { client = new SESv2Client(clientOptions(local.aws)); });
afterEach(() => client.destroy());

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:events';
const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
const ARN = 'arn:aws:ses:us-east-1:123456789012:configuration-set/mails';

const createSet = (ConfigurationSetName = 'mails', options: Partial<CreateConfigurationSetCommandInput> = {}) =>
  client.send(new CreateConfigurationSetCommand({ ConfigurationSetName, ...options }));
const getSet = async (ConfigurationSetName = 'mails') => {
  const { $metadata: _, ...set } = await client.send(new GetConfigurationSetCommand({ ConfigurationSetName }));
  return set;
};
const create = (EventDestination: EventDestinationDefinition, EventDestinationName = 'one', ConfigurationSetName = 'mails') =>
  client.send(new CreateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestinationName, EventDestination }));
const update = (EventDestination: EventDestinationDefinition, EventDestinationName = 'one') =>
  client.send(new UpdateConfigurationSetEventDestinationCommand({ ConfigurationSetName: 'mails', EventDestinationName, EventDestination }));
const remove = (EventDestinationName = 'one') =>
  client.send(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName: 'mails', EventDestinationName }));
const destinations = async (ConfigurationSetName = 'mails') =>
  (await client.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }))).EventDestinations;

const SNS: EventDestinationDefinition = { Enabled: true, MatchingEventTypes: ['BOUNCE', 'RENDERING_FAILURE'], SnsDestination: { TopicArn: TOPIC } };
const notFound = (message: string) => ({ name: 'NotFoundException', message });
const badRequest = (message: string) => ({ name: 'BadRequestException', message });
const NO_SET = notFound('Configuration set <no> does not exist.');

describe('a configuration set', () => {
  test('has the options and tags that it was created with', async () => {
    const options: Partial<CreateConfigurationSetCommandInput> = {
      TrackingOptions: { CustomRedirectDomain: 'click.example.com', HttpsPolicy: 'REQUIRE' },
      DeliveryOptions: { TlsPolicy: 'REQUIRE', MaxDeliverySeconds: 600 },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SendingOptions: { SendingEnabled: false },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE'] },
      Tags: [{ Key: 'team', Value: 'shop' }],
    };

    await createSet('mails', options);

    expect(await getSet()).toEqual({ ConfigurationSetName: 'mails', ...options });
  });

  test('delivers without TLS, sends, and has no reputation metrics by default', async () => {
    await createSet();

    expect(await getSet()).toEqual({
      ConfigurationSetName: 'mails',
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
      ReputationOptions: { ReputationMetricsEnabled: false },
      SendingOptions: { SendingEnabled: true },
      Tags: [],
    });
  });

  test('is the same for both APIs and CloudFormation', async () => {
    await createSet('mails', { DeliveryOptions: { TlsPolicy: 'REQUIRE' }, Tags: [{ Key: 'team', Value: 'shop' }] });
    await create(SNS);

    const { $metadata: _, ...v1 } = await local.client.send(new DescribeConfigurationSetCommand({
      ConfigurationSetName: 'mails', ConfigurationSetAttributeNames: ['eventDestinations', 'deliveryOptions'],
    }));
    expect(v1).toEqual({
      ConfigurationSet: { Name: 'mails' },
      DeliveryOptions: { TlsPolicy: 'Require' },
      EventDestinations: [{ Name: 'one', Enabled: true, MatchingEventTypes: ['bounce', 'renderingFailure'], SNSDestination: { TopicARN: TOPIC } }],
    });

    local.aws.ses.configurationSets.update({ Name: 'mails', SendingOptions: { SendingEnabled: false } });
    expect(await getSet()).toMatchObject({
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' }, SendingOptions: { SendingEnabled: false }, Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  test('is listed by name, in pages, until it is deleted', async () => {
    for (const name of ['c', 'ab', 'a']) await createSet(name);
    const list = async (input: object) => {
      const { ConfigurationSets, NextToken } = await client.send(new ListConfigurationSetsCommand(input));
      return { ConfigurationSets, NextToken };
    };

    const first = await list({ PageSize: 2 });
    expect(first.ConfigurationSets).toEqual(['a', 'ab']);
    expect(await list({ NextToken: first.NextToken })).toEqual({ ConfigurationSets: ['c'] });
    expect(await list({ Filter: { CONFIGURATION_SET_NAME_CONTAINS: 'b' } })).toEqual({ ConfigurationSets: ['ab'] });

    await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: 'ab' }));
    expect(await list({})).toEqual({ ConfigurationSets: ['a', 'c'] });
  });

  test('is listed for older SDKs, which use GET', async () => {
    for (const name of ['a', 'b']) await createSet(name);

    const response = await fetch(`${local.aws.endpoint}/v2/email/configuration-sets?PageSize=1`);

    expect(await response.json()).toMatchObject({ ConfigurationSets: ['a'], NextToken: expect.any(String) });
  });

  test('is tagged and untagged by its ARN', async () => {
    await createSet('mails', { Tags: [{ Key: 'a', Value: '1' }] });

    await client.send(new TagResourceCommand({ ResourceArn: ARN, Tags: [{ Key: 'b', Value: '2' }] }));
    await client.send(new UntagResourceCommand({ ResourceArn: ARN, TagKeys: ['a'] }));

    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn: ARN }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    expect((await getSet()).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  test.each<[string, () => Promise<unknown>, object]>([
    ['creating it twice', async () => { await createSet(); await createSet(); },
      { name: 'AlreadyExistsException', message: 'Configuration set <mails> already exists.' }],
    ['an invalid name', () => createSet('a b'),
      badRequest("Invalid configuration set name <a b>: only alphanumeric ASCII characters, '_', and '-' are allowed.")],
    ['an unknown TLS policy', () => createSet('mails', { DeliveryOptions: { TlsPolicy: 'NEVER' as 'REQUIRE' } }), badRequest(
      "1 validation error detected: Value at 'deliveryOptions.tlsPolicy' failed to satisfy constraint: Member must satisfy enum value set: [REQUIRE, OPTIONAL]")],
    ['a reserved tag', () => createSet('mails', { Tags: [{ Key: 'aws:a', Value: '' }] }), badRequest('The tag key aws:a begins with aws:, which is reserved.')],
    ['getting a missing one', () => getSet('no'), NO_SET],
    ['deleting a missing one', () => client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: 'no' })), NO_SET],
    ['an unknown token', () => client.send(new ListConfigurationSetsCommand({ NextToken: 'x' })), badRequest('Invalid next token.')],
    ['tagging a missing one', () => client.send(new TagResourceCommand({ ResourceArn: ARN, Tags: [] })), notFound(`Resource ${ARN} does not exist.`)],
  ])('is refused: %s', async (_, call, expected) => {
    expect(await refusal(call())).toEqual(expected);
  });

  test('is throttled with an error of the v2 API', async () => {
    local.aws.ses.faults.add({ kind: 'throttle', operation: 'CreateConfigurationSet', name: 'mails', times: 1 });

    expect(await refusal(createSet())).toEqual({ name: 'TooManyRequestsException', message: 'Rate exceeded' });
  });
});

describe('an event destination', () => {
  beforeEach(async () => { await createSet(); });

  test.each<[string, EventDestinationDefinition]>([
    ['SNS', SNS],
    ['EventBridge, with the event types that v1 lacks', {
      Enabled: true, MatchingEventTypes: ['DELIVERY_DELAY', 'SUBSCRIPTION'], EventBridgeDestination: { EventBusArn: BUS },
    }],
    ['Firehose', {
      Enabled: false,
      MatchingEventTypes: ['OPEN', 'CLICK'],
      KinesisFirehoseDestination: {
        IamRoleArn: 'arn:aws:iam::123456789012:role/publisher', DeliveryStreamArn: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/events',
      },
    }],
    ['CloudWatch', {
      Enabled: true,
      MatchingEventTypes: ['SEND'],
      CloudWatchDestination: {
        DimensionConfigurations: [
          { DimensionName: 'campaign', DimensionValueSource: 'MESSAGE_TAG', DefaultDimensionValue: 'none' },
          { DimensionName: 'X-Kind', DimensionValueSource: 'EMAIL_HEADER', DefaultDimensionValue: 'none' },
          { DimensionName: 'link', DimensionValueSource: 'LINK_TAG', DefaultDimensionValue: 'none' },
        ],
      },
    }],
  ])('is returned as it was created: %s', async (_, definition) => {
    await create(definition);

    expect(await destinations()).toEqual([{ Name: 'one', ...definition }]);
  });

  test('is replaced by an update in its place, and gone once it is deleted', async () => {
    await create(SNS);
    await create(SNS, 'two');

    await update({ MatchingEventTypes: ['SEND'], EventBridgeDestination: { EventBusArn: BUS } });
    expect(await destinations()).toEqual([
      { Name: 'one', Enabled: false, MatchingEventTypes: ['SEND'], EventBridgeDestination: { EventBusArn: BUS } }, { Name: 'two', ...SNS },
    ]);

    await remove();
    expect(await destinations()).toEqual([{ Name: 'two', ...SNS }]);
  });

  test('receives the events of mails', async () => {
    await create({ ...SNS, MatchingEventTypes: ['SEND'] });

    await client.send(new SendEmailCommand({
      FromEmailAddress: 'shop@example.com',
      Destination: { ToAddresses: ['ada@example.org'] },
      ConfigurationSetName: 'mails',
      Content: { Simple: { Subject: { Data: 'Hi' }, Body: { Text: { Data: 'Hi' } } } },
    }));

    expect(local.aws.ses.events.map(({ event, destinations: to }) => [event.eventType, to.map(({ Name }) => Name)])).toEqual([['Send', ['one']], ['Delivery', []]]);
  });

  test.each<[string, () => Promise<unknown>, object]>([
    ['of a missing set', () => create(SNS, 'one', 'no'), NO_SET],
    ['listing those of a missing set', () => destinations('no'), NO_SET],
    ['of a name that is taken', async () => { await create(SNS); await create(SNS); }, {
      name: 'AlreadyExistsException', message: 'An event destination with name <one> already exists for configuration set <mails>.',
    }],
    ['updating a missing one', () => update(SNS, 'no'), notFound('An event destination with name <no> does not exist for configuration set <mails>.')],
    ['deleting a missing one', () => remove('no'), notFound('An event destination with name <no> does not exist for configuration set <mails>.')],
    ['without a destination', () => create({ MatchingEventTypes: ['SEND'] }), badRequest('Event destination is not provided.')],
    ['without event types', () => create({ ...SNS, MatchingEventTypes: undefined }), badRequest('At least one event type must be specified.')],
    ['with an unknown event type', () => create({ ...SNS, MatchingEventTypes: ['LOST' as 'SEND'] }), badRequest(
      "1 validation error detected: Value at 'eventDestination.matchingEventTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy "
        + 'enum value set: [CLICK, BOUNCE, SEND, OPEN, COMPLAINT, DELIVERY, RENDERING_FAILURE, REJECT, DELIVERY_DELAY, SUBSCRIPTION]]')],
    ['of a topic in another Region', () => create({ ...SNS, SnsDestination: { TopicArn: TOPIC.replace('us-east-1', 'eu-west-1') } }),
      badRequest('SNS topic <arn:aws:sns:eu-west-1:123456789012:events> not found.')],
    ['of another event bus', () => create({ MatchingEventTypes: ['SEND'], EventBridgeDestination: { EventBusArn: BUS.replace('default', 'own') } }),
      badRequest('Invalid EventBridge bus <arn:aws:events:us-east-1:123456789012:event-bus/own>: only the default bus is supported.')],
  ])('is refused: %s', async (_, call, expected) => {
    expect(await refusal(call())).toEqual(expected);
  });
});
