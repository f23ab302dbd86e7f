import { sesConfigurationSets } from '../../../local/native/ses-configuration-sets';
import { createLocalSes, LocalSes } from '../../../local/ses';
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

test('a set and its destination are made, changed and deleted', async () => {
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

test('what the template does not name gets a name', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set(), Bounces: destination({}) } });
  const [{ Name, EventDestinations }] = ses.configurationSets.list();
  expect(Name).toMatch(/^Demo-Set-[0-9A-F]{12}$/);
  expect(EventDestinations[0].Name).toMatch(/^Demo-Bounces-[0-9A-F]{12}$/);
});

test('another name replaces a set, and its destinations with it', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'old' }), Bounces: destination({ Name: 'bounces' }) } });
  const [result] = await h.cfn.deploy(h.assembly({
    Demo: { Resources: { Topic: TOPIC, Set: set({ Name: 'new' }), Bounces: destination({ Name: 'bounces' }) } },
  }));
  expect(result.status).toBe('UPDATE_COMPLETE');
  expect(ses.configurationSets.list().map(({ Name, EventDestinations }) => [Name, EventDestinations.length])).toEqual([['new', 1]]);
});

test('another name of a destination changes nothing, as in CloudFormation', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces' }) } });
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'renamed' }) } });
  expect(ses.configurationSets.get('events')!.EventDestinations.map(({ Name }) => Name)).toEqual(['bounces']);
});

test('what SES refuses rolls the stack back', async () => {
  const result = await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces', MatchingEventTypes: [] }) } });
  expect(result.failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`)).toEqual([
    'Bounces: Resource handler returned message: "At least one event type must be specified."',
  ]);
  expect(result.status).toBe('ROLLBACK_COMPLETE');
  expect(ses.configurationSets.list()).toEqual([]);
});

test('two destinations of one name are refused', async () => {
  const result = await h.deploy({
    Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), A: destination({ Name: 'same' }), B: { ...destination({ Name: 'same' }), DependsOn: 'A' } },
  });
  expect(result.failures.map(({ logicalId, reason }) => `${logicalId}: ${reason}`)).toEqual([
    'B: Resource handler returned message: "An event destination with name <same> already exists for configuration set <events>."',
  ]);
});

test('what is gone already counts as deleted', async () => {
  await h.deploy({ Resources: { Topic: TOPIC, Set: set({ Name: 'events' }), Bounces: destination({ Name: 'bounces' }) } });
  ses.configurationSets.delete('events');
  expect((await h.cfn.destroy())[0].status).toBe('DELETE_COMPLETE');
});
