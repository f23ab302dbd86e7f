import { compile, diagnosticsOf, Partials } from './support/describe';
import { compileEmail, PartialLibrary, renderEmail } from '../../src/language';

/** A text, and all that is said about it: `line:column topic: message | suggestion`. */
const CASES: Array<[template: string, ...expected: string[]]> = [
  ['{{> header}}',
    'p/header.hbs:1:1 warning htmlInText: This partial is HTML, but the text part uses it and shows <h1> literally. | Add a plain-text version, in a file next to it whose name ends in .txt, or call another partial.'],
  ['{{> heeder}}',
    '1:5 unknownPartial: There is no partial "heeder" here. | Did you mean "header"?'],
  ['{{> (lookup . "x")}}',
    '1:1 dynamicPartial: The data chooses this partial, but only partials that the template names can be compiled into it. | Name each partial: {{#if isGift}}{{> gift}}{{else}}{{> parcel}}{{/if}}.'],
  ['{{> header a b}}',
    '1:14 partialArguments: {{> header}} takes at most one unnamed value, but gets 2. | Pass the others by name: {{> header a=a b=b}}.',
    'p/header.hbs:1:1 warning htmlInText: This partial is HTML, but the text part uses it and shows <h1> literally. | Add a plain-text version, in a file next to it whose name ends in .txt, or call another partial.'],
  ['{{* foo}}',
    '1:5 unknownDecorator: SES does not support "*foo". | Only "inline" may follow *. It defines a partial: {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* foo "x"}}y{{/foo}}',
    '1:6 unknownDecorator: SES does not support "*foo". | Only "inline" may follow *. It defines a partial: {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* inline}}y{{/inline}}',
    '1:6 inlinePartialName: An inline partial needs a name in quotes. | Write {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* inline x}}y{{/inline}}',
    '1:6 inlinePartialName: An inline partial needs a name in quotes. | Write {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#if a}}{{#* inline "x"}}y{{/inline}}{{/if}}'],
  ['{{#* inline "x"}}y{{/inline}}{{#* inline "x"}}z{{/inline}}',
    '1:42 warning inlinePartialTwice: The inline partial "x" is defined twice, and the last definition applies. | Remove one, or rename it.'],
  ['{{#* inline "x"}}{{> x}}{{/inline}}{{> x}}',
    '1:22 recursivePartial: The partial "x" calls itself: x -> x. | A partial is compiled into its caller, so this would never end. Repeat with {{#each}} instead.'],
  ['{{#* inline "x"}}{{> y}}{{/inline}}{{#* inline "y"}}{{> x}}{{/inline}}',
    '1:57 recursivePartial: The partial "x" calls itself: x -> y -> x. | A partial is compiled into its caller, so this would never end. Repeat with {{#each}} instead.'],
  ['{{> @partial-block}}',
    '1:5 partialBlockOutsideLayout: {{> @partial-block}} prints the block that a layout is called with, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#* inline "x"}}{{../a}}{{/inline}}{{#each b}}{{> x}}{{/each}}',
    '1:20 warning parentOfPartial: ../a steps out of the partial "x". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{> x a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#* inline "x"}}{{#with c}}{{../../a.b}}{{/with}}{{/inline}}{{#each b}}{{> x}}{{/each}}',
    '1:31 warning parentOfPartial: ../../a.b steps out of the partial "x". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{> x a=../a}}, then {{a.b}}. Or take it from the top of the data: {{@root.a.b}}.'],
  ['{{#* inline "x"}}{{../a}}{{/inline}}{{> x}}',
    '1:20 parentOutsidePartial: ../a steps out of the partial "x", which cannot see the data around it. | Pass the value: {{> x a=a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#each b}}{{> shop/price}}{{/each}}',
    '1:3 warning parentOfPartial: ../currency steps out of the partial "shop/price". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{> shop/price currency=../currency}}, then {{currency}}. Or take it from the top of the data: {{@root.currency}}.'],
  ['{{#each b}}{{#> box}}{{/box}}{{#> box}}{{../a}}{{/box}}{{/each}}',
    '1:42 warning parentOfPartial: ../a steps out of the block of the layout "box". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{#> box a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#each b}}{{#> slotted}}{{#* inline "slot"}}{{../a}}{{/inline}}{{/slotted}}{{/each}}',
    '1:48 warning parentOfPartial: ../a steps out of the partial "slot". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{#> slotted a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#* inline "x"}}{{> nope}}{{/inline}}',
    '1:22 unknownPartial: There is no partial "nope" here. | Define it at the beginning, {{#* inline "nope"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".'],
  ['{{#each a as |item|}}{{#> box}}{{item.name}}{{/box}}{{/each}}',
    '1:34 blockParameterOutOfReach: "item" is not visible here: this text becomes a partial, which cannot see the names of "as |…|" around it. | Pass it: {{#> box item=item}}.'],
  ['{{#each a as |item|}}{{#> box item=item}}{{item.name}}{{/box}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/each}}',
    '1:58 blockParameterOutOfReach: "item" is not visible here: this text becomes a partial, which cannot see the names of "as |…|" around it. | Pass it: {{#> slotted item=item}}.'],
  ['{{#each a as |item|}}{{#> slotted item=item}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{#with b as |item|}}{{item.name}}{{/with}}{{/inline}}{{/slotted}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{#> box}}{{item.name}}{{/box}}{{/inline}}{{/slotted}}{{/each}}',
    '1:68 blockParameterOutOfReach: "item" is not visible here: this text becomes a partial, which cannot see the names of "as |…|" around it. | Pass it: {{#> slotted item=item}}.'],
  ['{{#* inline "x"}}{{@index}}{{/inline}}{{> x}}',
    '1:20 loopVariableOutsideLoop: @index exists only inside {{#each}}. | Move it into the loop.'],
  ['{{> cycle}}',
    'p/cycle2.hbs:2:5 recursivePartial: The partial "cycle" calls itself: cycle -> cycle2 -> cycle. | A partial is compiled into its caller, so this would never end. Repeat with {{#each}} instead.'],
  ['{{> broken}}',
    'p/broken.hbs:2:1 blockNotClosed: {{#if b}} is never closed. | Add {{/if}} where the block ends.'],
  ['{{> helper}}',
    'p/helper.hbs:2:2 unknownHelper: SES has no helper "upper"; Amazon Pinpoint had it. | SES supports if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{a}}.'],
  ['{{> @partial-block}}',
    '1:5 partialBlockOutsideLayout: {{> @partial-block}} prints the block that a layout is called with, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#> box}}{{> @partial-block}}{{/box}}',
    '1:15 partialBlockOutsideLayout: {{> @partial-block}} prints the block that a layout is called with, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#> nope}}default{{/nope}}',
    '1:6 unknownPartial: There is no partial "nope" here. | Define it at the beginning, {{#* inline "nope"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".'],
  ['{{> header undefined}}',
    'p/header.hbs:2:1 neverHasValue: {{title}} can never have a value here. | Check the name, and the values of the blocks and partials around it.',
    'p/header.hbs:1:1 warning htmlInText: This partial is HTML, but the text part uses it and shows <h1> literally. | Add a plain-text version, in a file next to it whose name ends in .txt, or call another partial.'],
  ['{{#* inline "x"}}{{y}}{{/inline}}{{> x y=undefined}}',
    '1:18 neverHasValue: {{y}} can never have a value here. | Check the name, and the values of the blocks and partials around it.'],
];

