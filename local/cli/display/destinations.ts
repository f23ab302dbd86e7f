/** An event destination in the form of the v1 API or of CloudFormation. */
interface Destination {
  readonly MatchingEventTypes?: readonly string[];
  readonly KinesisFirehoseDestination?: { readonly DeliveryStreamARN?: string };
  readonly CloudWatchDestination?: { readonly DimensionConfigurations?: ReadonlyArray<{ readonly DimensionName?: string }> };
  readonly SNSDestination?: { readonly TopicARN?: string };
  readonly SnsDestination?: { readonly TopicARN?: string };
}

/** The kind of a destination and its target, such as `SNS, topic`. */
export function describeDestination({ KinesisFirehoseDestination: firehose, CloudWatchDestination: cloudWatch, ...rest }: Destination): string {
  if (firehose) return `Firehose, ${nameIn(firehose.DeliveryStreamARN!)}`;
  if (cloudWatch) return `CloudWatch, by ${cloudWatch.DimensionConfigurations!.map(({ DimensionName }) => DimensionName).join(' and ')}`;
  const sns = rest.SNSDestination ?? rest.SnsDestination;
  if (sns) return `SNS, ${nameIn(sns.TopicARN!)}`;
  // The v1 API does not name the bus, and SES publishes only to the default bus.
  return 'EventBridge, default event bus';
}

/** The destination, followed by the types of its events. */
export function describePublishing(destination: Destination): string {
  return `${describeDestination(destination)}: ${destination.MatchingEventTypes!.join(', ')}`;
}

function nameIn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}
