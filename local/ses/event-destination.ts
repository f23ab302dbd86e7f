/**
 * Event destinations: the model and its rules.
 *
 * The model follows CloudFormation, which covers more than the v1 API: EventBridge, and two more event types.
 */
import { invalidParameter, SesError } from './errors';

/** In the order of SES's error message for an invalid event type (marckohlbrugge/sessy#190). */
export const V1_EVENT_TYPES = ['click', 'bounce', 'send', 'open', 'complaint', 'delivery', 'renderingFailure', 'reject'] as const;
export const EVENT_TYPES = [...V1_EVENT_TYPES, 'deliveryDelay', 'subscription'] as const;
export type EventType = typeof EVENT_TYPES[number];

export const DIMENSION_VALUE_SOURCES = ['messageTag', 'emailHeader', 'linkTag'] as const;

export type DimensionConfiguration = {
  readonly DimensionName: string;
  readonly DimensionValueSource: typeof DIMENSION_VALUE_SOURCES[number];
  readonly DefaultDimensionValue: string;
};

/** A destination in the form of CloudFormation's `AWS::SES::ConfigurationSetEventDestination`. */
export interface EventDestination {
  readonly Name: string;
  /** @default false */
  readonly Enabled?: boolean;
  readonly MatchingEventTypes: readonly string[];
  readonly CloudWatchDestination?: { readonly DimensionConfigurations: readonly DimensionConfiguration[] };
  readonly KinesisFirehoseDestination?: { readonly IAMRoleARN: string; readonly DeliveryStreamARN: string };
  readonly SnsDestination?: { readonly TopicARN: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
}

export const MAX_EVENT_DESTINATIONS = 10;
const MAX_DIMENSIONS = 10;
const MAX_NAME_LENGTH = 64;
const MAX_DIMENSION_LENGTH = 255;

/** AWS, "Add a CloudWatch event destination": these headers cannot be dimensions. */
const RESERVED_HEADERS = ['received', 'to', 'from', 'dkim-signature', 'cc', 'message-id', 'return-path'];

interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** CloudFormation accepts event types in either spelling (cloudformation-coverage-roadmap#2130). */
export function toEventType(name: string): EventType | undefined {
  const camel = /^[A-Z_]+$/.test(name) ? name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) : name;
  return EVENT_TYPES.find(type => type === camel);
}

/** Throws SES's error for a destination that violates a rule. Texts without a source are modelled. */
export function checkEventDestination(setName: string, destination: EventDestination, place: Place): void {
  checkName(destination.Name);
  checkEventTypes(destination.MatchingEventTypes);

  const { CloudWatchDestination: cloudWatch, KinesisFirehoseDestination: firehose, SnsDestination: sns, EventBridgeDestination: bus } = destination;
  const kinds = [cloudWatch, firehose, sns, bus].filter(kind => kind !== undefined).length;
  // floci-io/floci#1079, captured on AWS.
  if (kinds === 0) throw invalidParameter('Event destination is not provided.');
  if (kinds > 1) {
    throw invalidParameter('Please provide only one destination with each request. Either a Firehose Destination '
      + 'or a Cloudwatch Destination or an SNS Destination or an EventBridge Destination.');
  }

  const refuse = (code: string) => (message: string) => {
    throw new SesError(code, message, { ConfigurationSetName: setName, EventDestinationName: destination.Name });
  };
  if (cloudWatch) checkDimensions(cloudWatch.DimensionConfigurations, refuse('InvalidCloudWatchDestination'));
  if (firehose) checkFirehose(firehose, refuse('InvalidFirehoseDestination'));
  if (sns) checkTopic(sns.TopicARN, place, refuse('InvalidSNSDestination'));
  if (bus) checkBus(bus.EventBusArn, place);
}

function checkName(name: string): void {
  if (!name) throw invalidParameter('The event destination name must be specified.');
  if (name.length > MAX_NAME_LENGTH) throw invalidParameter(`Event destination name cannot exceed ${MAX_NAME_LENGTH} characters.`);
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidParameter(`Invalid event destination name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
  }
}

function checkEventTypes(types: readonly string[]): void {
  if (types.length === 0) throw invalidParameter('At least one event type must be specified.');
  if (!types.every(toEventType)) throw invalidParameter('The event destination contains an invalid event type'); // …roadmap#2130
}

function checkDimensions(dimensions: readonly DimensionConfiguration[], refuse: (message: string) => void): void {
  if (dimensions.length === 0) refuse('CloudWatch metrics dimension configuration list cannot be empty.'); // floci-io/floci#1079
  if (dimensions.length > MAX_DIMENSIONS) refuse(`An event destination cannot have more than ${MAX_DIMENSIONS} CloudWatch dimensions.`);
  for (const { DimensionName: name, DimensionValueSource: source, DefaultDimensionValue: value } of dimensions) {
    if (!/^[A-Za-z0-9_:-]+$/.test(name)) {
      refuse(`Invalid dimension name <${name}>: only alphanumeric ASCII characters, '_', '-', and ':' are allowed.`);
    }
    if (!/^[A-Za-z0-9_@.-]+$/.test(value)) {
      refuse(`Invalid default dimension value <${value}>: only alphanumeric ASCII characters, '_', '-', '@', and '.' are allowed.`);
    }
    if (name.length > MAX_DIMENSION_LENGTH) refuse(`Dimension name cannot exceed ${MAX_DIMENSION_LENGTH} characters.`);
    if (value.length > MAX_DIMENSION_LENGTH) refuse(`Default dimension value cannot exceed ${MAX_DIMENSION_LENGTH} characters.`);
    if (source === 'emailHeader' && RESERVED_HEADERS.includes(name.toLowerCase())) {
      refuse(`The email header <${name}> cannot be used as a dimension.`);
    }
  }
}

function checkFirehose({ IAMRoleARN: role, DeliveryStreamARN: stream }: NonNullable<EventDestination['KinesisFirehoseDestination']>,
  refuse: (message: string) => void): void {
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(role)) refuse(`Invalid IAM role ARN <${role}>.`);
  if (!/^arn:[\w-]+:firehose:[\w-]+:\d{12}:deliverystream\/.+$/.test(stream)) refuse(`Invalid Firehose delivery stream ARN <${stream}>.`);
}

function checkTopic(arn: string, { region }: Place, refuse: (message: string) => void): void {
  const [, topicRegion, topic] = /^arn:[\w-]+:sns:([\w-]+):\d{12}:([\w-]+(?:\.fifo)?)$/.exec(arn) ?? [];
  if (!topic) refuse(`Invalid SNS topic <${arn}>.`);
  // Both documented: a topic in another Region is not found (localstack, recorded on AWS), and FIFO topics do not work.
  if (topicRegion !== region) refuse(`SNS topic <${arn}> not found.`);
  if (topic.endsWith('.fifo')) refuse(`SNS topic <${arn}> is a FIFO topic, which is not supported.`);
}

function checkBus(arn: string, { region, accountId }: Place): void {
  const bus = `:events:${region}:${accountId}:event-bus/default`;
  if (!/^arn:[\w-]+:/.test(arn) || !arn.endsWith(bus)) {
    throw invalidParameter(`Invalid EventBridge bus <${arn}>: only the default bus is supported.`);
  }
}
