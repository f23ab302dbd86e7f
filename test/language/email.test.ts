import { compile, diagnosticsOf } from './support/describe';
import { PartContent } from '../../src/contract/contract';
import { compileEmail, PartialLibrary } from '../../src/language';

const different = (message: string) => `warning differentVariables: ${message} | Print them in both, so that every reader sees them.`;

describe('an email as a whole', () => {
  test('of HTML only', () => {
    expect(diagnosticsOf({ html: '<p>Hello</p>' })).toEqual([
      'info noTextPart: There is no text part. Some readers and spam filters prefer an email that has one. | Add a text part.',
    ]);
  });

  test('of text only', () => {
    expect(diagnosticsOf({ text: 'Hello' })).toEqual([]);
  });

  test('whose HTML and text print different values', () => {
    const html = '<p>{{{name}}}\n{{#each items}}{{{price}}}{{/each}}{{{total}}}{{{date}}}{{{address}}}</p>';
    expect(diagnosticsOf({ html, text: '{{name}} {{#each items}}{{name}}{{/each}} {{#if total}}!{{/if}}' })).toEqual([
      `2:16 ${different('The html part prints 4 of its 5 values, {{items[].price}}, {{total}}, {{date}} and 1 more, which the text part does not. The text part prints {{items[].name}}, which the html part does not.')}`,
    ]);
    expect(diagnosticsOf({ html: '<p>{{{name}}}</p>', text: '{{name}} {{code}}' })).toEqual([
      `1:10 ${different('The text part prints {{code}}, which the html part does not.')}`,
    ]);
  });

  test('whose text lacks little, or only a link', () => {
    const html = (link: string) => `<p>{{{name}}} {{{date}}} {{{total}}} ${link}</p>`;
    const text = '{{name}} {{date}} {{total}}';
    expect(diagnosticsOf({ html: html('{{{taxId}}}'), text })).toEqual([
      '1:38 info differentVariables: The html part prints {{taxId}}, which the text part does not. | Print them in both, so that every reader sees them.',
    ]);
    expect(diagnosticsOf({ html: html('<a href="{{{url}}}">Pay</a>'), text })).toEqual([
      `1:47 ${different('The html part prints {{url}}, which the text part does not.')}`,
    ]);
  });

  test('whose text prints no value at all', () => {
    expect(diagnosticsOf({ html: '<p>{{{name}}} {{{code}}}</p>', text: 'See the HTML.' })).toEqual([
      'info textPartWithoutValues: The text part prints none of the 2 values of the html part. | Print what readers of plain text need, such as links.',
    ]);
  });

  test.each([
    ['{{{body}}}', '{{bodyText}}'], ['{{{message_html}}}', '{{message_text}}'], ['{{{htmlBody}}}', '{{textBody}}'], ['{{{intro.html}}}', '{{intro.text}}'],
    ['{{{name}}} {{{year}}} {{{currentYear}}}', '{{name}}'], ['{{{name}}} {{{email}}}', '{{name}}'], ['{{{name}}} {{{user.emailAddress}}}', '{{name}}'],
    ['<title>{{{title}}}</title>{{{name}}} {{{preheader}}}', '{{name}}'], ['<img alt="{{{alt}}}"> {{{name}}}', '{{name}}'],
  ])('whose parts print the same value in two forms, or a value that only one part can show: %s and %s', (html, text) => {
    expect(diagnosticsOf({ html: `<p>${html}</p>`, text })).toEqual([]);
  });

  test.each([
    ['<p>{{{x}}}</p>', 1], ['<a href="https://example.com/{{{x}}}">', 1], ['<v:roundrect href="https://example.com/{{{x}}}">', 1],
    ['<td bgcolor="{{{x}}}" style="color:{{{x}}}">', 0], ['<td width="{{{x}}}%">', 0], ['<img src="https://example.com/{{{x}}}.png">', 0],
    ['<!-- {{{x}}} -->', 0], ['{{#* inline "tile"}}{{{x}}}{{/inline}}<td bgcolor="{{> tile}}">', 0], ['<td bgcolor="{{{x}}}">{{{x}}}', 1],
  ])('whose HTML prints a value for the reader, or for styling: %s', (html, count) => {
    expect(diagnosticsOf({ html: `${html}{{{name}}}`, text: '{{name}}' }).filter(said => said.includes('differentVariables'))).toHaveLength(count);
  });

  test('whose HTML prints a visible value that the text lacks', () => {
    const [{ line, column }] = compile({ html: '<td bgcolor="{{{x}}}">\n{{{x}}}{{{name}}}', text: '{{name}}' }).warnings;
    expect([line, column]).toEqual([2, 1]);
  });

  test('whose text prints a value that the HTML uses for styling', () => {
    expect(diagnosticsOf({ html: '<img src="https://example.com/{{{id}}}.png">', text: '{{id}}' })).toEqual([]);
  });

  test('whose parts print the same value in different ways', () => {
    expect(diagnosticsOf({ html: '<p>{{#with order}}{{{id}}}{{/with}}{{#if x}}{{{name}}}{{/if}}', text: '{{order.id}} {{@root.name}} {{amazonSESUnsubscribeUrl}}' })).toEqual([]);
  });

  test('with a line break in its subject, or only in its source', () => {
    expect(diagnosticsOf({ subject: 'Hello\n{{name}}', text: 'x' })).toEqual([
      '1:1 warning subjectLineBreak: The subject has a line break, but a subject is a single line. | Write it on one line, without an empty line after it.',
    ]);
    expect(diagnosticsOf({ subject: 'Hello{{#if a}}\nx{{/if}}', text: 'x' })).toHaveLength(1);
    expect(diagnosticsOf({ subject: 'Hello {{~#if a~}}\nx{{/if}}', text: 'x' })).toEqual([]);
    expect(diagnosticsOf({ subject: '{{#if a}}\nHello {{name}}{{/if}}', text: 'x' })).toHaveLength(0);
  });

  test.each([[104_448, 0], [104_449, 1]])('of %d bytes of HTML gives %d warning of Gmail', (bytes, count) => {
    const warnings = diagnosticsOf({ html: `<p>é${'x'.repeat(bytes - 5)}`, text: 'x' });
    expect(warnings).toEqual(count === 0 ? [] : [
      'warning gmailClipping: The HTML is 103 KB long, and Gmail clips emails at 102 KB: it hides the rest behind a link, including the unsubscribe link. ' +
      '| Shorten the HTML: fewer styles on each element, fewer repetitions, no comments.',
    ]);
  });

  test.each([
    ['{{amazonSESUnsubscribeUrl}} {{amazonSESUnsubscribeUrl}}', '', undefined],
    ['{{amazonSESUnsubscribeUrl}} {{amazonSESUnsubscribeUrl}}', '{{amazonSESUnsubscribeUrl}}', 3],
    ['{{amazonSESUnsubscribeUrl}} {{#if a}}{{amazonSESUnsubscribeUrl}}{{else}}{{amazonSESUnsubscribeUrl}}{{/if}}', '', undefined],
    ['{{#if a}}x{{else}}{{amazonSESUnsubscribeUrl}} {{amazonSESUnsubscribeUrl}}{{/if}}', '{{amazonSESUnsubscribeUrl}}', 3],
    ['{{#* inline "footer"}}{{amazonSESUnsubscribeUrl}}{{/inline}}{{> footer}} {{> footer}}', '{{amazonSESUnsubscribeUrl}}', 3],
  ])('with links to unsubscribe: %s and %s', (html, text, links) => {
    expect(diagnosticsOf({ html: `<p>${html}</p>`, text: `Bye ${text}` })).toEqual(links === undefined ? [] : [
      `warning unsubscribeLinks: This email has {{amazonSESUnsubscribeUrl}} ${links} times, but SES replaces it at most twice. | Keep one in each part.`,
    ]);
  });

  test('a partial of another part is unknown', () => {
    expect(diagnosticsOf({ html: '{{> sign}}', text: '{{#* inline "sign"}}Bye{{/inline}}{{> sign}}' })).toEqual([
      '1:5 error unknownPartial: There is no partial "sign" here. ' +
      '| It is defined in the text part, and SES does not carry inline partials over to other parts. Define it here, too, or share it, in the folder _partials of a set or with the property "partials".',
    ]);
  });

  test('the errors of all parts are reported at once', () => {
    expect(diagnosticsOf({ subject: '{{if}}', html: '{{#each}}', text: '{{> x}}{{upper y}}' })).toEqual([
      '1:1 error helperNeedsBlock: "if" is a block: it needs a # and an end. | Write {{#if name}}…{{/if}}.',
      '1:1 error blockNotClosed: {{#each}} is never closed. | Add {{/each}} where the block ends.',
      '1:8 error unknownHelper: SES has no helper "upper"; Amazon Pinpoint had it. | SES supports if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{y}}.',
      '1:5 error unknownPartial: There is no partial "x" here. | Define it at the beginning, {{#* inline "x"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".',
    ]);
  });

  test('at most twenty diagnostics of one kind are reported', () => {
    expect(diagnosticsOf({ text: '{{upper x}}\n'.repeat(30) })).toHaveLength(20);
  });
});

