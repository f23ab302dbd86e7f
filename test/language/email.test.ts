import { compile, diagnosticsOf } from './support/describe';
import { PartContent } from '../../src/contract/contract';
import { compileEmail, PartialLibrary } from '../../src/language';

describe('what is said of an email as a whole', () => {
  test('HTML alone', () => {
    expect(diagnosticsOf({ html: '<p>Hello</p>' })).toEqual([
      'warning noTextPart: There is no text part, and an email of HTML alone is more likely to be taken for spam, and cannot be read everywhere. | Add a text part.',
    ]);
  });

  test('text alone is fine', () => {
    expect(diagnosticsOf({ text: 'Hello' })).toEqual([]);
  });

  test('HTML and text that print different variables', () => {
    expect(diagnosticsOf({ html: '{{{name}}}\n{{#each items}}{{{price}}}{{/each}}{{{total}}}', text: '{{name}} {{#each items}}{{name}}{{/each}} {{#if total}}!{{/if}}' })).toEqual([
      '2:16 warning differentVariables: The html part prints {{items[].price}}, {{total}}, the text part does not: who reads that one misses something. | Print them in the text part too.',
      '1:25 warning differentVariables: The text part prints {{items[].name}}, the html part does not: who reads that one misses something. | Print it in the html part too.',
    ]);
  });

  test('of which part a variable is, that the other does not print', () => {
    const { warnings } = compile({ html: '<p>{{{a}}}</p>', text: '{{b}}' });
    expect(warnings.map(({ part, line, column, message }) => [part, line, column, message])).toEqual([
      ['html', 1, 4, 'The html part prints {{a}}, the text part does not: who reads that one misses something.'],
      ['text', 1, 1, 'The text part prints {{b}}, the html part does not: who reads that one misses something.'],
    ]);
  });

  test.each([
    ['<p>{{{x}}}</p>', 1], ['<a href="https://example.com/{{{x}}}">', 1], ['<v:roundrect href="https://example.com/{{{x}}}">', 1], ['<img alt="{{{x}}}">', 1],
    ['<td bgcolor="{{{x}}}" style="color:{{{x}}}">', 0], ['<td width="{{{x}}}%">', 0], ['<img src="https://example.com/{{{x}}}.png">', 0],
    ['<!-- {{{x}}} -->', 0], ['{{#* inline "tile"}}{{{x}}}{{/inline}}<td bgcolor="{{> tile}}">', 0], ['<td bgcolor="{{{x}}}">{{{x}}}', 1],
  ])('a text part can tell all but looks: of %s it should tell %i', (html, count) => {
    expect(diagnosticsOf({ html, text: 'x' }).filter(said => said.includes('differentVariables'))).toHaveLength(count);
  });

  test('the place of a variable that the text part lacks is where it is read', () => {
    const [{ line, column }] = compile({ html: '<td bgcolor="{{{x}}}">\n{{{x}}}', text: 'x' }).warnings;
    expect([line, column]).toEqual([2, 1]);
  });

  test('what the text part prints may be for the looks in the HTML', () => {
    expect(diagnosticsOf({ html: '<img src="https://example.com/{{{id}}}.png">', text: '{{id}}' })).toEqual([]);
  });

  test('HTML and text that print the same in different ways', () => {
    expect(diagnosticsOf({ html: '{{#with order}}{{{id}}}{{/with}}{{#if x}}{{{name}}}{{/if}}', text: '{{order.id}} {{@root.name}} {{amazonSESUnsubscribeUrl}}' })).toEqual([]);
  });

  test('a subject with a line break, and one that only its source has', () => {
    expect(diagnosticsOf({ subject: 'Hello\n{{name}}', text: 'x' })).toEqual([
      '1:1 warning subjectLineBreak: The subject has a line break in it, and a subject is one line. | Write it on one line, without an empty line behind it.',
    ]);
    expect(diagnosticsOf({ subject: 'Hello{{#if a}}\nx{{/if}}', text: 'x' })).toHaveLength(1);
    expect(diagnosticsOf({ subject: 'Hello {{~#if a~}}\nx{{/if}}', text: 'x' })).toEqual([]);
    expect(diagnosticsOf({ subject: '{{#if a}}\nHello {{name}}{{/if}}', text: 'x' })).toHaveLength(0);
  });

  test.each([[104_448, 0], [104_449, 1]])('%d bytes of HTML give %d warning of Gmail', (bytes, count) => {
    const warnings = diagnosticsOf({ html: 'é'.padEnd(bytes - 1, 'x'), text: 'x' });
    expect(warnings).toEqual(count === 0 ? [] : [
      'warning gmailClipping: The HTML is 103 KB long, and Gmail cuts an email off after 102 KB: what follows is hidden behind a link, the way to unsubscribe with it. ' +
      '| Shorten the HTML: fewer styles in each element, fewer repetitions, no comments.',
    ]);
  });

  test('a partial of another part is not known', () => {
    expect(diagnosticsOf({ html: '{{> sign}}', text: '{{#* inline "sign"}}Bye{{/inline}}{{> sign}}' })).toEqual([
      '1:5 error unknownPartial: There is no partial "sign" here. ' +
      '| It is defined in the text part, and SES carries no inline partial over to another part. Define it here too, or share it, in the folder _partials of a set or with the property "partials".',
    ]);
  });

  test('errors of all parts are told at once', () => {
    expect(diagnosticsOf({ subject: '{{if}}', html: '{{#each}}', text: '{{> x}}{{upper y}}' }).map(line => line.split(':').slice(0, 3).join(':'))).toEqual([
      '1:1 error helperArguments: "if" is a block', '1:1 error syntax: {{#each}} is never closed. | Add {{/each}} where the part of the email that it is about ends.',
      '1:8 error unknownHelper: SES has no helper "upper", and none can be added to it. | SES knows if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result',
      '1:5 error unknownPartial: There is no partial "x" here. | Define it at the beginning, {{#* inline "x"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".',
    ]);
  });

  test('of one topic, no more than twenty', () => {
    expect(diagnosticsOf({ text: '{{upper x}}\n'.repeat(30) })).toHaveLength(20);
  });
});

