import { createConfigurationSet as create } from '../configuration-set';
import { required, structure, text } from '../shape';
import { operation } from './operation';

export const createConfigurationSet = operation({
  input: required(structure({ ConfigurationSet: required(structure({ Name: required(text()) })) })),
  about: 'ConfigurationSet.Name',
  limited: true,
  run(account, { ConfigurationSet: { Name } }) {
    create(account, { Name });
    return {};
  },
});
