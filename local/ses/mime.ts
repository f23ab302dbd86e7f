const CRLF = '\r\n';
/** Base64 does not use `-`, so no part can contain this. */
const BOUNDARY = '----=_Part';

export interface Content {
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/**
 * A rendered template as a MIME message, as TestRenderTemplate returns it. SES chooses an encoding for each part. Here, it
 * is always base64, which can represent any text.
 */
export function mime({ subject, html, text = html === undefined ? '' : undefined }: Content, time: number): string {
  // In multipart/alternative, the preferred part is last.
  const parts = [...text === undefined ? [] : [part('text/plain', text)], ...html === undefined ? [] : [part('text/html', html)]];
  const [only, ...others] = parts;
  const body = others.length === 0 ? only : [
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"${CRLF}`, ...parts.map(each => `--${BOUNDARY}${CRLF}${each}`), `--${BOUNDARY}--${CRLF}`,
  ].join(CRLF);
  return [`Date: ${mailDate(time)}`, `Subject: ${encodedWords(subject)}`, 'MIME-Version: 1.0', body].join(CRLF);
}

/** Formats a time as in RFC 5322: `Fri, 25 Aug 2023 22:00:03 +0000`. */
export const mailDate = (time: number) => new Date(time).toUTCString().replace('GMT', '+0000');

function part(type: string, content: string): string {
  const base64 = Buffer.from(content.replace(/\r\n|\r|\n/g, CRLF)).toString('base64').replace(/.{76}(?=.)/g, `$&${CRLF}`);
  return [`Content-Type: ${type}; charset=UTF-8`, 'Content-Transfer-Encoding: base64', '', base64].join(CRLF);
}

/** Encodes a subject that is not plain ASCII as in RFC 2047: one word per line, split between characters. Line breaks become spaces. */
function encodedWords(subject: string): string {
  const line = subject.replace(/[\r\n]+/g, ' ');
  if (/^[\x20-\x7e]{0,60}$/.test(line) && !line.includes('=?')) return line;
  return line.match(/.{1,10}/gsu)!.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(`${CRLF} `);
}
