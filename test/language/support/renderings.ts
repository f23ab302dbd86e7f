/** Templates, data and the rendering of SES: as documented, or otherwise as in Handlebars. */
export const RENDERED: Array<[template: string, data: unknown, rendered: string]> = [
  ['Hello {{name}}', { name: 'Ada' }, 'Hello Ada'],
  ['{{html}} {{{html}}}', { html: '<b>&"\'</b>' }, '<b>&"\'</b> <b>&"\'</b>'],
  ['{{a}}{{b}}', { a: 1, b: 2 }, '12'],
  ['{{a}} {{b}} {{c}} {{d}}', { a: 0, b: false, c: '', d: 19.9 }, '0 false  19.9'],
  ['{{name}}', { name: 'x', other: 'y' }, 'x'],
  ['{{order.id}} {{[first name]}} {{a.[b c]}}', { 'order': { id: 7 }, 'first name': 'Ada', 'a': { 'b c': 1 } }, '7 Ada 1'],
  ['{{when}}', { when: new Date(0) }, '1970-01-01T00:00:00.000Z'],
  ['{{#if a}}yes{{else}}no{{/if}}', {}, 'no'],
  ['{{#if a}}yes{{else}}no{{/if}}', { a: 0 }, 'no'],
  ['{{#if a includeZero=true}}yes{{else}}no{{/if}}', { a: 0 }, 'yes'],
  ['{{#if a}}yes{{else}}no{{/if}}', { a: [] }, 'no'],
  ['{{#if a}}yes{{else}}no{{/if}}', { a: {} }, 'yes'],
  ['{{#if a}}yes{{else}}no{{/if}}', { a: 'false' }, 'yes'],
  ['{{#if a.b}}yes{{else}}no{{/if}}', {}, 'no'],
  ['{{#unless a}}yes{{else}}no{{/unless}}', { a: null }, 'yes'],
  ['{{#if a}}1{{else if b}}2{{else}}3{{/if}}', { b: 1 }, '2'],
  ['{{#each a}}{{@index}}:{{this}}{{#unless @last}}, {{/unless}}{{/each}}', { a: ['x', 'y'] }, '0:x, 1:y'],
  ['{{#each a}}{{@key}}={{this}}{{#if @first}};{{/if}}{{/each}}', { a: { x: 1, y: 2 } }, 'x=1;y=2'],
  ['{{#each a}}x{{else}}none{{/each}}', { a: [] }, 'none'],
  ['{{#each a}}x{{else}}none{{/each}}', {}, 'none'],
  ['{{#each a}}x{{else}}none{{/each}}', { a: 'text' }, 'none'],
  ['{{#each a}}{{#each b}}{{../../c}}{{../d}}{{this}} {{/each}}{{/each}}', { c: 1, a: [{ d: 2, b: [3, 4] }] }, '123 124 '],
  ['{{#each a as |x i|}}{{i}}{{x.n}}{{/each}}', { a: [{ n: 'p' }] }, '0p'],
  ['{{#with a}}{{b}}{{../c}}{{else}}none{{/with}}', { a: { b: 1 }, c: 2 }, '12'],
  ['{{#with a}}{{b}}{{else}}none{{/with}}', {}, 'none'],
  ['{{lookup a b}}|{{lookup a "z"}}|{{lookup none "z"}}', { a: { x: 1 }, b: 'x' }, '1||'],
  ['{{#each a}}{{lookup ../b @index}}{{/each}}', { a: [1, 2], b: ['x', 'y'] }, 'xy'],
  ['{{#a}}{{b}}{{/a}}{{^c}}no{{/c}}', { a: { b: 1 } }, '1no'],
  ['{{#a}}{{this}}{{/a}}', { a: [1, 2] }, '12'],
  ['{{#a}}{{b}}{{/a}}', { a: true, b: 1 }, '1'],
  ['{{log a}}x', { a: 1 }, 'x'],
  ['{{a.length}}', { a: [1, 2, 3] }, '3'],
  ['\\{{name}} {{! note }}{{!-- {{note}} --}}x', {}, '{{name}} x'],
  ['a\n{{#if b}}\nc\n{{/if}}\nd\n', { b: 1 }, 'a\nc\nd\n'],
  ['a {{~#if b~}} c {{~/if~}} d', { b: 1 }, 'acd'],
  ['{{amazonSESUnsubscribeUrl}} {{ ses:openTracker }}', {}, '{{amazonSESUnsubscribeUrl}} {{ses:openTracker}}'],
  ['{{#* inline "p"}}[{{name}}]{{/inline}}{{> p}}{{> p a}}{{> p name="x"}}', { name: 'n', a: { name: 'm' } }, '[n][m][x]'],
  ['{{#* inline "p"}}a\nb\n{{/inline}}\n  {{> p}}\n', {}, '  a\n  b\n'],
  ['{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\nHello {{> fullName}}!', { firstName: 'Ada' }, 'Hello Ada!'],
  ['{{#* inline "p"}}x{{/inline}}\n\n{{> p}}', {}, '\nx'],
  ['{{{{if a}}}}{{raw}}{{{{/if}}}}', { a: 1 }, '{{raw}}'],
  ['{{#each items}}{{currency}}{{/each}}', { currency: 'EUR', items: [{ price: 1 }] }, 'EUR'],
  ['こんにちは、{{名前}}さん🎉', { 名前: '花' }, 'こんにちは、花さん🎉'],
];


