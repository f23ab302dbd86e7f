import { compile, diagnosticsOf, Partials } from './support/describe';

function expanded(text: string, partials: Partials): unknown {
  const { errors, email } = compile({ text }, partials);
  expect(errors).toEqual([]);
  return email!.content.text;
}

test('a text without shared partials is left as it is', () => {
  const text = '{{#* inline "p"}}\n  x{{! c }}\n{{/inline}}\n{{> p }} {{~a~}} \\{{b}}\n';
  expect(expanded(text, { header: 'unused' })).toBe(text);
});

test('used partials are defined once, before their callers; unused ones are not', () => {
  expect(expanded('{{> page}}{{> price of=total}}', { page: '<{{> price of=sum}}|{{> logo}}>', price: '{{of}} EUR', logo: 'Logo', unused: 'x' })).toBe(
    '{{#* inline "price"}}{{of}} EUR{{/inline~}}\n' +
    '{{#* inline "logo"}}Logo{{/inline~}}\n' +
    '{{#* inline "page"}}<{{> price of=sum}}|{{> logo}}>{{/inline~}}\n' +
    '{{> page}}{{> price of=total}}',
  );
});

test('an inline partial of the part takes precedence over a shared one of the same name', () => {
  expect(expanded('{{#* inline "sign"}}mine{{/inline}}{{> letter}}', { letter: 'Bye {{> sign}}', sign: 'shared' })).toBe(
    '{{#* inline "sign"}}mine{{/inline~}}\n{{#* inline "letter"}}Bye {{> sign}}{{/inline~}}\n{{> letter}}',
  );
});

test('a layout is copied for each block passed to it', () => {
  const partials = { layout: '<main>{{> @partial-block}}</main>{{#> footer}}Shop{{/footer}}' };
  expect(expanded('{{#> layout}}Hello {{name}}{{/layout}}', partials)).toBe(
    '{{#* inline "layout-block"}}Hello {{name}}{{/inline~}}\n' +
    '{{#* inline "footer-block"}}Shop{{/inline~}}\n' +
    '{{#* inline "layout"}}<main>{{> layout-block}}</main>{{> footer-block}}{{/inline~}}\n' +
    '{{> layout}}',
  );
  expect(expanded('{{#> layout}}1{{#* inline "footer"}}F{{/inline}}{{/layout}}{{#> layout}}2{{/layout}}', partials)).toBe(
    '{{#* inline "layout-block"}}1{{/inline~}}\n' +
    '{{#* inline "footer"}}F{{/inline~}}\n' +
    '{{#* inline "layout"}}<main>{{> layout-block}}</main>{{> footer}}{{/inline~}}\n' +
    '{{#* inline "layout-block-2"}}2{{/inline~}}\n' +
    '{{#* inline "footer-block"}}Shop{{/inline~}}\n' +
    '{{#* inline "layout-2"}}<main>{{> layout-block-2}}</main>{{> footer-block}}{{/inline~}}\n' +
    '{{> layout}}{{> layout-2}}',
  );
});

test('a layout within a layout', () => {
  const partials = { page: '<html>{{> @partial-block}}</html>', mail: '{{#> page}}<body>{{> @partial-block}}</body>{{/page}}' };
  expect(expanded('{{#> mail}}Hi{{/mail}}', partials)).toBe(
    '{{#* inline "mail-block"}}Hi{{/inline~}}\n' +
    '{{#* inline "page-block"}}<body>{{> mail-block}}</body>{{/inline~}}\n' +
    '{{#* inline "page"}}<html>{{> page-block}}</html>{{/inline~}}\n' +
    '{{#* inline "mail"}}{{> page}}{{/inline~}}\n' +
    '{{> mail}}',
  );
});

const PRINTED: Array<[partial: string, printed: string]> = [
  ['\nx', '{{! }}\nx'],
  ['  x\n  ', '  x\n  {{! }}'],
  ['{{#if a}}\nx\n{{/if}}\ny', '{{#if a}}x\n{{/if}}y'],
  ['{{#if a}}\n\nx{{/if}}', '{{#if a}}{{! }}\nx{{/if}}'],
  ['{{#if a}}x{{else if b}}y{{else}}z{{/if}}', '{{#if a}}x{{else if b}}y{{else}}z{{/if}}'],
  ['{{^a}}x{{/a}}{{#a}}{{^}}y{{/a}}', '{{^a}}x{{/a}}{{#a}}{{else}}y{{/a}}'],
  ['{{#each  a  as |x i|}}{{x}}{{/each}}', '{{#each  a as |x i|}}{{x}}{{/each}}'],
  ['{{ a }}{{~b~}}{{{ c }}}{{&d}}', '{{a}}{{b}}{{{c}}}{{{d}}}'],
  ['{{lookup a "b"}}{{#if (lookup a b) includeZero=true}}x{{/if}}', '{{lookup a "b"}}{{#if (lookup a b) includeZero=true}}x{{/if}}'],
  ['a{{! note }}b{{!-- {{c}} --}}', 'ab'],
  ['\\{{a}} \\\\{{b}} c\\{{d}}', '\\{{a}}{{! }} \\ {{~b}} c\\{{d}}'],
  ['{ {{~! c }}{a', '{ {{~#if ""}}{{/if}}{a'],
  ['a\\', 'a\\ {{~#if ""}}{{/if}}'],
  ['{ {{~a~}} }', '{ {{~a~}} }'],
  ['{{{{if a}}}} {{b}} {{{{/if}}}}', '{{#if a}} \\{{b}} {{/if}}'],
  ['a { {{~! c }}', 'a { {{~#if ""}}{{/if}}'],
];

