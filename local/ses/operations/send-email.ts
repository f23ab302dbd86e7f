import { DESTINATION_SHAPE, destinationOf } from '../addresses';
import { Draft } from '../mails';
import { checkDraft, checkMessageSize, send, sendingWith } from '../sending';
import { listOf, Read, required, structure, text } from '../shape';
import { TAGS_SHAPE, tagsOf } from '../tags';
import { operation } from './operation';

const CONTENT = structure({ Data: required(text()), Charset: text() });

const INPUT = required(structure({
  Source: required(text()),
  Destination: required(DESTINATION_SHAPE),
  Message: required(structure({ Subject: required(CONTENT), Body: required(structure({ Text: CONTENT, Html: CONTENT })) })),
  ReplyToAddresses: listOf(text()),
  Tags: TAGS_SHAPE,
  ConfigurationSetName: text(),
}));

export const sendEmail = operation({
  input: INPUT,
  about: 'ConfigurationSetName',
  limited: false,
  drafts: input => [draftOf(input)],
  run(account, input) {
    const draft = draftOf(input);
    checkDraft(draft);
    const { subject = '', html, text: plain } = draft;
    const content = { subject, html, text: plain };
    checkMessageSize(draft, content);
    const configurationSet = sendingWith(account, draft.configurationSet);
    return { MessageId: send(account, { draft, configurationSet, content: () => content }) };
  },
});

const draftOf = ({ Source, Destination, Message, ReplyToAddresses, ConfigurationSetName, Tags }: Read<typeof INPUT>): Draft => ({
  operation: 'SendEmail',
  api: 'v1',
  source: Source ?? '',
  destination: destinationOf(Destination),
  replyTo: ReplyToAddresses ?? [],
  configurationSet: ConfigurationSetName,
  tags: tagsOf(Tags),
  subject: Message?.Subject?.Data,
  html: Message?.Body?.Html?.Data,
  text: Message?.Body?.Text?.Data,
});
