import { DESTINATION_SHAPE, destinationOf } from '../addresses';
import { checkBulk, sendEntry, templateDataOf } from '../bulk';
import { Draft } from '../mails';
import { MAX_TEMPLATE_DATA_LENGTH } from '../rendering';
import { sendingWith, templateContentOf } from '../sending';
import { listOf, Read, required, structure, text } from '../shape';
import { TAGS_SHAPE, tagsOf } from '../tags';
import { operation } from './operation';

const DATA = text({ max: MAX_TEMPLATE_DATA_LENGTH });

const INPUT = required(structure({
  Source: required(text()),
  ReplyToAddresses: listOf(text()),
  ConfigurationSetName: text(),
  DefaultTags: TAGS_SHAPE,
  Template: required(text()),
  DefaultTemplateData: required(DATA),
  Destinations: required(listOf(structure({
    Destination: required(DESTINATION_SHAPE),
    ReplacementTags: TAGS_SHAPE,
    ReplacementTemplateData: DATA,
  }))),
}));

export const sendBulkTemplatedEmail = operation({
  input: INPUT,
  about: 'Template',
  limited: false,
  drafts: draftsOf,
  run(account, input) {
    const { Source: source, ReplyToAddresses: replyTo = [], Destinations: destinations } = input;
    checkBulk({ source, replyTo, tags: tagsOf(input.DefaultTags) }, destinations);
    const defaultData = templateDataOf(input.DefaultTemplateData);
    const configurationSet = sendingWith(account, input.ConfigurationSetName);
    const template = templateContentOf(account, input.Template);
    const results = draftsOf(input).map((draft, index) => sendEntry(account, {
      draft, configurationSet, template, defaultData, replacementData: destinations[index].ReplacementTemplateData,
    }));
    return {
      Status: results.map(result => typeof result === 'string'
        ? { Status: 'Success', MessageId: result } : { Status: result.code, Error: result.message }),
    };
  },
});

function draftsOf(input: Read<typeof INPUT>): Draft[] {
  return (input.Destinations ?? []).map(to => ({
    operation: 'SendBulkTemplatedEmail',
    api: 'v1',
    source: input.Source ?? '',
    destination: destinationOf(to.Destination),
    replyTo: input.ReplyToAddresses ?? [],
    template: input.Template,
    templateData: to.ReplacementTemplateData ?? input.DefaultTemplateData,
    configurationSet: input.ConfigurationSetName,
    tags: { ...tagsOf(input.DefaultTags), ...tagsOf(to.ReplacementTags) },
  }));
}
