import { updateEventDestination } from '../configuration-set';
import { required, structure, text } from '../shape';
import { EVENT_DESTINATION_SHAPE, fromWire } from './event-destination-input';
import { operation } from './operation';

export const updateConfigurationSetEventDestination = operation({
  input: required(structure({ ConfigurationSetName: required(text()), EventDestination: EVENT_DESTINATION_SHAPE })),
  about: 'ConfigurationSetName',
  limited: true,
  run(account, { ConfigurationSetName: name, EventDestination: destination }) {
    updateEventDestination(account, name, fromWire(destination));
    return {};
  },
});
