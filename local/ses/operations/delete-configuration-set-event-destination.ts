import { deleteEventDestination } from '../configuration-set';
import { required, structure, text } from '../shape';
import { operation } from './operation';

export const deleteConfigurationSetEventDestination = operation({
  input: required(structure({ ConfigurationSetName: required(text()), EventDestinationName: required(text()) })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name, EventDestinationName: destination }) {
    deleteEventDestination(account, name, destination);
    return {};
  },
});
