import { DESTINATION_SHAPE, destinationOf } from '../../addresses';
import { templateDataOf } from '../../bulk';
import { badRequest } from '../../errors';
import { Draft } from '../../mails';
import { Account } from '../../model';
import { parseRawMessage, recipientsOfRaw } from '../../raw-message';
import { checkDraft, checkMessageSize, renderTemplate, send, sendingWith, sendRaw } from '../../sending';
import { listOf, Read, required, structure, text } from '../../shape';
import { TAGS_SHAPE, tagsOf } from '../../tags';
import { operation } from '../operation';
import { ATTACHMENTS_SHAPE, attachmentsOf, HEADERS_SHAPE, headersOf, TEMPLATE_CONTENT_SHAPE, templateIn, templateNameOf } from './content';

const TEXT = structure({ Data: required(text()), Charset: text() });

const INPUT = required(structure({
  FromEmailAddress: text(),
  Destination: DESTINATION_SHAPE,
  ReplyToAddresses: listOf(text()),
  EmailTags: TAGS_SHAPE,
  ConfigurationSetName: text(),
  Content: required(structure({
    Simple: structure({
      Subject: required(TEXT), Body: required(structure({ Text: TEXT, Html: TEXT })), Headers: HEADERS_SHAPE, Attachments: ATTACHMENTS_SHAPE,
    }),
    Raw: structure({ Data: required(text()) }),
    Template: TEMPLATE_CONTENT_SHAPE,
  })),
}));

type Input = Read<typeof INPUT>;

export const sendEmail = operation({
  input: INPUT,
  about: 'Content.Template.TemplateName',
  limited: false,
  drafts: async input => [input.Content?.Raw ? (await readRaw(input)).draft : draftOf(input)],
  async run(account, input) {
    const { Simple, Raw, Template } = input.Content;
    // The text is modelled.
    if ([Simple, Raw, Template].filter(Boolean).length !== 1) throw badRequest('Content must have one of Simple, Raw and Template.');
    if (Raw) {
      const { draft, content } = await readRaw(input);
      return { MessageId: sendRaw(account, draft, content) };
    }
    return { MessageId: Simple ? sendSimple(account, input, Simple) : sendTemplate(account, input, Template!) };
  },
});

function sendSimple(account: Account, input: Input, { Headers, Attachments }: NonNullable<Input['Content']['Simple']>): string {
  const draft = draftOf(input);
  checkDraft(draft);
  const { subject = '', html, text: plain } = draft;
  const content = { subject, html, text: plain, headers: headersOf(Headers), attachments: attachmentsOf(Attachments) };
  checkMessageSize(draft, content);
  return send(account, { draft, configurationSet: sendingWith(account, draft.configurationSet), content: () => content });
}

function sendTemplate(account: Account, input: Input, given: NonNullable<Input['Content']['Template']>): string {
  const draft = draftOf(input);
  checkDraft(draft);
  const headers = headersOf(given.Headers);
  const attachments = attachmentsOf(given.Attachments);
  const data = templateDataOf(given.TemplateData ?? '');
  const configurationSet = sendingWith(account, draft.configurationSet);
  const templateContent = templateIn(account, given);
  return send(account, {
    draft: { ...draft, templateContent },
    configurationSet,
    content: () => ({ ...renderTemplate(templateContent, data), headers, attachments }),
  });
}

function draftOf({ FromEmailAddress, Destination, ReplyToAddresses, EmailTags, ConfigurationSetName, Content }: Input): Draft {
  const { Simple, Template } = Content ?? {};
  return {
    operation: 'SendEmail',
    api: 'v2',
    source: FromEmailAddress ?? '',
    destination: destinationOf(Destination),
    replyTo: ReplyToAddresses ?? [],
    configurationSet: ConfigurationSetName,
    tags: tagsOf(EmailTags),
    template: templateNameOf(Template),
    templateData: Template?.TemplateData,
    subject: Simple?.Subject?.Data,
    html: Simple?.Body?.Html?.Data,
    text: Simple?.Body?.Text?.Data,
  };
}

/** What the call says wins over the message's headers (documented). */
async function readRaw(input: Input) {
  const message = await parseRawMessage(Buffer.from(input.Content.Raw?.Data ?? '', 'base64'));
  const given = draftOf(input);
  const { subject, html, text: plain } = message.content;
  const draft: Draft = {
    ...given,
    source: given.source || message.source,
    destination: recipientsOfRaw(given.destination, message.destination),
    replyTo: input.ReplyToAddresses ?? message.replyTo,
    configurationSet: given.configurationSet ?? message.configurationSet,
    tags: input.EmailTags ? given.tags : message.tags,
    subject,
    html,
    text: plain,
  };
  return { draft, content: message.content };
}
