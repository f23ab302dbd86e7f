const CRLF = '\r\n';
const LINE_LENGTH = 76;

export type Header = readonly [name: string, value: string];

export interface Attachment {
  readonly fileName?: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly description?: string;
  /** @default false */
  readonly inline?: boolean;
  readonly contentId?: string;
}

export interface Content {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  readonly attachments?: readonly Attachment[];
  /** The mail's own headers, beside those that SES writes. @default - none */
  readonly headers?: readonly Header[];
  /** The whole message, if the caller composed it. @default - composed from the above */
  readonly raw?: Buffer;
}

/**
 * A MIME message. SES chooses an encoding for each part. Here, it is always base64, which can represent any content.
 *
 * @param headers those before `Subject`
 */
export function mime(headers: readonly Header[], { subject, html, text = html === undefined ? '' : undefined, attachments = [] }: Content): string {
  // In multipart/alternative, the preferred part is last.
  const texts = [...text === undefined ? [] : [textPart('text/plain', text)], ...html === undefined ? [] : [textPart('text/html', html)]];
  const body = multipart('alternative', texts);
  const lines = headers.map(([name, value]) => `${name}: ${headerValue(value)}`);
  return [...lines, `Subject: ${encodedWords(subject)}`, 'MIME-Version: 1.0', multipart('mixed', [body, ...attachments.map(attachmentPart)])].join(CRLF);
}

/** Formats a time as in RFC 5322: `Fri, 25 Aug 2023 22:00:03 +0000`. */
export const mailDate = (time: number) => new Date(time).toUTCString().replace('GMT', '+0000');

/** Encodes text that is not plain ASCII as in RFC 2047: one word per line, split between characters. Line breaks become spaces. */
export function encodedWords(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e]{0,60}$/.test(line) && !line.includes('=?')) return line;
  return line.match(/.{1,10}/gsu)!.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(`${CRLF} `);
}

/** A part that is alone needs no envelope. Base64 does not use `-`, so no part can contain the boundary. */
function multipart(kind: 'alternative' | 'mixed', parts: readonly string[]): string {
  if (parts.length === 1) return parts[0];
  const boundary = `----=_Part_${kind}`;
  const opened = parts.map(each => `--${boundary}${CRLF}${each}`);
  return [`Content-Type: multipart/${kind}; boundary="${boundary}"${CRLF}`, ...opened, `--${boundary}--${CRLF}`].join(CRLF);
}

function textPart(type: string, content: string): string {
  return part([['Content-Type', `${type}; charset=UTF-8`]], Buffer.from(content.replace(/\r\n|\r|\n/g, CRLF)));
}

function attachmentPart({ fileName, contentType, content, description, inline = false, contentId }: Attachment): string {
  return part([
    ['Content-Type', `${contentType}${parameter('name', fileName)}`],
    ...description === undefined ? [] : [['Content-Description', encodedWords(description)] as const],
    ['Content-Disposition', `${inline ? 'inline' : 'attachment'}${parameter('filename', fileName)}`],
    ...contentId === undefined ? [] : [['Content-ID', `<${contentId}>`] as const],
  ], content);
}

function part(headers: readonly Header[], content: Buffer): string {
  const lines = [...headers, ['Content-Transfer-Encoding', 'base64']].map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', wrapped(content.toString('base64'))].join(CRLF);
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += LINE_LENGTH) lines.push(text.slice(at, at + LINE_LENGTH));
  return lines.join(CRLF);
}

/** A parameter of a header; if it is not plain ASCII, as in RFC 2231. */
function parameter(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  if (/^[\x20-\x7e]*$/.test(value)) return `;${CRLF} ${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  const escaped = encodeURIComponent(value).replace(/['()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `;${CRLF} ${name}*=UTF-8''${escaped}`;
}

/** Encodes names that are not plain ASCII, and folds a list between its items, because a line has at most 998 characters. */
function headerValue(value: string): string {
  const items = value.split(', ').map(item => {
    if (/^[\x20-\x7e]*$/.test(item)) return item;
    const [, name, address] = /^"?(.*?)"?\s*(<[^<>]*>)$/.exec(item) ?? [undefined, item, ''];
    return `${encodedWords(name)} ${address}`.trim();
  });
  return items.join(value.length > 70 ? `,${CRLF} ` : ', ');
}
