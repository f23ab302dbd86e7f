import { createLocalSes, LocalSes } from '../../../local/ses';
import { sesConfigurationSets } from '../../../local/session/ses-configuration-sets';
import { Harness, harness } from '../cloudformation/support';

let ses: LocalSes;
let h: Harness;
beforeEach(() => {
  ses = createLocalSes();
  h = harness({ native: sesConfigurationSets(ses.configurationSets) });
});

const TOPIC = { Type: 'AWS::SNS::Topic' };

function set(properties: object = {}) {
  return { Type: 'AWS::SES::ConfigurationSet', Properties: properties };
}

function destination(settings: object, setName: unknown = { Ref: 'Set' }) {
  return {
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: { ConfigurationSetName: setName, EventDestination: { MatchingEventTypes: ['bounce'], SnsDestination: { TopicARN: { Ref: 'Topic' } }, ...settings } },
  };
}

test('a set and its destination are created, updated and deleted', async () => {
  await h.deploy({
    Resources: {
      Topic: TOPIC,
      Set: set({ Name: 'events', SendingOptions: { SendingEnabled: 'true' } }),
      Bounces: destination({ Name: 'bounces', Enabled: true }),
    },
    Outputs: { Destination: { Value: { Ref: 'Bounces' } } },
  });
  expect(ses.configurationSets.get('events')).toEqual({
    Name: 'events',
    SendingOptions: { SendingEnabled: true },
    EventDestinations: [{
      Name: 'bounces',
      Enabled: true,
      MatchingEventTypes: ['bounce'],
      SnsDestination: { TopicARN: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:Demo-Topic-/) },
    }],
  });

  await h.deploy({
    Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces', MatchingEventTypes: ['complaint'] }) },
  });
  expect(ses.configurationSets.get('events')).toMatchObject({ EventDestinations: [{ Name: 'bounces', Enabled: false, MatchingEventTypes: ['complaint'] }] });
  expect(ses.configurationSets.get('events')!.SendingOptions).toBeUndefined();

  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }) } });
  expect(ses.configurationSets.get('events')!.EventDestinations).toEqual([]);
  await h.cfn.destroy();
  expect(ses.configurationSets.list()).toEqual([]);
});

test('unnamed resources get a name', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set(), Bounces: destination({}) } });
  const [{ Name, EventDestinations }] = ses.configurationSets.list();
  expect(Name).toMatch(/^Demo-Set-[0-9A-F]{12}$/);
  expect(EventDestinations[0].Name).toMatch(/^Demo-Bounces-[0-9A-F]{12}$/);
});

test('a changed name replaces a set and its destinations', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'old' }), Bounces: destination({ Name: 'bounces' }) } });
  const [result] = await h.cfn.deploy(h.assembly({
    Demo: { Resources: { Topic: TOPIC, Set: set({ Name: 'new' }), Bounces: destination({ Name: 'bounces' }) } },
  }));
  expect(result.status).toBe('UPDATE_COMPLETE');
  expect(ses.configurationSets.list().map(({ Name, EventDestinations }) => [Name, EventDestinations.length])).toEqual([['new', 1]]);
});

test('a changed name of a destination has no effect, as in CloudFormation', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces' }) } });
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'renamed' }) } });
  expect(ses.configurationSets.get('events')!.EventDestinations.map(({ Name }) => Name)).toEqual(['bounces']);
});

const reasons = ({ failures }: { failures: ReadonlyArray<{ logicalId: string; reason?: string }> }) => failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
const handlerMessage = (message: string) => `Resource handler returned message: "${message}"`;
const dimension = (DimensionName: string) => ({ DimensionName, DimensionValueSource: 'messageTag', DefaultDimensionValue: 'none' });
const byDimensions = (...DimensionConfigurations: object[]) => ({ SnsDestination: undefined, CloudWatchDestination: { DimensionConfigurations } });

describe('a refusal by SES fails the stack with its text, and leaves nothing behind', () => {
  test.each<[string, object, string]>([
    ['no event types', { MatchingEventTypes: [] }, 'At least one event type must be specified.'],
    ['two kinds in one destination', { CloudWatchDestination: { DimensionConfigurations: [dimension('campaign')] } },
      'Please provide only one destination with each request. Either a Firehose Destination or a Cloudwatch Destination or an SNS Destination or an EventBridge Destination.'],
    ['a bad dimension', byDimensions(dimension('a b')),
      "Invalid dimension name <a b>: only alphanumeric ASCII characters, '_', '-', and ':' are allowed."],
    ['11 dimensions', byDimensions(...Array.from({ length: 11 }, (_, index) => dimension(`d${index}`))),
      'An event destination cannot have more than 10 CloudWatch dimensions.'],
    ['another event bus', { SnsDestination: undefined, EventBridgeDestination: { EventBusArn: 'arn:aws:events:us-east-1:123456789012:event-bus/shop' } },
      'Invalid EventBridge bus <arn:aws:events:us-east-1:123456789012:event-bus/shop>: only the default bus is supported.'],
  ])('%s', async (_, settings, message) => {
    const result = await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces', ...settings }) } });

    expect(reasons(result)).toEqual([`Bounces: ${handlerMessage(message)}`]);
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(ses.configurationSets.list()).toEqual([]);
  });

  test('an 11th destination', async () => {
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`D${index}`, destination({ Name: `d${index}` })]));

    const result = await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), ...ten, Eleventh: { ...destination({ Name: 'd10' }), DependsOn: Object.keys(ten) } } });

    expect(reasons(result)).toEqual([`Eleventh: ${handlerMessage('Configuration set <events> has reached the limit of 10 event destinations.')}`]);
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(ses.configurationSets.list()).toEqual([]);
  });
});

test('an update that SES refuses leaves the destinations as they were', async () => {
  const resources = (settings: object) => ({
    Topic: TOPIC, Set: set({ Name: 'events' }), First: destination({ Name: 'first', Enabled: true }), Second: { ...destination({ Name: 'second', ...settings }), DependsOn: 'First' },
  });
  await h.deploy({ Resources: resources({}) });
  const before = ses.configurationSets.get('events');

  const changed = { ...resources(byDimensions(dimension('a b'))), First: destination({ Name: 'first', Enabled: true, MatchingEventTypes: ['complaint'] }) };
  const result = await h.deploy({ Resources: changed });

  expect(reasons(result)).toEqual([`Second: ${handlerMessage("Invalid dimension name <a b>: only alphanumeric ASCII characters, '_', '-', and ':' are allowed.")}`]);
  expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(ses.configurationSets.get('events')).toEqual(before);
});

test('two destinations with the same name are refused', async () => {
  const result = await h.deploy({
    Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), A: destination({ Name: 'same' }), B: { ...destination({ Name: 'same' }), DependsOn: 'A' } },
  });
  expect(reasons(result)).toEqual([`B: ${handlerMessage('An event destination with name <same> already exists for configuration set <events>.')}`]);
});

test('resources that are already gone count as deleted', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces' }) } });
  ses.configurationSets.delete('events');
  expect((await h.cfn.destroy())[0].status).toBe('DELETE_COMPLETE');
});
