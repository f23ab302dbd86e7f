import { ConfigurationSetDoesNotExistException, DescribeConfigurationSetCommand, EventDestination, SESClient } from '@aws-sdk/client-ses';
import { adviceOnDenial, AwsCallError } from './errors';
import { LiveDestination } from '../drift';
import { ConfigurationSets } from '../monitor/ports';
import { Lanes } from '../pacing/lane';
import { retry, RetryPolicy } from '../pacing/retry';

/** SES's configuration sets, by the v1 API. */
export class SesConfigurationSets implements ConfigurationSets {
  constructor(private readonly client: SESClient, private readonly lanes: Lanes<'DescribeConfigurationSet'>, private readonly policy: RetryPolicy) {}

  async destinations(name: string): Promise<LiveDestination[] | undefined> {
    const what = `DescribeConfigurationSet of '${name}'`;
    return retry({
      what,
      lane: this.lanes.of('DescribeConfigurationSet'),
      send: async () => {
        try {
          const { EventDestinations: destinations = [] } = await this.client.send(
            new DescribeConfigurationSetCommand({ ConfigurationSetName: name, ConfigurationSetAttributeNames: ['eventDestinations'] }));
          return destinations.map(fromWire);
        } catch (error) {
          if (error instanceof ConfigurationSetDoesNotExistException) return undefined;
          throw error;
        }
      },
      explain: error => new AwsCallError(what, error, adviceOnDenial(error)),
    }, this.policy);
  }
}

/** In the spelling of CloudFormation, as the declaration has it. */
function fromWire({ CloudWatchDestination, KinesisFirehoseDestination, SNSDestination, ...destination }: EventDestination): LiveDestination {
  return {
    Name: destination.Name ?? '',
    Enabled: destination.Enabled,
    MatchingEventTypes: destination.MatchingEventTypes ?? [],
    CloudWatchDestination: CloudWatchDestination && {
      DimensionConfigurations: (CloudWatchDestination.DimensionConfigurations ?? []).map(dimension => ({
        DimensionName: dimension.DimensionName ?? '',
        DimensionValueSource: dimension.DimensionValueSource ?? '',
        DefaultDimensionValue: dimension.DefaultDimensionValue ?? '',
      })),
    },
    KinesisFirehoseDestination: KinesisFirehoseDestination && {
      IAMRoleARN: KinesisFirehoseDestination.IAMRoleARN ?? '', DeliveryStreamARN: KinesisFirehoseDestination.DeliveryStreamARN ?? '',
    },
    SnsDestination: SNSDestination && { TopicARN: SNSDestination.TopicARN ?? '' },
  };
}
