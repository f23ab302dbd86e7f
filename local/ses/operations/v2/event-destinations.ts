/** The v2 API's operations on event destinations: its spellings differ from CloudFormation's. */
import { createEventDestination, deleteEventDestination, seenSet, updateEventDestination } from '../../configuration-set';
import { DIMENSION_VALUE_SOURCES, EVENT_TYPES, EventDestination } from '../../event-destination';
import { flag, listOf, oneOf, Read, required, structure, text } from '../../shape';
import { operation, Output } from '../operation';

/** `renderingFailure` as `RENDERING_FAILURE`. */
const upper = (word: string) => word.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();

const DEFINITION_SHAPE = required(structure({
  Enabled: flag(),
  MatchingEventTypes: listOf(oneOf(EVENT_TYPES.map(upper))),
  KinesisFirehoseDestination: structure({ IamRoleArn: required(text()), DeliveryStreamArn: required(text()) }),
  CloudWatchDestination: structure({
    DimensionConfigurations: required(listOf(structure({
      DimensionName: required(text()),
      DimensionValueSource: required(oneOf(DIMENSION_VALUE_SOURCES.map(upper))),
      DefaultDimensionValue: required(text()),
    }))),
  }),
  SnsDestination: structure({ TopicArn: required(text()) }),
  EventBridgeDestination: structure({ EventBusArn: required(text()) }),
}));

const NAMED = { ConfigurationSetName: required(text()), EventDestinationName: required(text()) };

export const createConfigurationSetEventDestination = operation({
  input: required(structure({ ...NAMED, EventDestination: DEFINITION_SHAPE })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: set, EventDestinationName: name, EventDestination: definition }) {
    createEventDestination(account, set, fromWire(name, definition));
    return {};
  },
});

export const updateConfigurationSetEventDestination = operation({
  input: required(structure({ ...NAMED, EventDestination: DEFINITION_SHAPE })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: set, EventDestinationName: name, EventDestination: definition }) {
    updateEventDestination(account, set, fromWire(name, definition));
    return {};
  },
});

export const deleteConfigurationSetEventDestination = operation({
  input: required(structure(NAMED)),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: set, EventDestinationName: name }) {
    deleteEventDestination(account, set, name);
    return {};
  },
});

export const getConfigurationSetEventDestinations = operation({
  input: required(structure({ ConfigurationSetName: required(text()) })),
  about: 'ConfigurationSetName',
  limited: true,
  run: (account, { ConfigurationSetName: name }) => ({ EventDestinations: seenSet(account, name).EventDestinations.map(toWire) }),
});

function fromWire(Name: string, definition: Read<typeof DEFINITION_SHAPE>): EventDestination {
  const { Enabled, MatchingEventTypes = [], CloudWatchDestination: metrics, KinesisFirehoseDestination: firehose, SnsDestination: sns } = definition;
  return {
    Name,
    Enabled,
    MatchingEventTypes,
    ...firehose && { KinesisFirehoseDestination: { IAMRoleARN: firehose.IamRoleArn, DeliveryStreamARN: firehose.DeliveryStreamArn } },
    ...metrics && {
      CloudWatchDestination: {
        DimensionConfigurations: metrics.DimensionConfigurations.map(dimension => ({
          ...dimension, DimensionValueSource: DIMENSION_VALUE_SOURCES.find(source => upper(source) === dimension.DimensionValueSource)!,
        })),
      },
    },
    ...sns && { SnsDestination: { TopicARN: sns.TopicArn } },
    EventBridgeDestination: definition.EventBridgeDestination,
  };
}

function toWire(destination: EventDestination): Output {
  const { Name, Enabled, MatchingEventTypes: types, CloudWatchDestination: metrics } = destination;
  const { KinesisFirehoseDestination: firehose, SnsDestination: sns } = destination;
  return {
    Name,
    Enabled,
    MatchingEventTypes: types.map(upper),
    KinesisFirehoseDestination: firehose && { IamRoleArn: firehose.IAMRoleARN, DeliveryStreamArn: firehose.DeliveryStreamARN },
    CloudWatchDestination: metrics && {
      DimensionConfigurations: metrics.DimensionConfigurations.map(dimension => ({
        ...dimension, DimensionValueSource: upper(dimension.DimensionValueSource),
      })),
    },
    SnsDestination: sns && { TopicArn: sns.TopicARN },
    EventBridgeDestination: destination.EventBridgeDestination,
  };
}
