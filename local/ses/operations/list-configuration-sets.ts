import { pageOfConfigurationSets } from '../configuration-set';
import { integer, required, structure, text } from '../shape';
import { operation } from './operation';

export const listConfigurationSets = operation({
  input: required(structure({ NextToken: text(), MaxItems: integer({ min: 1 }) })),
  limited: true,
  run(account, { NextToken: token, MaxItems: wanted }) {
    const { names, nextToken } = pageOfConfigurationSets(account, { token, wanted });
    return { ConfigurationSets: names.map(Name => ({ Name })), NextToken: nextToken };
  },
});
