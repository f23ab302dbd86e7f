import { readMail } from './read-mail';
import { mailDate, mime } from '../../../local/ses/mime';
import * as fc from '../../support/fast-check';

const DATE = [['Date', 'Fri, 25 Aug 2023 22:00:03 +0000']] as const;
const TIME = Date.UTC(2023, 7, 25, 22, 0, 3);
const crlf = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r\n', '=', '--', 'é', '日', '😀'), maxLength: 1_500 }),
);

test('any text in any part survives, and the message contains nothing that mail servers may change', () => {
  fc.assert(fc.property(fc.option(content, { nil: undefined }), fc.option(content, { nil: undefined }), fc.string({ unit: 'grapheme', maxLength: 200 }), (text, html, subject) => {
    const message = mime(DATE, { subject, html, text });

    const { headers, parts } = readMail(message);
    expect(parts).toEqual([
      ...text === undefined && html !== undefined ? [] : [{ type: 'text/plain; charset=UTF-8', content: crlf(text ?? '') }],
      ...html === undefined ? [] : [{ type: 'text/html; charset=UTF-8', content: crlf(html) }],
    ]);
    expect(headers.subject.trim()).toBe(subject.replace(/[\r\n]+/g, ' ').trim());
    expect(message.replace(/\r\n/g, '')).toMatch(/^[\t\x20-\x7e]*$/);
    expect(Math.max(...message.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(78);
  }), { numRuns: 300 });
});

test('a message with two parts is multipart/alternative, the HTML last', () => {
  expect(mime(DATE, { subject: 'Grüße', text: 'Hi', html: '<p>' }).split('\r\n')).toEqual([
    'Date: Fri, 25 Aug 2023 22:00:03 +0000', 'Subject: =?UTF-8?B?R3LDvMOfZQ==?=', 'MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="----=_Part_alternative"', '',
    '------=_Part_alternative', 'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: base64', '', 'SGk=',
    '------=_Part_alternative', 'Content-Type: text/html; charset=UTF-8', 'Content-Transfer-Encoding: base64', '', 'PHA+',
    '------=_Part_alternative--', '',
  ]);
});

test.each([
  ['line breaks', 'Hello\r\nBcc: someone@example.com', 'Hello Bcc: someone@example.com'],
  ['what looks encoded', '=?UTF-8?B?SGk=?=', '=?UTF-8?B?PT9VVEYtOD9CPw==?=\r\n =?UTF-8?B?U0drPT89?='],
])('a subject stays one header with %s', (_, subject, header) => {
  expect(mime(DATE, { subject })).toContain(`\r\nSubject: ${header}\r\nMIME-Version: 1.0\r\n`);
});

test('a date has the format of mail', () => {
  expect(mailDate(TIME)).toBe('Fri, 25 Aug 2023 22:00:03 +0000');
});