describe('values that are known only when the stack is deployed', () => {
  const html = (...content: Exclude<PartContent, string>) => compileEmail({ subject: { content: 's' }, html: { content }, text: { content: 'x' } });
  const said = (...content: Exclude<PartContent, string>) => {
    const { errors, warnings } = html(...content);
    return [...errors, ...warnings].map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  test('are left alone in the text, and come back in the content', () => {
    const content: PartContent = ['<a href="', { marker: 0 }, '/x?{{{id}}}">', { marker: 12 }, { marker: 0 }, '</a>'];
    expect(html(...content)).toMatchObject({ errors: [], email: { content: { html: content } } });
  });

  test('can be the scheme of an address', () => {
    expect(said('<a href="', { marker: 0 }, '{{{path}}}">')).toEqual(['1:14 The html part prints {{path}}, the text part does not: who reads that one misses something.']);
  });

  test('stand as one word in what is told of the text around', () => {
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
  ])('may not stand inside of a tag: %j', (...content) => {
    expect(said(...content)[0]).toMatch(/^1:\d+ A value that is known only when the stack is deployed stands inside of braces: \S*\$\{…\}\S*\.$/);
  });

  test('may stand in a comment', () => {
    expect(said('{{! ', { marker: 0 }, ' }}x')).toEqual([]);
  });

  test('a text may not hold the characters that stand for them', () => {
    expect(said('a\uFDD10\uFDD0', { marker: 0 })).toEqual(['1:2 The character U+FDD1 cannot stand in an email: Unicode reserves it.']);
  });

  test('line separators come back as they were', () => {
    const content = 'a\u2028b\u2029{{{x}}}\u2028';
    expect(compile({ html: content, text: '{{x}}' })).toMatchObject({ errors: [], warnings: [], email: { content: { html: content } } });
    expect(compile({ text: 'a\u2028{{upper x}}' }).errors[0]).toMatchObject({ line: 1, column: 3 });
  });
});

test('a partial that many emails share is parsed once', () => {
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
