import { Draft } from '../mails';
import { parseRawMessage, recipientsOfRaw } from '../raw-message';
import { sendRaw } from '../sending';
import { listOf, Read, required, structure, text } from '../shape';
import { TAGS_SHAPE, tagsOf } from '../tags';
import { operation } from './operation';

const INPUT = required(structure({
  Source: text(),
  Destinations: listOf(text()),
  RawMessage: required(structure({ Data: required(text()) })),
  Tags: TAGS_SHAPE,
  ConfigurationSetName: text(),
}));

export const sendRawEmail = operation({
  input: INPUT,
  about: 'ConfigurationSetName',
  limited: false,
  drafts: async input => [(await readRaw(input)).draft],
  async run(account, input) {
    const { draft, content } = await readRaw(input);
    return { MessageId: sendRaw(account, draft, content) };
  },
});

/** What the call says wins over the message's headers (documented). */
async function readRaw({ Source, Destinations, RawMessage, Tags, ConfigurationSetName }: Read<typeof INPUT>) {
  const message = await parseRawMessage(Buffer.from(RawMessage?.Data ?? '', 'base64'));
  const given = { ToAddresses: Destinations ?? [], CcAddresses: [], BccAddresses: [] };
  const { subject, html, text: plain } = message.content;
  const draft: Draft = {
    operation: 'SendRawEmail',
    api: 'v1',
    source: Source ?? message.source,
    destination: recipientsOfRaw(given, message.destination),
    replyTo: message.replyTo,
    configurationSet: ConfigurationSetName ?? message.configurationSet,
    tags: Tags ? tagsOf(Tags) : message.tags,
    subject,
    html,
    text: plain,
  };
  return { draft, content: message.content };
}
