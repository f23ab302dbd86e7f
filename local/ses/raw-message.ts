/** MIME messages that callers compose themselves. */
import PostalMime, { Address } from 'postal-mime';
import { bareAddress, Destination, recipientsOf } from './addresses';
import { Content, Header } from './mime';
import { Tags } from './tags';

export interface RawMessage {
  /** Empty if there is no From header. */
  readonly source: string;
  /** The recipients in the headers. */
  readonly destination: Destination;
  readonly replyTo: readonly string[];
  /** Of the header `X-SES-CONFIGURATION-SET`. */
  readonly configurationSet?: string;
  /** Of the header `X-SES-MESSAGE-TAGS`: `a=1, b=2`. */
  readonly tags: Tags;
  readonly content: Content & { readonly raw: Buffer };
}

export async function parseRawMessage(raw: Buffer): Promise<RawMessage> {
  const { from, to, cc, bcc, replyTo, subject = '', html, text, attachments, headers } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const header = (name: string) => headers.find(({ key }) => key === name)?.value.trim();
  const tags = (header('x-ses-message-tags') ?? '').split(',').map(tag => tag.trim()).filter(tag => tag !== '');
  return {
    source: listed(from && [from]).join(', '),
    destination: { ToAddresses: listed(to), CcAddresses: listed(cc), BccAddresses: listed(bcc) },
    replyTo: listed(replyTo),
    configurationSet: header('x-ses-configuration-set'),
    tags: Object.fromEntries(tags.map(tag => [tag.split('=', 1)[0].trim(), tag.slice(tag.indexOf('=') + 1).trim()])),
    content: {
      subject,
      ...html && { html },
      ...text && { text },
      ...attachments.length > 0 && {
        attachments: attachments.map(({ filename, mimeType, content }) => ({
          ...filename && { fileName: filename }, contentType: mimeType, content: Buffer.from(content as ArrayBuffer),
        })),
      },
      raw,
    },
  };
}

/** Sorts the recipients of a call by the header that names them. Those that no header names are blind copies. */
export function sortedByHeader(recipients: readonly string[], { ToAddresses, CcAddresses }: Destination): Destination {
  const among = (addresses: readonly string[]) => (recipient: string) =>
    addresses.some(address => bareAddress(address).toLowerCase() === bareAddress(recipient).toLowerCase());
  const [isTo, isCc] = [among(ToAddresses), among(CcAddresses)];
  return {
    ToAddresses: recipients.filter(isTo),
    CcAddresses: recipients.filter(recipient => !isTo(recipient) && isCc(recipient)),
    BccAddresses: recipients.filter(recipient => !isTo(recipient) && !isCc(recipient)),
  };
}

/** The recipients that a call names, or else those of the headers. */
export function recipientsOfRaw(given: Destination, inHeaders: Destination): Destination {
  const recipients = recipientsOf(given);
  return recipients.length === 0 ? inHeaders : sortedByHeader(recipients, inHeaders);
}

/** The message as SES sends it: with SES's message id, with a date, without blind copies and SES's own headers (documented). */
export function stamped(raw: Buffer, headers: readonly Header[]): Buffer {
  const message = raw.toString('latin1');
  const [head, gap = '\r\n\r\n'] = /^([^]*?)(\r?\n\r?\n|$)/.exec(message)!.slice(1, 3);
  const body = message.slice(head.length + gap.length);
  const lines = head.split(/\r?\n(?![ \t])/).filter(line => line !== '' && !/^(?:bcc|message-id|x-ses-[\w-]+)\s*:/i.test(line));
  const added = headers.filter(([name]) => name === 'Message-ID' || name === 'Date' && !lines.some(line => /^date\s*:/i.test(line)));
  return Buffer.from([...added.map(([name, value]) => `${name}: ${value}`), ...lines, '', body].join('\r\n'), 'latin1');
}

function listed(addresses: Address[] | undefined): string[] {
  return (addresses ?? []).flatMap(one => one.group ? listed(one.group) : one.name ? `${one.name} <${one.address}>` : one.address ?? []);
}
