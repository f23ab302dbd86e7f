/** A reader of MIME messages that is just good enough to tell whether one was written right. */
export interface ParsedMail {
  /** By name in lower case; unfolded and decoded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: ReadonlyArray<{ readonly type: string; readonly encoding: string; readonly content: string }>;
}

export function parseMail(message: string): ParsedMail {
  const { headers, body } = entity(message);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'])?.[1];
  const bodies = boundary === undefined ? [message]
    : `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1).map(text => text.replace(/^\r\n/, ''));
  return { headers, parts: bodies.map(part) };
}

function part(text: string): ParsedMail['parts'][number] {
  const { headers, body } = entity(text);
  const encoding = headers['content-transfer-encoding'];
  return { type: headers['content-type'], encoding, content: decode(encoding, body) };
}

function entity(text: string): { headers: Record<string, string>; body: string } {
  const end = text.indexOf('\r\n\r\n');
  const lines = text.slice(0, end).replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  const headers = lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 2))]);
  return { headers: Object.fromEntries(headers), body: text.slice(end + 4) };
}

function decode(encoding: string, body: string): string {
  switch (encoding) {
    case '7bit': return body;
    case 'base64': return Buffer.from(body, 'base64').toString();
    case 'quoted-printable': return bytes(body.replace(/=\r\n/g, ''), '=');
    default: throw new Error(`unknown encoding: ${encoding}`);
  }
}

const decodeWords = (value: string) => value
  .replace(/(=\?[^ ]+\?=) +(?==\?)/g, '$1')
  .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString());

const bytes = (text: string, mark: string) =>
  Buffer.from(text.replace(new RegExp(`${mark}([0-9A-F]{2})`, 'g'), (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString();