test.each(PRINTED)('%j is compiled to %j', (partial, printed) => {
  expect(expanded('{{> p}}', { p: partial })).toBe(`{{#* inline "p"}}${printed}{{/inline~}}\n{{> p}}`);
});

test('a text that begins with whitespace keeps it', () => {
  expect(expanded('\n {{> p}}', { p: 'x' })).toBe('{{#* inline "p"}}x{{/inline~}}\n{{! }}{{! }}\n {{! }}{{> p}}');
});

test('names that are unsuitable for inline partials are changed', () => {
  expect(expanded('{{> "shop/my header"}}', { 'shop/my header': 'x' })).toBe('{{#* inline "shop-my-header"}}x{{/inline~}}\n{{> shop-my-header}}');
});

test('deploy-time values in a partial are kept, once for each copy', () => {
  const layout = { content: ['https://', { marker: 3 }, '/{{> @partial-block}}'] };
  expect(expanded('{{#> layout}}a{{/layout}} {{#> layout}}b{{/layout}}', { layout })).toEqual([
    '{{#* inline "layout-block"}}a{{/inline~}}\n{{#* inline "layout"}}https://', { marker: 3 }, '/{{> layout-block}}{{/inline~}}\n' +
    '{{#* inline "layout-block-2"}}b{{/inline~}}\n{{#* inline "layout-2"}}https://', { marker: 3 }, '/{{> layout-block-2}}{{/inline~}}\n' +
    '{{> layout}} {{> layout-2}}',
  ]);
});

test('a problem after compiling is reported where it was written', () => {
  const partials = { row: { content: '<tr>\n  <td {{width}}>{{../currency}}</td>\n</tr>\n', file: 'row.html' } };
  expect(diagnosticsOf({ html: '<p>\n{{#each items}}\n  {{> row}}\n{{/each}}\n</p>' }, partials)).toEqual([
    'row.html:2:19 warning parentOfPartial: ../currency steps out of the partial "row". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. ' +
    '| Pass the value: {{> row currency=../currency}}, then {{currency}}. Or take it from the top of the data: {{@root.currency}}.',
    'row.html:2:7 warning htmlVariableInUnsafePlace: {{width}} is inside a tag, but not in an attribute, where escaping its value does not help. ' +
    '| Put it in a quoted attribute, or use {{#if}} to choose between fixed texts.',
    expect.stringMatching(/^row\.html:2:17 info htmlVariableInMarkup: .* in the value of \{\{\.\.\/currency\}\} changes the email/),
    expect.stringMatching(/^info noTextPart/),
  ]);
});

describe('partials that multiply end with an error', () => {
  const tooComplex = /^(\d+:\d+ )?error tooManyPartials: The partials of this template call each other too many times. \| Reduce the calls between partials.$/;
  const chain = (length: number, text: (next: string) => string, end: string) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`p${index}`, index === length - 1 ? end : text(`p${index + 1}`)]));

  test('that call others twice', () => {
    const reported = diagnosticsOf({ text: '{{> p0}}' }, chain(40, next => `{{> ${next}}}{{> ${next}}}`, 'x'));
    expect(reported).toEqual([expect.stringMatching(tooComplex)]);
  });

  test('that are layouts of others twice', () => {
    const twice = (next: string) => ['a', 'b'].map(text => `{{#> ${next}}}{{> @partial-block}}${text}{{/${next}}}`).join('');
    const reported = diagnosticsOf({ text: '{{#> p0}}x{{/p0}}' }, chain(30, twice, '{{> @partial-block}}'));
    expect(reported[0]).toMatch(tooComplex);
  });

  test('that are nested too deeply', () => {
    expect(diagnosticsOf({ text: '{{> p0}}' }, chain(150, next => `{{> ${next}}}`, 'x'))).toEqual([expect.stringMatching(tooComplex)]);
  });
});
