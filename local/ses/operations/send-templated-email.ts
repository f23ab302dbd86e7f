import { DESTINATION_SHAPE, destinationOf } from '../addresses';
import { templateDataOf } from '../bulk';
import { Draft } from '../mails';
import { MAX_TEMPLATE_DATA_LENGTH } from '../rendering';
import { checkDraft, renderTemplate, send, sendingWith, templateContentOf } from '../sending';
import { listOf, Read, required, structure, text } from '../shape';
import { TAGS_SHAPE, tagsOf } from '../tags';
import { operation } from './operation';

const INPUT = required(structure({
  Source: required(text()),
  Destination: required(DESTINATION_SHAPE),
  ReplyToAddresses: listOf(text()),
  Tags: TAGS_SHAPE,
  ConfigurationSetName: text(),
  Template: required(text()),
  TemplateData: required(text({ max: MAX_TEMPLATE_DATA_LENGTH })),
}));

export const sendTemplatedEmail = operation({
  input: INPUT,
  about: 'Template',
  limited: false,
  drafts: input => [draftOf(input)],
  run(account, input) {
    const draft = draftOf(input);
    checkDraft(draft);
    const data = templateDataOf(input.TemplateData);
    const configurationSet = sendingWith(account, draft.configurationSet);
    const templateContent = templateContentOf(account, input.Template);
    return {
      MessageId: send(account, {
        draft: { ...draft, templateContent }, configurationSet, content: () => renderTemplate(templateContent, data),
      }),
    };
  },
});

const draftOf = (input: Read<typeof INPUT>): Draft => ({
  operation: 'SendTemplatedEmail',
  api: 'v1',
  source: input.Source ?? '',
  destination: destinationOf(input.Destination),
  replyTo: input.ReplyToAddresses ?? [],
  template: input.Template,
  templateData: input.TemplateData,
  configurationSet: input.ConfigurationSetName,
  tags: tagsOf(input.Tags),
});
