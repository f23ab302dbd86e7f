import { checkAddress, DESTINATION_SHAPE, toDestination } from '../addresses';
import { invalidParameter } from '../errors';
import { MAX_TEMPLATE_DATA_LENGTH, parseTemplateData } from '../rendering';
import { send, sendingWith } from '../sending';
import { listOf, required, structure, text } from '../shape';
import { TAGS_SHAPE, toTags } from '../tags';
import { operation } from './operation';

export const sendTemplatedEmail = operation({
  input: required(structure({
    Source: required(text()),
    Destination: DESTINATION_SHAPE,
    ReplyToAddresses: listOf(text()),
    Tags: TAGS_SHAPE,
    ConfigurationSetName: text(),
    Template: required(text()),
    TemplateData: required(text({ max: MAX_TEMPLATE_DATA_LENGTH })),
  })),
  about: 'Template',
  limited: false,
  run(account, input) {
    const { Source: source, ReplyToAddresses: replyTo = [] } = input;
    [source, ...replyTo].forEach(checkAddress);
    const destination = toDestination(input.Destination);
    const tags = toTags(input.Tags);
    const data = parseTemplateData(input.TemplateData);
    if (!data) throw invalidParameter('The template data is invalid'); // boto3#2545
    const { template, configurationSet } = sendingWith(account, input.Template, input.ConfigurationSetName);
    return {
      MessageId: send(account, {
        operation: 'SendTemplatedEmail', source, destination, replyTo, template, data, configurationSet, tags,
      }),
    };
  },
});
