import { integer, required, structure, text } from '../shape';
import { operation } from './operation';

/** Returns all sets on one page: SES returns up to 1,000 at once. */
export const listConfigurationSets = operation({
  input: required(structure({ NextToken: text(), MaxItems: integer({ min: 1 }) })),
  limited: true,
  run(account) {
    return { ConfigurationSets: account.configurationSets.seenValues().map(({ Name }) => ({ Name })) };
  },
});
