import { seenSet } from '../configuration-set';
import { listOf, oneOf, required, structure, text } from '../shape';
import { toWire } from './event-destination-input';
import { operation } from './operation';

const ATTRIBUTES = ['eventDestinations', 'trackingOptions', 'deliveryOptions', 'reputationOptions'] as const;

export const describeConfigurationSet = operation({
  input: required(structure({
    ConfigurationSetName: required(text()),
    ConfigurationSetAttributeNames: listOf(oneOf(ATTRIBUTES)),
  })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name, ConfigurationSetAttributeNames: wanted = [] }) {
    const set = seenSet(account, name);
    const { TrackingOptions: tracking, DeliveryOptions: delivery, ReputationOptions: reputation, SendingOptions: sending } = set;
    return {
      ConfigurationSet: { Name: set.Name },
      ...wanted.includes('eventDestinations') && { EventDestinations: set.EventDestinations.map(toWire) },
      ...wanted.includes('trackingOptions') && tracking && { TrackingOptions: { CustomRedirectDomain: tracking.CustomRedirectDomain } },
      ...wanted.includes('deliveryOptions') && delivery && { DeliveryOptions: { TlsPolicy: capitalized(delivery.TlsPolicy) } },
      ...wanted.includes('reputationOptions') && {
        ReputationOptions: {
          SendingEnabled: sending?.SendingEnabled ?? true,
          ReputationMetricsEnabled: reputation?.ReputationMetricsEnabled ?? false,
        },
      },
    };
  },
});

/** Converts CloudFormation's `REQUIRE` to the API's `Require`. */
const capitalized = (policy?: string) => policy && policy.charAt(0) + policy.slice(1).toLowerCase();
