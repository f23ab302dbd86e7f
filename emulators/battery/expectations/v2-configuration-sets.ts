import { DeleteConfigurationSetCommand as DeleteV1Command } from '@aws-sdk/client-ses';
import {
  CreateConfigurationSetCommand, CreateConfigurationSetEventDestinationCommand, DeleteConfigurationSetCommand,
  DeleteConfigurationSetEventDestinationCommand, EventDestinationDefinition, EventType, GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand, ListConfigurationSetsCommand,
  ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-sesv2';
import { destinations, withSet } from './configuration-sets';
import { Expectation } from './expectation';
import { Asking } from '../asking';
import { findOnPages } from '../pages';

const metrics = (...types: EventType[]): EventDestinationDefinition => ({
  Enabled: true,
  MatchingEventTypes: types,
  CloudWatchDestination: { DimensionConfigurations: [{ DimensionName: 'campaign', DimensionValueSource: 'MESSAGE_TAG', DefaultDimensionValue: 'none' }] },
});

async function withSetV2(ses: Asking, id: string): Promise<string> {
  const ConfigurationSetName = ses.name(id);
  await ses.sendV2(new CreateConfigurationSetCommand({ ConfigurationSetName }));
  return ConfigurationSetName;
}

const add = async (ses: Asking, ConfigurationSetName: string, EventDestinationName: string, ...types: EventType[]) =>
  ses.sendV2(new CreateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestinationName, EventDestination: metrics(...types) }));

const destinationsV2 = async (ses: Asking, ConfigurationSetName: string) => {
  const { EventDestinations = [] } = await ses.sendV2(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }));
  return EventDestinations.map(({ Name, MatchingEventTypes }) => [Name, [...MatchingEventTypes ?? []].sort()]).sort();
};

async function isListed(ses: Asking, name: string): Promise<boolean> {
  const found = await findOnPages(
    async NextToken => ses.sendV2(new ListConfigurationSetsCommand({ PageSize: 1_000, NextToken })),
    page => page.ConfigurationSets?.find(set => set === name),
  );
  return found !== undefined;
}

