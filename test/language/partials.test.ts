import { compile, diagnosticsOf, Partials } from './support/describe';
import { compileEmail, PartialLibrary, renderEmail } from '../../src/language';

/** A text, and all that is said about it: `line:column topic: message | suggestion`. */
const CASES: Array<[template: string, ...expected: string[]]> = [
  ['{{> header}}'],
  ['{{> heeder}}',
    '1:5 unknownPartial: There is no partial "heeder" here. | Did you mean "header"?'],
  ['{{> (lookup . "x")}}',
    '1:1 dynamicPartial: This partial is chosen by the data, and only partials that are named in the template can be compiled into it. | Name each partial: {{#if isGift}}{{> gift}}{{else}}{{> parcel}}{{/if}}.'],
  ['{{> header a b}}',
    '1:14 partialArguments: {{> header}} takes one value at most, but gets 2. | Give further ones by name: {{> header a=a b=b}}.'],
  ['{{* foo}}',
    '1:5 unknownDecorator: "*foo" is not something that SES knows. | The only word that may follow * is "inline", which defines a partial: {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* foo "x"}}y{{/foo}}',
    '1:6 unknownDecorator: "*foo" is not something that SES knows. | The only word that may follow * is "inline", which defines a partial: {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* inline}}y{{/inline}}',
    '1:6 inlinePartial: An inline partial needs a name in quotes. | Write {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#* inline x}}y{{/inline}}',
    '1:6 inlinePartial: An inline partial needs a name in quotes. | Write {{#* inline "footer"}}…{{/inline}}.'],
  ['{{#if a}}{{#* inline "x"}}y{{/inline}}{{/if}}',
    '1:15 inlinePartial: The inline partial "x" is defined inside a block. | Move it to the beginning of the part, where SES expects it, and hand over what it needs: {{> row item=this}}.'],
  ['{{#* inline "x"}}y{{/inline}}{{#* inline "x"}}z{{/inline}}',
    '1:42 inlinePartial: The inline partial "x" is defined twice. | Remove one, or rename it.'],
  ['{{#* inline "x"}}{{> x}}{{/inline}}{{> x}}',
    '1:22 recursivePartial: The partial "x" calls itself: x -> x. | A partial is compiled into what calls it, so that this would never end. Repeat with {{#each}} instead.'],
  ['{{#* inline "x"}}{{> y}}{{/inline}}{{#* inline "y"}}{{> x}}{{/inline}}',
    '1:57 recursivePartial: The partial "x" calls itself: x -> y -> x. | A partial is compiled into what calls it, so that this would never end. Repeat with {{#each}} instead.'],
  ['{{> @partial-block}}',
    '1:5 unknownPartial: {{> @partial-block}} stands for the block that a layout is put around, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#* inline "x"}}{{../a}}{{/inline}}{{#each b}}{{> x}}{{/each}}',
    '1:20 unreachableParent: ../a steps out of the partial "x", where Handlebars knows nothing. | Hand the value over: {{> x a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#* inline "x"}}{{#with c}}{{../../a.b}}{{/with}}{{/inline}}{{#each b}}{{> x}}{{/each}}',
    '1:31 unreachableParent: ../../a.b steps out of the partial "x", where Handlebars knows nothing. | Hand the value over: {{> x a=../a}}, then {{a.b}}. Or take it from the top of the data: {{@root.a.b}}.'],
  ['{{#* inline "x"}}{{../a}}{{/inline}}{{> x}}',
    '1:20 unreachableParent: ../a steps out of the partial "x", where Handlebars knows nothing. | Hand the value over: {{> x a=a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#each b}}{{> shop/price}}{{/each}}',
    '1:3 unreachableParent: ../currency steps out of the partial "shop/price", where Handlebars knows nothing. | Hand the value over: {{> shop/price currency=../currency}}, then {{currency}}. Or take it from the top of the data: {{@root.currency}}.'],
  ['{{#each b}}{{#> box}}{{/box}}{{#> box}}{{../a}}{{/box}}{{/each}}',
    '1:42 unreachableParent: ../a steps out of the block of the layout "box", where Handlebars knows nothing. | Hand the value over: {{#> box a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#each b}}{{#> slotted}}{{#* inline "slot"}}{{../a}}{{/inline}}{{/slotted}}{{/each}}',
    '1:48 unreachableParent: ../a steps out of the partial "slot", where Handlebars knows nothing. | Hand the value over: {{#> slotted a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#* inline "x"}}{{> nope}}{{/inline}}',
    '1:22 unknownPartial: There is no partial "nope" here. | Define it at the beginning, {{#* inline "nope"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".'],
  ['{{#each a as |item|}}{{#> box}}{{item.name}}{{/box}}{{/each}}',
    '1:34 blockParameter: "item" is known outside of this block only: the block becomes a partial. | Hand it over: {{#> box item=item}}.'],
  ['{{#each a as |item|}}{{#> box item=item}}{{item.name}}{{/box}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/each}}',
    '1:58 blockParameter: "item" is known outside of this block only: the block becomes a partial. | Hand it over: {{#> slotted item=item}}.'],
  ['{{#each a as |item|}}{{#> slotted item=item}}{{#* inline "slot"}}{{item.name}}{{/inline}}{{/slotted}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{#with b as |item|}}{{item.name}}{{/with}}{{/inline}}{{/slotted}}{{/each}}'],
  ['{{#each a as |item|}}{{#> slotted}}{{#* inline "slot"}}{{#> box}}{{item.name}}{{/box}}{{/inline}}{{/slotted}}{{/each}}',
    '1:68 blockParameter: "item" is known outside of this block only: the block becomes a partial. | Hand it over: {{#> slotted item=item}}.'],
  ['{{#* inline "x"}}{{@index}}{{/inline}}{{> x}}',
    '1:20 unknownVariable: @index is known only inside of {{#each}}. | Move it into the loop.'],
  ['{{> cycle}}',
    'p/cycle2.hbs:2:5 recursivePartial: The partial "cycle" calls itself: cycle -> cycle2 -> cycle. | A partial is compiled into what calls it, so that this would never end. Repeat with {{#each}} instead.'],
  ['{{> broken}}',
    'p/broken.hbs:2:1 syntax: {{#if b}} is never closed. | Add {{/if}} where the part of the email that it is about ends.'],
  ['{{> helper}}',
    'p/helper.hbs:2:2 unknownHelper: SES has no helper "upper", and none can be added to it. | SES knows if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{date}}.'],
  ['{{> @partial-block}}',
    '1:5 unknownPartial: {{> @partial-block}} stands for the block that a layout is put around, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#> box}}{{> @partial-block}}{{/box}}',
    '1:15 unknownPartial: {{> @partial-block}} stands for the block that a layout is put around, and there is none here. | Call the partial as a layout: {{#> layout}}…{{/layout}}.'],
  ['{{#> nope}}default{{/nope}}',
    '1:6 unknownPartial: There is no partial "nope" here. | Define it at the beginning, {{#* inline "nope"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".'],
  ['{{> header undefined}}',
    'p/header.hbs:2:1 unknownVariable: {{title}} can never have a value here. | Check the name, and what the blocks and partials around it are about.'],
  ['{{#* inline "x"}}{{y}}{{/inline}}{{> x y=undefined}}',
    '1:18 unknownVariable: {{y}} can never have a value here. | Check the name, and what the blocks and partials around it are about.'],
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
    '1:6 warning unusedBlock: The layout "frame" does not print {{> @partial-block}}, so what is put into it is dropped. | Write {{> @partial-block}} where it belongs in the layout.'],
  ['{{#> frame}}\n{{! nothing }}\n{{/frame}}'],
  ['{{#> page}}{{#* inline "titel"}}T{{/inline}}\n{{/page}}',
    '1:24 warning unusedBlock: The layout "page" does not call "titel", so what is put into it is dropped. | Did you mean "title"?'],
  ['{{#> box}}{{#* inline "other"}}T{{/inline}}body{{/box}}',
    '1:23 warning unusedBlock: The layout "box" does not call "other", so what is put into it is dropped. | Remove it, or write {{> other}} where it belongs in the layout.'],
  ['{{#> box}}{{#* inline "mine"}}T{{/inline}}{{> mine}}{{/box}}'],
  ['{{#> maybe}}{{#* inline "slot"}}T{{/inline}}body{{/maybe}}'],
  ['{{#> outer}}{{#* inline "slot"}}T{{/inline}}body{{/outer}}'],
  ['{{#> outer}}{{#> frame}}x{{/frame}}{{/outer}}',
    '1:18 warning unusedBlock: The layout "frame" does not print {{> @partial-block}}, so what is put into it is dropped. | Write {{> @partial-block}} where it belongs in the layout.'],
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
])('what is handed to a layout is known in its block: %j', template => {
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

  test('gives a subject no line end of a file', () => {
    expect(compiled(new PartialLibrary({ sign: text('Bye\r\n') }))).toEqual(['Bye', 'Bye\r\n', 'Bye\r\n']);
  });

  test('looks into a wider one for what it does not have', () => {
    const wider = new PartialLibrary({ sign: text('{{> name}}'), name: text('all') });
    expect(compiled(new PartialLibrary({ name: text('mine') }, wider))).toEqual(['mine', 'mine', 'mine']);
    expect(compiled(new PartialLibrary({ sign: text('{{*x}}') }, wider))).toEqual(['"*x" is not something that SES knows.']);
    expect(new PartialLibrary({ other: text(''), name: text('') }, wider).names).toEqual(['other', 'name', 'sign']);
  });
});