const SHARED: Partials = {
  'header': { content: '<h1>\n{{title}}</h1>', file: 'p/header.hbs' },
  'cycle': '{{> cycle2}}',
  'cycle2': { content: 'a\n{{> cycle}}', file: 'p/cycle2.hbs' },
  'broken': { content: 'a\n{{#if b}}', file: 'p/broken.hbs' },
  'helper': { content: 'x\n {{upper a}}', file: 'p/helper.hbs' },
  'box': '[{{> @partial-block}}]',
  'shop/price': '{{../currency}}',
  'slotted': '[{{> slot}}]',
};

test.each(CASES)('%j', (template, ...expected) => {
  expect(diagnosticsOf({ text: template }, SHARED).map(diagnostic => diagnostic.replace(' error ', ' '))).toEqual(expected);
});

const DROPPED: Array<[template: string, ...expected: string[]]> = [
  ['{{#> frame}}body {{y}}{{/frame}}',
    '1:6 warning unusedBlock: The layout "frame" does not print {{> @partial-block}}, so the content of this block is dropped. | Write {{> @partial-block}} in the layout, where the content belongs.'],
  ['{{#> frame}}\n{{! nothing }}\n{{/frame}}'],
  ['{{#> page}}{{#* inline "titel"}}T{{/inline}}\n{{/page}}',
    '1:24 warning unusedBlock: The layout "page" does not call "titel", so its content is dropped. | Did you mean "title"?'],
  ['{{#> box}}{{#* inline "other"}}T{{/inline}}body{{/box}}',
    '1:23 warning unusedBlock: The layout "box" does not call "other", so its content is dropped. | Remove it, or write {{> other}} in the layout, where it belongs.'],
  ['{{#> box}}{{#* inline "mine"}}T{{/inline}}{{> mine}}{{/box}}'],
  ['{{#> maybe}}{{#* inline "slot"}}T{{/inline}}body{{/maybe}}'],
  ['{{#> outer}}{{#* inline "slot"}}T{{/inline}}body{{/outer}}'],
  ['{{#> outer}}{{#> frame}}x{{/frame}}{{/outer}}',
    '1:18 warning unusedBlock: The layout "frame" does not print {{> @partial-block}}, so the content of this block is dropped. | Write {{> @partial-block}} in the layout, where the content belongs.'],
  ['{{#* inline "x"}}{{#> box}}a{{/box}}{{/inline}}'],
];

