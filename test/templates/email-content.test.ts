import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { EmailTemplate, EmailContent } from '../../src';
import { filledPart, templatesProperties, temporaryFolder, testStack } from '../support/synth';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder, 'welcome.html'), '<p>Grüße, {{name}} 😀</p>\r\n');
  writeFileSync(join(folder, 'bom.html'), '\ufeff<p>Hi</p>');
  writeFileSync(join(folder, 'latin1.html'), Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]));
  writeFileSync(join(folder, 'tokens.html'), '${Token[TOKEN.1]} #{Token[TOKEN.2]} -1.8881545897087626e+289');
  writeFileSync(join(folder, 'links.html'), '<a href="%URL%">{{name}}</a> <a href="%URL_HELP%">help</a> <a href="%URL%">%YEAR%</a>%A');
  mkdirSync(join(folder, 'folder.html'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function stackWith(html: EmailContent): Stack {
  const stack = testStack();
  new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', html });
  return stack;
}

describe('inline', () => {
  test('placeholders are replaced, so that template literals need no braces', () => {
    const stack = testStack();
    const host = new CfnParameter(stack, 'Host').valueAsString;
    new EmailTemplate(stack, 'Welcome', {
      subject: EmailContent.fromInline('%SHOP%: welcome, {{name}}', { replace: { '%SHOP%': 'Tern & Kettle' } }),
      html: EmailContent.fromInline(`<p>{{name}} at ${host}: %URL%</p>`, { replace: { '%URL%': `https://${host}/` } }),
    });
    expect(filledPart(stack, 'Subject')).toBe('Tern & Kettle: welcome, {{name}}');
    expect(filledPart(stack, 'Html', ['shop.example'])).toBe('<p>{{name}} at shop.example: https://shop.example/</p>');
  });

  test('a placeholder that does not occur is an error', () => {
    expect(() => stackWith(EmailContent.fromInline('{{name}}', { replace: { '%URL%': 'x' } }))).toThrow(new Error(
      'OrderMails/Welcome: html must contain every placeholder to replace, got: the text without "%URL%"'));
  });

  test('text without CDK tokens is used unchanged', () => {
    const content = '{{#if a}}${b} {{{c}}}{{/if}} \\u00e9 "\\" \u2028 日本 😀 %URL% {"marker":0} m0\r\n';
    const stack = stackWith(EmailContent.fromInline(content));
    expect(filledPart(stack, 'Html')).toBe(content);
    expect(templatesProperties(stack)).not.toHaveProperty('Markers');
  });

  test('tokens of every kind are replaced by their deploy-time values, in any context', () => {
    const stack = testStack();
    const host = new CfnParameter(stack, 'Host').valueAsString;
    const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    const zones = new CfnParameter(stack, 'Zones', { type: 'CommaDelimitedList' }).valueAsList;
    new EmailTemplate(stack, 'Welcome', {
      subject: `${host}`,
      html: EmailContent.fromInline(`<a href="https://${host}:${port}/{{id}}">${host}${stack.region}</a>`),
      text: EmailContent.fromInline(`${Fn.join('+', zones)} ${Lazy.string({ produce: () => 'lazy' })} ${Token.asNumber(Lazy.number({ produce: () => 7 }))}`),
    });

    expect(templatesProperties(stack).Markers).toEqual([
      { Ref: 'Host' }, { Ref: 'Port' }, { Ref: 'AWS::Region' }, { 'Fn::Join': ['+', { Ref: 'Zones' }] }, 'lazy', '7',
    ]);
    const values = ['example.com', '443', 'eu-west-1', 'a+b', 'lazy', '7'];
    expect(filledPart(stack, 'Subject', values)).toBe('example.com');
    expect(filledPart(stack, 'Html', values)).toBe('<a href="https://example.com:443/{{id}}">example.comeu-west-1</a>');
    expect(filledPart(stack, 'Text', values)).toBe('a+b lazy 7');
  });

  test('a token that resolves to an empty string keeps its marker', () => {
    const stack = stackWith(EmailContent.fromInline(`a${Lazy.string({ produce: () => '' })}b${Lazy.string({ produce: () => 'c' })}`));
    expect(templatesProperties(stack).Markers).toEqual(['', 'c']);
    expect(filledPart(stack, 'Html')).toBe('abc');
  });

  test.each([
    ['nothing', undefined, 'undefined'],
    ['a list', ['a', 'b'], '["a","b"]'],
  ])('a token that resolves to %s is an error at synth', (_, value, got) => {
    const stack = stackWith(EmailContent.fromInline(`a${Token.asString(Lazy.any({ produce: () => value }))}`));
    expect(() => templatesProperties(stack)).toThrow(`OrderMails/Welcome: html must contain only CDK tokens of strings or numbers, got one of: ${got}`);
  });

  test('a list token in a string is an error with advice', () => {
    const zones = Token.asList({ Ref: 'Zones' }, { displayHint: 'Zones' });
    expect(() => stackWith(EmailContent.fromInline(`Zones: ${zones}`))).toThrow(new Error(
      `OrderMails/Welcome: html must not contain a list that is known only at deployment, got: ${zones[0]}; join it first, as in Fn.join(', ', list)`));
  });

  test.each([
    ['half of an emoji', 'Hi, \ud83d{{name}}', '\\ud83d at index 4'],
    ['the other half', 'Hi \ude00', '\\ude00 at index 3'],
    ['two halves in the wrong order', '😀\ude00\ud83d', '\\ude00 at index 2'],
  ])('%s, which no encoding can represent, is an error', (_, content, got) => {
    expect(() => stackWith(EmailContent.fromInline(content))).toThrow(new Error(
      `OrderMails/Welcome: html must be valid Unicode, got: the lone surrogate ${got}, half of a character; cut text at whole characters, for example with Array.from(text)`));
  });

  test('half of a surrogate pair is an error in each part, in partials and in values of placeholders', () => {
    const half = EmailContent.fromInline('\ud83d');
    const whole = EmailContent.fromInline('Hi {{> greeting}}');
    const got = 'must be valid Unicode, got: the lone surrogate \\ud83d at index 0, half of a character; cut text at whole characters, for example with Array.from(text)';
    const replaced = EmailContent.fromFile(join(folder, 'links.html'), { replace: { '%URL%': '\ud83d' } });
    const stack = testStack();
    expect(() => new EmailTemplate(stack, 'All', { subject: '\ud83d', html: replaced, text: half })).toThrow(new Error(
      ['subject', 'html', 'text'].map(part => `OrderMails/All: ${part} ${got}`).join('\n')));
    expect(() => new EmailTemplate(stack, 'Partial', { subject: 'Hi', text: whole, partials: { greeting: half } })).toThrow(new Error(
      `OrderMails/Partial: partials.greeting ${got}`));
  });

  test('text that only looks like a token is an error', () => {
    expect(() => stackWith(EmailContent.fromInline('Hi ${Token[TOKEN.987654]}'))).toThrow(new Error(
      'OrderMails/Welcome: html must not contain text that looks like a CDK token but is not one, '
      + 'got: Unrecognized token key: TOKEN.987654; EmailContent.fromFile takes any text literally'));
  });
});

describe('from a file', () => {
  const file = (name: string) => join(folder, name);

  test('the text is used unchanged', () => {
    expect(filledPart(stackWith(EmailContent.fromFile(file('welcome.html'))), 'Html')).toBe('<p>Grüße, {{name}} 😀</p>\r\n');
  });

  test('a byte order mark is removed', () => {
    expect(filledPart(stackWith(EmailContent.fromFile(file('bom.html'))), 'Html')).toBe('<p>Hi</p>');
  });

  test('text that looks like CDK tokens is unchanged', () => {
    const stack = stackWith(EmailContent.fromFile(file('tokens.html')));
    expect(filledPart(stack, 'Html')).toBe('${Token[TOKEN.1]} #{Token[TOKEN.2]} -1.8881545897087626e+289');
    expect(templatesProperties(stack)).not.toHaveProperty('Markers');
  });

  test('placeholders are replaced everywhere, the longest match first, also by deploy-time values', () => {
    const url = `https://${Token.asString({ Ref: 'Host' })}/%YEAR%`;
    const stack = stackWith(EmailContent.fromFile(file('links.html'), { replace: { '%A': '.', '%URL%': url, '%URL_HELP%': 'https://help.example', '%YEAR%': '$&' } }));
    expect(filledPart(stack, 'Html', ['example.com'])).toBe(
      '<a href="https://example.com/%YEAR%">{{name}}</a> <a href="https://help.example">help</a> <a href="https://example.com/%YEAR%">$&</a>.');
    expect(templatesProperties(stack).Markers).toEqual([{ Ref: 'Host' }]);
  });

  test('placeholders that are not in the file are errors', () => {
    const content = EmailContent.fromFile(file('links.html'), { replace: { '%YEAR%': '2030', '%ORDER_URL%': 'x', '%URL%': 'y', '%URL_HELP%': 'h', '%URL': 'z', '': '?' } });
    expect(() => stackWith(content)).toThrow(new Error(
      `OrderMails/Welcome: html must contain every placeholder to replace, got: ${file('links.html')} without "%ORDER_URL%", "%URL", ""`));
  });

  test('a list token as a value is an error', () => {
    const content = EmailContent.fromFile(file('links.html'), { replace: { '%YEAR%': `${Token.asList({ Ref: 'Zones' })}` } });
    expect(() => stackWith(content)).toThrow(/^OrderMails\/Welcome: html must not contain a list that is known only at deployment, got: #\{Token\[/);
  });

  test('a relative path is resolved from the working directory, and the error names the result', () => {
    expect(() => stackWith(EmailContent.fromFile('emails/missing.html'))).toThrow(new Error(
      `OrderMails/Welcome: html must be a readable file, got: ${resolve('emails/missing.html')}, which does not exist`));
  });

  test('a folder is an error', () => {
    expect(() => stackWith(EmailContent.fromFile(file('folder.html')))).toThrow(new Error(
      `OrderMails/Welcome: html must be a readable file, got: ${file('folder.html')}, which cannot be read: EISDIR: illegal operation on a directory, read`));
  });

  test('a file in another encoding is an error', () => {
    expect(() => stackWith(EmailContent.fromFile(file('latin1.html')))).toThrow(new Error(
      `OrderMails/Welcome: html must be a file in UTF-8, got: ${file('latin1.html')}, which is not`));
  });
});

test('a subject can be a file, whose final line end is removed', () => {
  writeFileSync(join(folder, 'subject.txt'), 'Welcome to %SHOP%, {{name}}\r\n');
  const stack = testStack();
  const subject = EmailContent.fromFile(join(folder, 'subject.txt'), { replace: { '%SHOP%': 'Tern & Kettle' } });
  new EmailTemplate(stack, 'Welcome', { subject, text: EmailContent.fromInline('Hi') });
  expect(filledPart(stack, 'Subject')).toBe('Welcome to Tern & Kettle, {{name}}');
});
