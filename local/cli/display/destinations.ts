/** An event destination, as the v1 API or as CloudFormation has it. */
interface Destination {
  readonly MatchingEventTypes?: readonly string[];
  readonly KinesisFirehoseDestination?: { readonly DeliveryStreamARN?: string };
  readonly CloudWatchDestination?: { readonly DimensionConfigurations?: ReadonlyArray<{ readonly DimensionName?: string }> };
  readonly SNSDestination?: { readonly TopicARN?: string };
  readonly SnsDestination?: { readonly TopicARN?: string };
}

/** `SNS, topic`: what a destination is, and where it leads. */
export function describeDestination({ KinesisFirehoseDestination: firehose, CloudWatchDestination: cloudWatch, ...rest }: Destination): string {
  if (firehose) return `Firehose, ${nameIn(firehose.DeliveryStreamARN!)}`;
  if (cloudWatch) return `CloudWatch, by ${cloudWatch.DimensionConfigurations!.map(({ DimensionName }) => DimensionName).join(' and ')}`;
  const sns = rest.SNSDestination ?? rest.SnsDestination;
  if (sns) return `SNS, ${nameIn(sns.TopicARN!)}`;
  // The v1 API has no word for it, and SES publishes to no other bus.
  return 'EventBridge, default event bus';
}

/** With the types of the events. */
export function describePublishing(destination: Destination): string {
  return `${describeDestination(destination)}: ${destination.MatchingEventTypes!.join(', ')}`;
}

function nameIn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}