test.each(DROPPED)('what a layout drops: %j', (template, ...expected) => {
  expect(diagnosticsOf({ text: template }, {
    box: '[{{> @partial-block}}]',
    frame: 'frame',
    page: '<{{#> title}}none{{/title}}>',
    maybe: '{{#if a}}{{> slot}}{{> @partial-block}}{{/if}}',
    outer: '{{#> box}}{{#> slot}}default{{/slot}}{{> @partial-block}}{{/box}}',
  })).toEqual(expected);
});

test.each([
  '{{#each a as |item|}}{{#> box item=item}}{{item.name}}{{/box}}{{/each}}',
  '{{#each a as |item|}}{{#> slotted item=item}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/each}}',
  '{{#each a as |item|}}{{#> box item=item}}{{#> slotted}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/box}}{{/each}}',
])('values passed to a layout are known in its block: %j', template => {
  const { email } = compile({ text: template }, SHARED);
  expect(renderEmail(email!, { a: [{ name: 'x' }, { name: 'y' }] }).email!.text).toMatch(/^(\[x\]\[y\]|\[\[x\]\]\[\[y\]\])$/);
});

describe('a library', () => {
  const text = (content: string) => ({ content });
  const compiled = (library: PartialLibrary) => {
    const call = text('{{> sign}}');
    const { email, errors } = compileEmail({ subject: call, html: call, text: call }, library);
    return email ? Object.values(renderEmail(email, {}).email!) : errors.map(({ message }) => message);
  };

  test('may have a partial for HTML and another for subject and text', () => {
    expect(compiled(new PartialLibrary({ sign: { html: text('<b>Bye</b>'), text: text('Bye') } }))).toEqual(['Bye', '<b>Bye</b>', 'Bye']);
  });

  test('adds no line end of a file to a subject', () => {
    expect(compiled(new PartialLibrary({ sign: text('Bye\r\n') }))).toEqual(['Bye', 'Bye\r\n', 'Bye\r\n']);
  });

  test('falls back to another library', () => {
    const wider = new PartialLibrary({ sign: text('{{> name}}'), name: text('all') });
    expect(compiled(new PartialLibrary({ name: text('mine') }, wider))).toEqual(['mine', 'mine', 'mine']);
    expect(compiled(new PartialLibrary({ sign: text('{{*x}}') }, wider))).toEqual(['SES does not support "*x".']);
    expect(new PartialLibrary({ other: text(''), name: text('') }, wider).names).toEqual(['other', 'name', 'sign']);
  });
});

test('what the data contains is said without the arguments of partials', () => {
  const library = { page: { content: '{{lang}} {{userName}}' } };
  const { email } = compile({ subject: 'x', text: '{{> page lang="en" user_name=a}}' }, { page: library.page.content });
  expect(renderEmail(email!, { a: '1', b: '2' }).errors.map(({ suggestion }) => suggestion)).toEqual(['Did you mean `user_name`? The data contains user_name, a and b.']);
});