export const V2_CONFIGURATION_SETS: readonly Expectation[] = [
  {
    id: 'v2-set',
    about: 'a configuration set is created, got, listed and deleted',
    ask: async (ses, id) => {
      const name = await withSetV2(ses, id);
      const { ConfigurationSetName } = await ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName: name }));
      const listed = await isListed(ses, name);
      await ses.sendV2(new DeleteConfigurationSetCommand({ ConfigurationSetName: name }));
      return [ConfigurationSetName === name, listed, await isListed(ses, name)];
    },
    answer: [true, true, false],
  },
  {
    id: 'v2-set-existing',
    about: 'CreateConfigurationSet, of a name that is taken: the name of the error',
    ask: async (ses, id) => {
      await withSetV2(ses, id);
      return ses.errorName(withSetV2(ses, id));
    },
    answer: 'AlreadyExistsException',
  },
  {
    id: 'v2-set-missing',
    about: 'GetConfigurationSet, of one that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName: ses.name(id) }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-delete-set-missing',
    about: 'DeleteConfigurationSet, of one that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new DeleteConfigurationSetCommand({ ConfigurationSetName: ses.name(id) }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-destinations',
    about: 'two event destinations, one of them updated',
    ask: async (ses, id) => {
      const set = await withSetV2(ses, id);
      await add(ses, set, 'one', 'BOUNCE', 'RENDERING_FAILURE');
      await add(ses, set, 'two', 'BOUNCE');
      await ses.sendV2(new UpdateConfigurationSetEventDestinationCommand({
        ConfigurationSetName: set, EventDestinationName: 'two', EventDestination: metrics('CLICK'),
      }));
      return destinationsV2(ses, set);
    },
    answer: [['one', ['BOUNCE', 'RENDERING_FAILURE']], ['two', ['CLICK']]],
  },
  {
    id: 'v2-destination-deleted',
    about: 'an event destination is deleted',
    ask: async (ses, id) => {
      const set = await withSetV2(ses, id);
      await add(ses, set, 'one', 'BOUNCE');
      await ses.sendV2(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName: set, EventDestinationName: 'one' }));
      return destinationsV2(ses, set);
    },
    answer: [],
  },
  {
    id: 'v2-destination-existing',
    about: 'CreateConfigurationSetEventDestination, of a name that is taken: the name of the error',
    ask: async (ses, id) => {
      const set = await withSetV2(ses, id);
      await add(ses, set, 'one', 'BOUNCE');
      return ses.errorName(add(ses, set, 'one', 'BOUNCE'));
    },
    answer: 'AlreadyExistsException',
  },
  {
    id: 'v2-destination-missing',
    about: 'UpdateConfigurationSetEventDestination, of one that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.sendV2(new UpdateConfigurationSetEventDestinationCommand({
      ConfigurationSetName: await withSetV2(ses, id), EventDestinationName: 'one', EventDestination: metrics('BOUNCE'),
    }))),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-destination-v2-event',
    about: 'version 2 accepts the event type SUBSCRIPTION',
    ask: async (ses, id) => {
      const set = await withSetV2(ses, id);
      await add(ses, set, 'one', 'SUBSCRIPTION');
      return destinationsV2(ses, set);
    },
    answer: [['one', ['SUBSCRIPTION']]],
  },
  {
    id: 'v1-set-in-v2',
    about: 'version 2 gets, and adds a destination to, a configuration set of version 1, which describes and deletes it',
    settles: 'two-apis',
    ask: async (ses, id) => {
      const set = await withSet(ses, id);
      await add(ses, set, 'one', 'BOUNCE');
      const described = await destinations(ses, set);
      await ses.send(new DeleteV1Command({ ConfigurationSetName: set }));
      return [described, await ses.errorName(ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName: set })))];
    },
    answer: [[['one', ['bounce']]], 'NotFoundException'],
  },
  {
    id: 'v2-set-options',
    about: 'GetConfigurationSet returns the options and tags of CreateConfigurationSet',
    ask: async (ses, id) => {
      const ConfigurationSetName = ses.name(id);
      await ses.sendV2(new CreateConfigurationSetCommand({
        ConfigurationSetName,
        DeliveryOptions: { TlsPolicy: 'REQUIRE' },
        ReputationOptions: { ReputationMetricsEnabled: true },
        SendingOptions: { SendingEnabled: false },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE'] },
        Tags: [{ Key: 'team', Value: 'shop' }],
      }));
      const set = await ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName }));
      return [
        set.DeliveryOptions?.TlsPolicy, set.ReputationOptions?.ReputationMetricsEnabled, set.SendingOptions?.SendingEnabled,
        set.SuppressionOptions?.SuppressedReasons, set.Tags?.map(({ Key, Value }) => [Key, Value]),
      ];
    },
    answer: ['REQUIRE', true, false, ['BOUNCE'], [['team', 'shop']]],
  },
  {
    id: 'v2-set-defaults',
    about: 'GetConfigurationSet, of a set that was created without options',
    settles: 'v2-set-defaults',
    ask: async (ses, id) => {
      const ConfigurationSetName = await withSetV2(ses, id);
      const { DeliveryOptions, ReputationOptions, SendingOptions, Tags } = await ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName }));
      return [DeliveryOptions, ReputationOptions, SendingOptions, Tags];
    },
  },
  {
    id: 'v2-set-tags',
    about: 'TagResource and UntagResource, with the ARN of a configuration set; the tags after each',
    ask: async (ses, id) => {
      const ResourceArn = await ses.arn(`configuration-set/${await withSetV2(ses, id)}`, await ses.create(id));
      const listed = async () => (await ses.sendV2(new ListTagsForResourceCommand({ ResourceArn }))).Tags?.map(({ Key }) => Key).sort();
      await ses.sendV2(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
      const tagged = await listed();
      await ses.sendV2(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
      return [tagged, await listed()];
    },
    answer: [['a', 'b'], ['b']],
  },
  {
    id: 'v2-destination-bus',
    about: 'an event destination on the default event bus, and on another: the name of the error',
    ask: async (ses, id) => {
      const [ConfigurationSetName, template] = [await withSetV2(ses, id), await ses.create(id)];
      const addBus = async (bus: string) => ses.errorName(ses.sendV2(new CreateConfigurationSetEventDestinationCommand({
        ConfigurationSetName,
        EventDestinationName: bus,
        EventDestination: { Enabled: true, MatchingEventTypes: ['SEND'], EventBridgeDestination: { EventBusArn: await ses.arn(`event-bus/${bus}`, template, 'events') } },
      })));
      return [await addBus('default'), await addBus('other')];
    },
    answer: ['ok', 'BadRequestException'],
  },
  {
    id: 'v2-destination-missing-set',
    about: 'an event destination of a set that does not exist: the name of the error',
    ask: async (ses, id) => ses.errorName(add(ses, ses.name(id), 'one', 'BOUNCE')),
    answer: 'NotFoundException',
  },
  {
    id: 'v2-destination-none',
    about: 'CreateConfigurationSetEventDestination, without a destination',
    ask: async (ses, id) => ses.outcome(ses.sendV2(new CreateConfigurationSetEventDestinationCommand({
      ConfigurationSetName: await withSetV2(ses, id), EventDestinationName: 'one', EventDestination: { MatchingEventTypes: ['SEND'] },
    }))),
    answer: 'BadRequestException: Event destination is not provided.',
  },
  {
    id: 'v2-set-texts',
    about: 'the messages of version 2: a set that is taken, a missing one, a missing destination',
    settles: 'v2-errors',
    ask: async (ses, id) => {
      const ConfigurationSetName = await withSetV2(ses, id);
      return [
        await ses.outcome(withSetV2(ses, id)),
        await ses.outcome(ses.sendV2(new GetConfigurationSetCommand({ ConfigurationSetName: ses.name('no') }))),
        await ses.outcome(ses.sendV2(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestinationName: 'no' }))),
      ];
    },
  },
];
