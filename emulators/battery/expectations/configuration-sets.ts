import {
  CreateConfigurationSetCommand, CreateConfigurationSetEventDestinationCommand, DeleteConfigurationSetCommand,
  DeleteConfigurationSetEventDestinationCommand, DescribeConfigurationSetCommand, EventDestination, EventType, ListConfigurationSetsCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from '@aws-sdk/client-ses';
import { Expectation } from './expectation';
import { Asking } from '../asking';

const metrics = (Name: string, types: EventType[] = ['bounce', 'complaint']): EventDestination => ({
  Name,
  Enabled: true,
  MatchingEventTypes: types,
  CloudWatchDestination: { DimensionConfigurations: [{ DimensionName: 'campaign', DimensionValueSource: 'messageTag', DefaultDimensionValue: 'none' }] },
});

/** Creates a configuration set with version 1. */
export async function withSet(ses: Asking, id: string): Promise<string> {
  const Name = ses.name(id);
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name } }));
  return Name;
}

const addDestination = (ConfigurationSetName: string, destination: EventDestination) =>
  new CreateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestination: destination });

/** The event destinations, read with version 1. */
export const destinations = async (ses: Asking, ConfigurationSetName: string) => {
  const { EventDestinations = [] } = await ses.send(new DescribeConfigurationSetCommand({
    ConfigurationSetName, ConfigurationSetAttributeNames: ['eventDestinations'],
  }));
  return EventDestinations.map(({ Name, MatchingEventTypes }) => [Name, [...MatchingEventTypes ?? []].sort()]).sort();
};

export const CONFIGURATION_SETS: readonly Expectation[] = [
  {
    id: 'set',
    about: 'a configuration set is created, listed, described and deleted',
    ask: async (ses, id) => {
      const Name = await withSet(ses, id);
      const { ConfigurationSets = [] } = await ses.send(new ListConfigurationSetsCommand({ MaxItems: 1_000 }));
      const { ConfigurationSet } = await ses.send(new DescribeConfigurationSetCommand({ ConfigurationSetName: Name }));
      await ses.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: Name }));
      return [ConfigurationSets.some(set => set.Name === Name), ConfigurationSet?.Name === Name];
    },
    answer: [true, true],
  },
  {
    id: 'set-existing',
    about: 'CreateConfigurationSet, of a name that is taken: the name of the error',
    ask: async (ses, id) => {
      await withSet(ses, id);
      return (await ses.outcome(withSet(ses, id))).split(':')[0];
    },
    answer: 'ConfigurationSetAlreadyExistsException',
  },
  {
    id: 'set-missing',
    about: 'DescribeConfigurationSet, of one that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(new DescribeConfigurationSetCommand({ ConfigurationSetName: ses.name(id) }))),
    answer: 'ConfigurationSetDoesNotExistException: Configuration set <NAME> does not exist.',
  },
  {
    id: 'delete-set-missing',
    about: 'DeleteConfigurationSet, of one that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: ses.name(id) }))),
    answer: 'ConfigurationSetDoesNotExistException: Configuration set <NAME> does not exist.',
  },
  {
    id: 'destinations',
    about: 'two event destinations, one of them updated',
    ask: async (ses, id) => {
      const set = await withSet(ses, id);
      await ses.send(addDestination(set, metrics('one')));
      await ses.send(addDestination(set, metrics('two')));
      await ses.send(new UpdateConfigurationSetEventDestinationCommand({ ConfigurationSetName: set, EventDestination: metrics('two', ['click']) }));
      return destinations(ses, set);
    },
    answer: [['one', ['bounce', 'complaint']], ['two', ['click']]],
  },
  {
    id: 'destination-deleted',
    about: 'an event destination is deleted',
    ask: async (ses, id) => {
      const set = await withSet(ses, id);
      await ses.send(addDestination(set, metrics('one')));
      await ses.send(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName: set, EventDestinationName: 'one' }));
      return destinations(ses, set);
    },
    answer: [],
  },
  {
    id: 'destination-existing',
    about: 'CreateConfigurationSetEventDestination, of a name that is taken: the name of the error',
    ask: async (ses, id) => {
      const set = await withSet(ses, id);
      await ses.send(addDestination(set, metrics('one')));
      return (await ses.outcome(ses.send(addDestination(set, metrics('one'))))).split(':')[0];
    },
    answer: 'EventDestinationAlreadyExistsException',
  },
  {
    id: 'destination-v1-event',
    about: 'version 1 refuses the event type subscription: the name of the error',
    ask: async (ses, id) => (await ses.outcome(ses.send(addDestination(await withSet(ses, id), metrics('one', ['subscription' as EventType]))))).split(':')[0],
    answer: 'ValidationError',
  },
  {
    id: 'set-invalid-name',
    about: 'CreateConfigurationSet, of a name with a space',
    ask: async ses => ses.outcome(ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'a b' } }))),
    answer: 'InvalidParameterValue: Invalid configuration set name <a b>: only alphanumeric ASCII characters, \'_\', and \'-\' are allowed.',
  },
  {
    id: 'destination-missing',
    about: 'UpdateConfigurationSetEventDestination and DeleteConfigurationSetEventDestination, of one that does not exist: the names of the errors',
    ask: async (ses, id) => {
      const ConfigurationSetName = await withSet(ses, id);
      return [
        await ses.errorName(ses.send(new UpdateConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestination: metrics('no') }))),
        await ses.errorName(ses.send(new DeleteConfigurationSetEventDestinationCommand({ ConfigurationSetName, EventDestinationName: 'no' }))),
      ];
    },
    answer: ['EventDestinationDoesNotExistException', 'EventDestinationDoesNotExistException'],
  },
  {
    id: 'destination-missing-set',
    about: 'an event destination of a set that does not exist',
    ask: async (ses, id) => ses.outcome(ses.send(addDestination(ses.name(id), metrics('one')))),
    answer: 'ConfigurationSetDoesNotExistException: Configuration set <NAME> does not exist.',
  },
  {
    id: 'destination-none',
    about: 'CreateConfigurationSetEventDestination, without a destination: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.send(addDestination(await withSet(ses, id), { Name: 'one', MatchingEventTypes: ['send'] }))),
    answer: 'InvalidParameterValue',
  },
  {
    id: 'destination-invalid-dimension',
    about: 'CreateConfigurationSetEventDestination, with a dimension of an invalid name: the name of the error',
    ask: async (ses, id) => ses.errorName(ses.send(addDestination(await withSet(ses, id), {
      Name: 'one',
      MatchingEventTypes: ['send'],
      CloudWatchDestination: { DimensionConfigurations: [{ DimensionName: 'a b', DimensionValueSource: 'messageTag', DefaultDimensionValue: 'none' }] },
    }))),
    answer: 'InvalidCloudWatchDestinationException',
  },
];