describe('deploy-time values', () => {
  const html = (...content: Exclude<PartContent, string>) => compileEmail({ subject: { content: 's' }, html: { content }, text: { content: 'x' } });
  const reported = (...content: Exclude<PartContent, string>) => {
    const { errors, warnings, infos } = html(...content);
    return [...errors, ...warnings, ...infos].map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  test('are unchanged in the text, and returned in the content', () => {
    const content: PartContent = ['<a href="', { marker: 0 }, '/x?{{{id}}}">', { marker: 12 }, { marker: 0 }, '</a>'];
    expect(html(...content)).toMatchObject({ errors: [], email: { content: { html: content } } });
  });

  test('can be the scheme of an address', () => {
    expect(reported('<a href="', { marker: 0 }, '{{{path}}}">')).toEqual(['undefined:undefined The text part prints none of the values of the html part.']);
  });

  test('are one word in diagnostics of the surrounding text', () => {
    const { errors: [error] } = html('a ', { marker: 7 }, ' {{upper x}}');
    expect(error).toMatchObject({ line: 1, column: 8, frame: '> 1 | a ${…} {{upper x}}\n    |        ^^^^^^^^^^^' });
  });

  test.each<Exclude<PartContent, string>>([
    ['{{', { marker: 0 }, '}}'],
    ['{{order.', { marker: 0 }, '}}'],
    ['{{lookup x "', { marker: 0 }, '"}}'],
    ['{{#if ', { marker: 0 }, '}}x{{/if}}'],
    ['{{> ', { marker: 0 }, '}}'],
    ['{{> x ', { marker: 0 }, '=1}}{{#* inline "x"}}{{/inline}}'],
  ])('are refused inside a tag: %j', (...content) => {
    expect(reported(...content)[0]).toMatch(/^1:\d+ A value that is known only at deployment is inside the braces: \S*\$\{…\}\S*\.$/);
  });

  test('are allowed in a comment', () => {
    expect(reported('{{! ', { marker: 0 }, ' }}x')).toEqual([]);
  });

  test('a text must not contain the characters that represent them', () => {
    expect(reported('a\uFDD10\uFDD0', { marker: 0 })).toEqual(['1:2 The character U+FDD1 cannot be in an email: Unicode reserves it.']);
  });

  test('line separators are unchanged', () => {
    const content = 'a\u2028b\u2029{{{x}}}\u2028';
    expect(compile({ html: content, text: '{{x}}' })).toMatchObject({ errors: [], warnings: [], email: { content: { html: content } } });
    expect(compile({ text: 'a\u2028{{upper x}}' }).errors[0]).toMatchObject({ line: 1, column: 3 });
  });
});

test('a partial shared by many emails is parsed once', () => {
  let reads = 0;
  const partials = new PartialLibrary({
    sign: {
      get content() {
        reads++;
        return 'Bye, {{name}}';
      },
    },
  });
  for (let count = 0; count < 3; count++) {
    expect(compileEmail({ subject: { content: 's' }, text: { content: '{{> sign}}' } }, partials).errors).toEqual([]);
  }
  expect(reads).toBe(1);
});