const missing = (name: string, ...hints: string[]) =>
  `error missingAttribute: Attribute '${name}' is not present in the rendering data.${hints.length > 0 ? ` | ${hints.join(' ')}` : ''}`;

const missingList = (...places: Array<[name: string, place: string]>) =>
  `error missingAttribute: Attribute '${places[0][0]}' is not present in the rendering data. In all, ${places.length} are missing:\n\n` +
  `${places.map(([name, place]) => `  {{${name}}} at ${place}`).join('\n')} | The data is empty.`;

/** Templates and data that SES cannot render, and the diagnostic. */
export const FAILED: Array<[template: string, data: unknown, ...expected: string[]]> = [
  ['Hello {{name}}', {}, `1:7 ${missing('name', 'The data is empty.')}`],
  ['{{name}}', { name: null }, `1:1 ${missing('name', '`name` is null, which SES treats as missing.')}`],
  ['{{nmae}}', { name: 'Ada', age: 36 }, `1:1 ${missing('nmae', 'Did you mean `name`?', 'The data contains name and age.')}`],
  ['{{Name}}', { name: 'Ada' }, `1:1 ${missing('Name', 'Did you mean `name`?', 'The data contains name.')}`],
  ['{{id}}', { order: { id: 7 }, user: { id: 8 } }, `1:1 ${missing('id', 'Did you mean `user.id` or `order.id`?', 'The data contains order and user.')}`],
  ['{{orderId}}', { order: { id: 7 } }, `1:1 ${missing('orderId', 'Did you mean `order.id`?', 'The data contains order.')}`],
  ['{{order.idd}}', { order: { id: 7, date: 'd' } }, `1:1 ${missing('order.idd', 'Did you mean `order.id`?', '`order` contains id and date.')}`],
  ['{{amazonSESUnsubscribeURL}}', {}, `1:1 ${missing('amazonSESUnsubscribeURL', 'Did you mean `amazonSESUnsubscribeUrl`?', 'The data is empty.')}`],
  ['{{a.b.c}}', { x: 1 }, `1:1 ${missing('a.b.c', '`a.b` itself is missing.')}`],
  ['{{#each items}}{{price}}{{/each}}', { items: [{ price: 1 }, { prise: 2 }] },
    `1:16 ${missing('price', 'SES looks for it at items[1].price.', 'Did you mean `prise`?', '`items[1]` contains prise.')}`],
  ['{{#each items}}{{this}}{{/each}}', { items: ['a', null] }, `1:16 ${missing('this', '`items[1]` is null, which SES treats as missing.')}`],
  ['{{#* inline "p"}}{{naem}}{{/inline}}{{#with user}}{{> p}}{{/with}}', { name: 'n', user: { age: 1 } },
    `1:18 ${missing('naem', 'SES looks for it at user.naem.', 'Did you mean `@root.name`?', '`user` contains age.')}`],
  ['{{a}}\n{{b}} {{a}}', {}, missingList(['a', 'text:1:1 and text:2:7'], ['b', 'text:2:1'])],
  ['{{toString}}{{constructor}}{{__proto__}}', {}, missingList(['toString', 'text:1:1'], ['constructor', 'text:1:13'], ['__proto__', 'text:1:28'])],
];
