import * as fc from 'fast-check';
import { parseMail } from './parse-mail';
import { address, date, mime, Part, unstructured } from '../../../local/ses/mime';

const crlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');

const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r\n', '=', '--', 'é', '日', '😀'), maxLength: 1_500 }),
);

test('any text in any parts comes back, and the message holds nothing that a mail server may change', () => {
  fc.assert(fc.property(content, content, fc.string({ unit: 'grapheme', maxLength: 200 }), (text, html, subject) => {
    const parts: Part[] = [{ type: 'text/plain', content: text }, { type: 'text/html', content: html }];

    const message = mime([['Subject', unstructured(subject)]], parts);

    const parsed = parseMail(message);
    expect(parsed.parts.map(part => part.content)).toEqual([crlf(text), crlf(html)]);
    expect(parsed.headers.subject.trim()).toBe(subject.replace(/[\r\n]+/g, ' ').trim());
    expect(message).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(message.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...message.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(998);
  }), { numRuns: 300 });
});

test.each([
  ['plain text', 'Hello', '7bit'],
  ['mostly plain text', 'Grüße aus Köln', 'quoted-printable'],
  ['other scripts', 'ようこそ', 'base64'],
  ['a line that is too long', 'x'.repeat(999), 'quoted-printable'],
  ['a control character', 'a\u0001b', 'quoted-printable'],
])('%s takes the plainest encoding that holds it', (_, text, encoding) => {
  expect(parseMail(mime([], [{ type: 'text/plain', content: text }])).parts).toEqual([
    { type: 'text/plain; charset=UTF-8', encoding, content: text },
  ]);
});

test('a subject stays in its line', () => {
  expect(unstructured('Hello\r\nBcc: someone@example.com')).toBe('Hello Bcc: someone@example.com');
});

test('a subject that looks encoded is encoded', () => {
  expect(unstructured('=?UTF-8?B?SGk=?=')).toBe('=?UTF-8?B?PT9VVEYtOD9CP1NHaz0/PQ==?=');
});

test('a long subject is encoded in words of whole characters, one a line', () => {
  const message = mime([['Subject', unstructured('日'.repeat(40))]], []);

  const word = (length: number) => `=?UTF-8?B?${Buffer.from('日'.repeat(length)).toString('base64')}?=`;
  expect(message.split('\r\n').slice(0, 4)).toEqual([`Subject: ${word(13)}`, ` ${word(13)}`, ` ${word(13)}`, ` ${word(1)}`]);
});

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['Ada Lovelace <ada@example.com>', 'Ada Lovelace <ada@example.com>'],
  ['Ädä <ada@example.com>', '=?UTF-8?B?w4Rkw6Q=?= <ada@example.com>'],
])('the address %s is written as %s', (given, written) => {
  expect(address(given)).toBe(written);
});

test('a date has the form of mail', () => {
  expect(date(Date.UTC(2023, 7, 25, 22, 0, 3))).toBe('Fri, 25 Aug 2023 22:00:03 +0000');
});
