/** The v2 API's operations on configuration sets. */
import { createConfigurationSet as create, deleteConfigurationSet as remove, pageOfConfigurationSets, seenSet } from '../../configuration-set';
import { flag, integer, listOf, oneOf, required, structure, text } from '../../shape';
import { operation } from '../operation';
import { RESOURCE_TAGS_SHAPE, toTagList, withResourceTags } from './resource-tags';

const NAMED = { ConfigurationSetName: required(text()) };

export const createConfigurationSet = operation({
  input: required(structure({
    ...NAMED,
    TrackingOptions: structure({ CustomRedirectDomain: required(text()), HttpsPolicy: oneOf(['REQUIRE', 'REQUIRE_OPEN_ONLY', 'OPTIONAL']) }),
    DeliveryOptions: structure({ TlsPolicy: oneOf(['REQUIRE', 'OPTIONAL']), SendingPoolName: text(), MaxDeliverySeconds: integer({ min: 1 }) }),
    ReputationOptions: structure({ ReputationMetricsEnabled: flag() }),
    SendingOptions: structure({ SendingEnabled: flag() }),
    SuppressionOptions: structure({ SuppressedReasons: listOf(oneOf(['BOUNCE', 'COMPLAINT'])) }),
    Tags: RESOURCE_TAGS_SHAPE,
  })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: Name, Tags: tags, ...options }) {
    create(account, { Name, ...options, ...tags && { Tags: withResourceTags(undefined, tags) } });
    return {};
  },
});

/** The defaults of options that were not set are assumed. */
export const getConfigurationSet = operation({
  input: required(structure(NAMED)),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name }) {
    const { TrackingOptions, DeliveryOptions, ReputationOptions, SendingOptions, SuppressionOptions, Tags } = seenSet(account, name);
    return {
      ConfigurationSetName: name,
      TrackingOptions,
      DeliveryOptions: { TlsPolicy: 'OPTIONAL', ...DeliveryOptions },
      ReputationOptions: { ReputationMetricsEnabled: ReputationOptions?.ReputationMetricsEnabled ?? false },
      SendingOptions: { SendingEnabled: SendingOptions?.SendingEnabled ?? true },
      SuppressionOptions,
      Tags: toTagList(Tags),
    };
  },
});

export const listConfigurationSets = operation({
  input: required(structure({
    Filter: structure({ CONFIGURATION_SET_NAME_CONTAINS: text() }), NextToken: text(), PageSize: integer({ min: 1 }),
  })),
  limited: true,
  run(account, { Filter, NextToken: token, PageSize: wanted }) {
    const { names, nextToken } = pageOfConfigurationSets(account, { token, wanted, containing: Filter?.CONFIGURATION_SET_NAME_CONTAINS });
    return { ConfigurationSets: names, NextToken: nextToken };
  },
});

export const deleteConfigurationSet = operation({
  input: required(structure(NAMED)),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name }) {
    remove(account, name);
    return {};
  },
});
