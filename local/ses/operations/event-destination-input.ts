/** An event destination in the form of the v1 API: its spellings differ from CloudFormation's, and it has no EventBridge. */
import { DIMENSION_VALUE_SOURCES, EventDestination, V1_EVENT_TYPES } from '../event-destination';
import { flag, listOf, oneOf, Read, required, structure, text } from '../shape';
import { Output } from './operation';

export const EVENT_DESTINATION_SHAPE = required(structure({
  Name: required(text()),
  Enabled: flag(),
  MatchingEventTypes: required(listOf(oneOf(V1_EVENT_TYPES))),
  KinesisFirehoseDestination: structure({ IAMRoleARN: required(text()), DeliveryStreamARN: required(text()) }),
  CloudWatchDestination: structure({
    DimensionConfigurations: required(listOf(structure({
      DimensionName: required(text()),
      DimensionValueSource: required(oneOf(DIMENSION_VALUE_SOURCES)),
      DefaultDimensionValue: required(text()),
    }))),
  }),
  SNSDestination: structure({ TopicARN: required(text()) }),
}));

export function fromWire({ SNSDestination: sns, ...rest }: Read<typeof EVENT_DESTINATION_SHAPE>): EventDestination {
  return { ...rest, SnsDestination: sns };
}

/** Also returns members that v1 does not define, which the SDK ignores. This is modelled. */
export function toWire({ SnsDestination: sns, ...rest }: EventDestination): Output {
  return { ...rest, SNSDestination: sns };
}
