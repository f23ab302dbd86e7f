import { deleteConfigurationSet as remove } from '../configuration-set';
import { required, structure, text } from '../shape';
import { operation } from './operation';

export const deleteConfigurationSet = operation({
  input: required(structure({ ConfigurationSetName: required(text()) })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name }) {
    remove(account, name);
    return {};
  },
});
