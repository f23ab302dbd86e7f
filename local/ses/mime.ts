/** A small writer of MIME messages, for what SES sends: headers, and a text part, an HTML part, or both. */
import { createHash } from 'node:crypto';

export interface Part {
  readonly type: 'text/plain' | 'text/html';
  readonly content: string;
}

export type Header = readonly [name: string, value: string];

/** The message, with CRLF line ends and nothing beyond ASCII; `headers` hold values as `unstructured` or `address` give them. */
export function mime(headers: readonly Header[], parts: readonly Part[]): string {
  const { headers: more, body } = parts.length > 1 ? multipart(parts) : single(parts[0] ?? { type: 'text/plain', content: '' });
  return `${head([...headers, ['MIME-Version', '1.0'], ...more])}${CRLF}${body}`;
}

/** A header of free text, such as the subject: encoded where it must be (RFC 2047). A line break in it becomes a blank. */
export function unstructured(value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ');
  const plain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && !/[^ ]{900}/.test(line);
  return plain ? line : encodedWords(line);
}

/** `Name <local@domain>`, with the name encoded where it must be. */
export function address(value: string): string {
  const [, name, rest] = /^(.*?)\s*(<[^<>]*>)$/.exec(value) ?? [];
  return name && !/^[\x20-\x7e]*$/.test(name) ? `${encodedWords(name)} ${rest}` : value;
}

/** RFC 5322's form: `Fri, 25 Aug 2023 22:00:03 +0000`. */
export const date = (time: number) => new Date(time).toUTCString().replace('GMT', '+0000');

const CRLF = '\r\n';

/** RFC 5322. */
const MAX_LINE = 998;
const GOOD_LINE = 78;

interface Entity {
  readonly headers: readonly Header[];
  readonly body: string;
}

function multipart(parts: readonly Part[]): Entity {
  // A hash of the contents cannot stand in them.
  const hash = createHash('sha256').update(parts.map(({ content }) => content).join('\0')).digest('hex').slice(0, 32);
  const boundary = `----=_Part_${hash}`;
  const entities = parts.map(single).map(({ headers, body }) => `--${boundary}${CRLF}${head(headers)}${CRLF}${body}${CRLF}`);
  return {
    headers: [['Content-Type', `multipart/alternative; boundary="${boundary}"`]],
    body: `${entities.join('')}--${boundary}--${CRLF}`,
  };
}

function single({ type, content }: Part): Entity {
  const lines = content.replace(/\r\n|\r|\n/g, CRLF);
  const [encoding, body] = encode(lines);
  return { headers: [['Content-Type', `${type}; charset=UTF-8`], ['Content-Transfer-Encoding', encoding]], body };
}

/** As JavaMail chooses, which SES shows itself to use: the plainest encoding that holds the text. */
function encode(text: string): [encoding: string, body: string] {
  const plain = /^[\t\r\n\x20-\x7e]*$/.test(text);
  if (plain && text.split(CRLF).every(line => line.length <= MAX_LINE)) return ['7bit', text];
  const beyondAscii = text.replace(/[\x00-\x7f]/g, '').length;
  if (beyondAscii * 2 < text.length) return ['quoted-printable', quotedPrintable(text)];
  return ['base64', Buffer.from(text).toString('base64').replace(/(.{76})(?=.)/g, `$1${CRLF}`)];
}

function quotedPrintable(text: string): string {
  return text.split(CRLF).map(line => {
    const pieces = [...Buffer.from(line)].map(byte => byte === 9 || byte >= 32 && byte < 127 && byte !== 61
      ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);
    // A blank at a line's end would be lost on the way.
    const last = pieces.at(-1);
    if (last === ' ' || last === '\t') pieces[pieces.length - 1] = last === ' ' ? '=20' : '=09';
    // A line has at most 76 characters; a `=` at its end says that it goes on.
    return pack(pieces, 75).join(`=${CRLF}`);
  }).join(CRLF);
}

/** RFC 2047: a word holds whole characters only, and here few enough to stand in the header's first line. */
function encodedWords(text: string): string {
  return pack([...text], 39, Buffer.byteLength).map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** Header lines, folded where a blank allows it. */
function head(headers: readonly Header[]): string {
  return headers.map(([name, value]) => pack(`${name}: ${value}`.split(/(?= [^ ])/), GOOD_LINE).join(CRLF) + CRLF).join('');
}

/** Fills lines with as many of the pieces as fit. */
function pack(pieces: readonly string[], max: number, sizeOf: (text: string) => number = text => text.length): string[] {
  const lines = [''];
  let size = 0;
  for (const piece of pieces) {
    if (size > 0 && size + sizeOf(piece) > max) {
      lines.push('');
      size = 0;
    }
    lines[lines.length - 1] += piece;
    size += sizeOf(piece);
  }
  return lines;
}
