import { DESTINATION_SHAPE, destinationOf } from '../../addresses';
import { checkBulk, sendEntry, templateDataOf } from '../../bulk';
import { SesError } from '../../errors';
import { Draft } from '../../mails';
import { Header } from '../../mime';
import { MAX_TEMPLATE_DATA_LENGTH } from '../../rendering';
import { sendingWith } from '../../sending';
import { listOf, Read, required, structure, text } from '../../shape';
import { TAGS_SHAPE, tagsOf } from '../../tags';
import { operation } from '../operation';
import { attachmentsOf, HEADERS_SHAPE, headersOf, TEMPLATE_CONTENT_SHAPE, templateIn, templateNameOf } from './content';

const INPUT = required(structure({
  FromEmailAddress: required(text()),
  ReplyToAddresses: listOf(text()),
  DefaultEmailTags: TAGS_SHAPE,
  ConfigurationSetName: text(),
  DefaultContent: required(structure({ Template: required(TEMPLATE_CONTENT_SHAPE) })),
  BulkEmailEntries: required(listOf(structure({
    Destination: required(DESTINATION_SHAPE),
    ReplacementTags: TAGS_SHAPE,
    ReplacementEmailContent: structure({
      ReplacementTemplate: structure({ ReplacementTemplateData: text({ max: MAX_TEMPLATE_DATA_LENGTH }) }),
    }),
    ReplacementHeaders: HEADERS_SHAPE,
  }))),
}));

type Input = Read<typeof INPUT>;

export const sendBulkEmail = operation({
  input: INPUT,
  about: 'DefaultContent.Template.TemplateName',
  limited: false,
  drafts: draftsOf,
  run(account, input) {
    const { FromEmailAddress: source, ReplyToAddresses: replyTo = [], BulkEmailEntries: entries, DefaultContent: { Template: given } } = input;
    checkBulk({ source, replyTo, tags: tagsOf(input.DefaultEmailTags) }, entries);
    const headers = headersOf(given.Headers);
    const attachments = attachmentsOf(given.Attachments);
    const defaultData = templateDataOf(given.TemplateData ?? '{}');
    const configurationSet = sendingWith(account, input.ConfigurationSetName);
    const template = templateIn(account, given);
    const results = draftsOf(input).map((draft, index) => sendEntry(account, {
      draft,
      configurationSet,
      template,
      defaultData,
      // Optional, as documented. Unlike in the v1 API, nobody has reported that SES requires it.
      replacementData: replacementOf(entries[index]) ?? '{}',
      attachments,
      headers: () => withReplaced(headers, headersOf(entries[index].ReplacementHeaders)),
    }));
    return { BulkEmailEntryResults: results.map(resultOf) };
  },
});

/** The status of an entry that is refused: what concerns the whole call has already failed. */
function resultOf(result: string | SesError) {
  return typeof result === 'string' ? { Status: 'SUCCESS', MessageId: result } : { Status: 'INVALID_PARAMETER', Error: result.message };
}

/** An entry's header takes precedence over one of the same name (documented). */
function withReplaced(headers: readonly Header[], replacements: readonly Header[]): Header[] {
  const replaced = replacements.map(([name]) => name.toLowerCase());
  return [...headers.filter(([name]) => !replaced.includes(name.toLowerCase())), ...replacements];
}

const replacementOf = (entry: Input['BulkEmailEntries'][number]) => entry.ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData;

function draftsOf(input: Input): Draft[] {
  const template = input.DefaultContent?.Template;
  return (input.BulkEmailEntries ?? []).map(entry => ({
    operation: 'SendBulkEmail',
    api: 'v2',
    source: input.FromEmailAddress ?? '',
    destination: destinationOf(entry.Destination),
    replyTo: input.ReplyToAddresses ?? [],
    template: templateNameOf(template),
    templateData: replacementOf(entry) ?? template?.TemplateData,
    configurationSet: input.ConfigurationSetName,
    tags: { ...tagsOf(input.DefaultEmailTags), ...tagsOf(entry.ReplacementTags) },
  }));
}
