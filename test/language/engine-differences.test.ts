import { compile, describeDiagnostic } from './support/describe';
import { renderEmail } from '../../src/language';

/** Whole messages: docs/template-language-facts.md#two-engines says what the engines do. */
const TEMPLATES: Array<[template: string, ...expected: string[]]> = [
  ['{{名前}}',
    '1:3 unreadableName: handlebars.java cannot read {{名前}}. If that is what SES runs, the mail is never sent. | Write {{[名前]}}.'],
  ['{{#if 名前}}x{{/if}}',
    '1:7 unreadableName: handlebars.java cannot read 名前. If that is what SES runs, the mail is never sent. | Write [名前].'],
  ['{{a.名.[b c]}}',
    '1:3 unreadableName: handlebars.java cannot read {{a.名.[b c]}}. If that is what SES runs, the mail is never sent. | Write {{a.[名].[b c]}}.'],
  ['{{"x"}}',
    '1:3 unreadableName: handlebars.java cannot read {{"x"}}. If that is what SES runs, the mail is never sent. | Write {{[x]}}.'],
  ['{{1}}',
    '1:3 unreadableName: handlebars.java cannot read {{1}}. If that is what SES runs, the mail is never sent. | Write {{[1]}}.'],
  ['{{#true}}x{{/true}}',
    '1:4 unreadableName: handlebars.java cannot read {{#true}}. If that is what SES runs, the mail is never sent. | Write {{#[true]}}.'],
  ['{{as}}',
    '1:3 unreadableName: handlebars.java cannot read {{as}}. If that is what SES runs, the mail is never sent. | Write {{[as]}}.'],
  ['{{#if else}}x{{/if}}',
    '1:7 unreadableName: handlebars.java cannot read else. If that is what SES runs, the mail is never sent. | Write [else].'],
  ['{{1a}}',
    '1:3 unreadableName: handlebars.java cannot read {{1a}}. If that is what SES runs, the mail is never sent. | Write {{[1a]}}.'],
  ['{{#* inline "p"}}{{x}}{{/inline}}{{> p 名=1}}',
    '1:40 unreadableArgumentName: handlebars.java cannot read "名" as the name of an argument or an item. If that is what SES runs, the mail is never sent. | Use a name of letters from a to z, digits and _.'],
  ['{{#each items as |名|}}{{名}}{{/each}}',
    '1:4 unreadableArgumentName: handlebars.java cannot read "名" as the name of an argument or an item. If that is what SES runs, the mail is never sent. | Use a name of letters from a to z, digits and _.'],
  ['{{#* inline "p"}}{{x}}{{/inline}}{{> p x=1 x=2}}',
    '1:44 argumentTwice: The argument "x" is passed twice. handlebars.js takes the first, handlebars.java the last, and SES may run either. | Remove one.'],
  ['{{name\u00a0}}',
    '1:1 unreadableSpace: {{name }} has a no-break space (U+00A0) inside the braces, which handlebars.java does not treat as a space. If that is what SES runs, the mail is never sent. | Write a plain space, or none.'],
  ['{{#if\u2003vip}}x{{/if}}',
    '1:1 unreadableSpace: {{#if vip}} has a space character (U+2003) inside the braces, which handlebars.java does not treat as a space. If that is what SES runs, the mail is never sent. | Write a plain space, or none.'],
  ['\\\\{{x}}',
    '1:1 unreadableTag: handlebars.java does not read \\\\{{ the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | For a backslash before a tag, write \\ {{~name}}: the ~ removes the space.'],
  ['a \\{{ b',
    '1:3 unreadableTag: handlebars.java does not read \\{{ the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Close the braces that the mail should show, as in \\{{name}}. In HTML, &#123; is also a brace.'],
  ['\\{{{x}}}',
    '1:1 unreadableTag: handlebars.java does not read \\{{ the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Write a backslash before two braces only. In HTML, &#123; is also a brace.'],
  ['{{#if a}}x{{^}}y{{/if}}',
    '1:11 unreadableTag: handlebars.java does not read {{^}} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Write {{else}}.'],
  ['{{#if a}}x{{else}}}{{/if}}',
    '1:11 unreadableTag: handlebars.java does not read {{else}}} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Put a space before the brace that belongs to the text: {{else}} }.'],
  ['a {{~! note }} b',
    '1:3 unreadableTag: handlebars.java does not read {{~! note }} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Write the comment without ~, directly next to the text around it.'],
  ['a {{!-- note --~}} b',
    '1:3 unreadableTag: handlebars.java does not read {{!-- note --~}} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Write the comment without ~, directly next to the text around it.'],
  ['a\u00a0{{~x}}',
    '1:3 unreadableTag: handlebars.java does not read {{~x}} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Remove the ~, or the space next to it, which is not a plain one: only handlebars.js removes such a space.'],
  ['{{block}}',
    '1:3 nameOfHelper: {{block}} calls a helper in handlebars.java. If that is what SES runs, the mail is never sent. | Write {{[block]}}.'],
  ['{{#partial}}x{{/partial}}',
    '1:4 nameOfHelper: {{#partial}} calls a helper in handlebars.java. If that is what SES runs, the mail is never sent. | Write {{#[partial]}}.'],
  ['{{{i18n}}}',
    '1:4 nameOfHelper: {{i18n}} calls a helper in handlebars.java. If that is what SES runs, the mail is never sent. | Write {{[i18n]}}.'],
  ['{{^vip}}x{{/vip}}',
    '1:4 invertedBlock: {{^vip}} means different things in handlebars.js and handlebars.java, and fails if its value is missing. SES may run either. | Write {{#unless vip}}…{{/unless}}.'],
  ['{{^if vip}}x{{/if}}',
    '1:4 invertedBlock: {{^if vip}} means different things in handlebars.js and handlebars.java, and fails if its value is missing. SES may run either. | Write {{#unless vip}}…{{/unless}}.'],
  ['{{^unless vip}}x{{/unless}}',
    '1:4 invertedBlock: {{^unless vip}} means different things in handlebars.js and handlebars.java, and fails if its value is missing. SES may run either. | Write {{#if vip}}…{{/if}}.'],
  ['{{^vip}}x{{else}}y{{/vip}}',
    '1:4 invertedBlock: {{^vip}} means different things in handlebars.js and handlebars.java, and fails if its value is missing. SES may run either. | Write {{#unless vip}}…{{/unless}}.'],
  ['{{#* inline "p"}}{{x}}{{/inline}}{{> p "text"}}',
    '1:40 unreadableTag: handlebars.java does not read {{> p "text"}} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent. | Pass the value by name: {{> p item="text"}}.'],
  ['{{#each items as |item|}}{{name}}{{/each}}',
    '1:28 nameInNamedBlock: Inside {{#each items as |item|}}, handlebars.java and handlebars.js look up "name" in different places, and SES may run either. | Write {{item.name}}, or {{@root.name}} for a value at the top of the data.'],
  ['{{#each items as |item|}}{{this}}{{/each}}',
    '1:28 nameInNamedBlock: Inside {{#each items as |item|}}, handlebars.java and handlebars.js look up "this" in different places, and SES may run either. | Write {{item}}.'],
  ['{{#each items as |item|}}{{../currency}}{{/each}}',
    '1:28 nameInNamedBlock: Inside {{#each items as |item|}}, handlebars.java and handlebars.js look up "../currency" in different places, and SES may run either. | Name the value in its own block, with "as |outer|", and write {{outer.currency}}, or {{@root.currency}} for a value at the top of the data.'],
  ['{{#each orders as |order|}}{{#each order.items}}{{name}}{{this}}{{../id}}{{@index}}{{@last}}{{/each}}{{/each}}',
    '1:51 nameInNamedBlock: Inside {{#each orders as |order|}}, handlebars.java and handlebars.js look up "name" in different places, and SES may run either. | Name the value of the inner block, too, with "as |inner|", and write {{inner.name}}, or {{@root.name}} for a value at the top of the data.',
    '1:59 nameInNamedBlock: Inside {{#each orders as |order|}}, handlebars.java and handlebars.js look up "this" in different places, and SES may run either. | Name the value of the inner block, too, with "as |inner|", and write {{inner}}.',
    '1:67 nameInNamedBlock: Inside {{#each orders as |order|}}, handlebars.java and handlebars.js look up "../id" in different places, and SES may run either. | Name the value in its own block, with "as |outer|", and write {{outer.id}}, or {{@root.id}} for a value at the top of the data.',
    '1:76 loopVariableInNamedBlock: Inside {{#each orders as |order|}}, handlebars.java, which SES may run, takes @index from the outer loop. | Name it in the inner loop: {{#each items as |item index|}}, then {{index}}.',
    '1:86 loopVariableInNamedBlock: Inside {{#each orders as |order|}}, handlebars.java, which SES may run, takes @last from the outer loop. | Add it to the data of each item.',
    '1:84 loopVariablePrinted: {{@last}} prints "true" in handlebars.js and "last" in handlebars.java, and SES may run either. | Test it instead: {{#if @last}}…{{/if}}.'],
  ['{{#each items as |item index|}}{{index}} {{item.name}} {{@root.currency}} {{@index}}{{/each}}'],
  ['{{#each items}}{{@first}}{{@last}}{{/each}}',
    '1:16 loopVariablePrinted: {{@first}} prints "true" in handlebars.js and "first" in handlebars.java, and SES may run either. | Test it instead: {{#if @first}}…{{/if}}.',
    '1:26 loopVariablePrinted: {{@last}} prints "true" in handlebars.js and "last" in handlebars.java, and SES may run either. | Test it instead: {{#if @last}}…{{/if}}.'],
  ['{{#each items}}{{#if @odd}}x{{/if}}{{/each}}',
    '1:22 loopVariableOfJava: handlebars.java has @odd, handlebars.js does not, and SES may run either. | Add it to the data of each item.'],
  ['{{#if size}}{{size}}{{/if}}',
    '1:7 nameOfJava: If "size" is missing, handlebars.java, which SES may run, takes the member "size" of a Java object instead. | Give it another name in the data.'],
  ['{{#if order.values}}x{{/if}}',
    '1:7 nameOfJava: If "order.values" is missing, handlebars.java, which SES may run, takes the member "values" of a Java object instead. | Give it another name in the data.'],
  ['{{#if root}}x{{/if}}',
    '1:7 nameOfJava: If "root" is missing, handlebars.java, which SES may run, takes all of the data instead. | Give it another name in the data.'],
  ['{{#if n includeZero=true}}x{{/if}}',
    '1:9 includeZero: Some versions of handlebars.java ignore includeZero, and SES may run one. | Decide in the code that sends the email, and test the result: {{#if isSet}}…{{/if}}.'],
  ['{{#unless n includeZero=true}}x{{/unless}}',
    '1:13 includeZero: Some versions of handlebars.java ignore includeZero, and SES may run one. | Decide in the code that sends the email, and test the result: {{#unless isSet}}…{{/unless}}.'],
  ['{{note}}{{#each items}}{{#if note}}{{note}}{{/if}}{{/each}}',
    '1:30 outerNameTested: If "note" is missing here, handlebars.java, which SES may run, takes "note" at the top of the data instead. | Write this.note.'],
  ['{{#each items}}{{#each parts}}{{#if name}}x{{/if}}{{/each}}{{name}}{{/each}}',
    '1:37 outerNameTested: If "name" is missing here, handlebars.java, which SES may run, takes the "name" outside instead. | Write this.name.'],
  ['{{#* inline "p"}}{{#if note}}{{note}}{{/if}}{{/inline}}{{note}}{{#each items}}{{> p note=text}}{{/each}}',
    '1:24 outerNameTested: If "note" is missing here, handlebars.java, which SES may run, takes "note" at the top of the data instead. | Give the argument a unique name.'],
  ['{{#* inline "p"}}{{../a}}{{/inline}}{{#each items}}{{> p}}{{/each}}',
    '1:20 parentOfPartial: ../a steps out of the partial "p". handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either. | Pass the value: {{> p a=../a}}, then {{a}}. Or take it from the top of the data: {{@root.a}}.'],
  ['{{#* inline "p"}}{{this}}{{this.x}}{{this.y}}{{/inline}}{{> p x=1}}',
    '1:20 thisInPartial: this is in a partial that is called with arguments. It includes them in handlebars.js but not in handlebars.java, and SES may run either. | Pass the value itself by name: {{> p item=this}}, then {{item}}.',
    '1:28 thisInPartial: this.x is in a partial that is called with arguments. It includes them in handlebars.js but not in handlebars.java, and SES may run either. | Write {{x}}.'],
  ['{{#with order}}x{{else}}{{order}}{{#if name}}{{order}}{{/if}}{{/with}}',
    '1:27 thisInElse: In the {{else}} of a {{#with}}, "order" has no value in handlebars.java, which SES may run. | Put an {{#if}} around the {{#with}}, and use its {{else}}.'],
  ['{{#with order.id}}x{{else}}{{order.id.x}}{{order.ident}}{{order}}{{[order].id}}{{/with}}',
    '1:30 thisInElse: In the {{else}} of a {{#with}}, "order.id.x" has no value in handlebars.java, which SES may run. | Put an {{#if}} around the {{#with}}, and use its {{else}}.'],
  ['{{#with @root.order}}{{@root.order.id}}{{#if id}}{{@root.order.id}}{{/if}}{{/with}}',
    '1:24 dataVariableInWith: Directly inside {{#with @root.order}}, handlebars.java does not find "@root.order.id". If that is what SES runs, the mail is never sent. | Write {{this.id}}.'],
  ['{{#with order}}x{{else}}{{this.name}}{{../name}}{{name}}{{/with}}',
    '1:27 thisInElse: In the {{else}} of a {{#with}}, "this.name" has no value in handlebars.java, which SES may run. | Put an {{#if}} around the {{#with}}, and use its {{else}}.'],
];

const OTHERS = /ambiguousSection|neverHasValue|parentOutsideBlock/;
const described = (diagnostics: readonly Parameters<typeof describeDiagnostic>[0][]) =>
  diagnostics.map(describeDiagnostic).filter(text => !OTHERS.test(text)).map(text => text.replace(' warning ', ' '));

test.each(TEMPLATES)('%j', (template, ...expected) => {
  const { errors, warnings } = compile({ text: template });
  expect(described([...errors, ...warnings])).toEqual(expected);
});

const WITH_DATA: Array<[template: string, data: object, rendered: string, ...expected: string[]]> = [
  ['{{#each items}}{{currency}}{{/each}}', { currency: 'EUR', items: [{}] }, 'EUR',
    '1:18 outerName: "currency" is not in items[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{../currency}} for the one outside, or {{this.currency}} for one of items[0].'],
  ['{{#each items}}{{#each parts}}{{currency}}{{/each}}{{/each}}', { currency: 'EUR', items: [{ parts: [{}] }] }, 'EUR',
    '1:33 outerName: "currency" is not in items[0].parts[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{../../currency}} for the one outside, or {{this.currency}} for one of items[0].parts[0].'],
  ['{{#each items}}{{#each parts}}{{../currency}}{{/each}}{{/each}}', { currency: 'EUR', items: [{ parts: [{}] }] }, 'EUR',
    '1:33 outerName: "currency" is not in items[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{../../currency}} for the one outside.'],
  ['{{#each friends}}{{first}}{{#if last}} {{last}}{{/if}}{{/each}}', { last: 'Hill', friends: [{ first: 'Sam' }] }, 'Sam',
    '1:33 outerName: "last" is not in friends[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write ../last for the one outside, or this.last for one of friends[0].'],
  ['{{#with order}}{{name}}{{/with}}', { name: 'Ada', order: { id: 1 } }, 'Ada',
    '1:18 outerName: "name" is not in order. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{../name}} for the one outside, or {{this.name}} for one of order.'],
  ['{{#* inline "row"}}{{currency}}{{/inline}}{{#each items}}{{> row}}{{/each}}', { currency: 'EUR', items: [{}] }, 'EUR',
    '1:22 outerName: "currency" is not in items[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{@root.currency}} for the one outside.'],
  ['{{#* inline "row"}}{{name}}{{/inline}}{{#each orders}}{{#each items}}{{> row}}{{/each}}{{/each}}', { orders: [{ name: 'x', items: [{}] }] }, 'x',
    '1:22 outerName: "name" is not in orders[0].items[0]. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{> row name=name}} for the one outside.'],
  ['{{#* inline "row"}}{{#if note}}x{{/if}}{{/inline}}{{> row note=text}}', { note: 'outer' }, '',
    '1:26 outerName: "note" is not in the data. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either. | Write {{> row note=note}} for the one outside.'],
  ['{{#with n}}a{{/with}}', { n: 0 }, 'a',
    '1:9 withZero: "n" is 0, for which handlebars.js prints the block of {{#with}} and handlebars.java its {{else}}. SES may run either. | Write {{n}} without {{#with}}.'],
  ['{{#each items}}a{{/each}}', { items: '' }, '',
    '1:9 eachOfNothing: "items" is "", for which handlebars.java, which SES may run, prints the properties of a Java object instead of the {{else}} of {{#each}}. | Send an empty list.'],
  ['{{#each items}}a{{/each}}', { items: 'x' }, '',
    '1:9 eachOverText: items is the string "x", but {{#each}} iterates over lists: depending on the engine that SES runs, it prints nothing or nonsense. | Send a list, or write {{#if items}}{{items}}{{/if}}.'],
  ['{{#each items}}a{{/each}}', { items: false }, '',
    '1:9 eachOfNothing: "items" is false, for which handlebars.java, which SES may run, prints the properties of a Java object instead of the {{else}} of {{#each}}. | Send an empty list.'],
  ['{{lookup names code}}', { names: { de: 'x' }, code: 'fr' }, '',
    '1:1 lookupOfNothing: {{lookup names code}} finds nothing. handlebars.js then prints nothing, handlebars.java prints everything that it searched, and SES may run either. | Send the value itself, or an entry for every key.'],
  ['{{lookup names code}}', { names: { de: 'x' } }, '',
    '1:1 lookupOfNothing: {{lookup names code}} finds nothing. handlebars.js then prints nothing, handlebars.java prints everything that it searched, and SES may run either. | Send the value itself, or an entry for every key.'],
  ['{{price}} {{tiny}} {{n}}', { price: 12345678.9, tiny: 0.0001, n: 1e+21 }, '12345678.9 0.0001 1e+21',
    '1:1 numberNotation: {{price}} prints "12345678.9" in handlebars.js and "1.23456789E7" in handlebars.java, and SES may run either. | Send a string, formatted as the mail should show it.',
    '1:11 numberNotation: {{tiny}} prints "0.0001" in handlebars.js and "1.0E-4" in handlebars.java, and SES may run either. | Send a string, formatted as the mail should show it.',
    '1:20 numberNotation: {{n}} prints "1e+21" in handlebars.js and "1.0E21" in handlebars.java, and SES may run either. | Send a string, formatted as the mail should show it.'],
  ['{{#each items}}{{#with size}}x{{/with}}{{/each}}', { items: [{ a: 1 }] }, '',
    '1:24 nameOfJava: If "size" is missing, handlebars.java, which SES may run, takes the member "size" of a Java object instead. | Give it another name in the data.'],
  ['{{@root.x}}', { x: 1, root: { x: 2 } }, '1',
    '1:3 dataWithRoot: The data has a field "root", and handlebars.java, which SES may run, takes it for @root. | Give it another name in the data.'],
  ['{{#if name.[0]}}x{{/if}}', { name: 'Ada' }, 'x',
    '1:7 characterOfText: "name" is a string, and only handlebars.js takes a character of it for "name.[0]". SES may run handlebars.java. | Send what the mail shows as a separate value.'],
];

test.each(WITH_DATA)('%j with %j renders as %j', (template, data, rendered, ...expected) => {
  const { email, warnings } = renderEmail(compile({ text: template }).email!, data);
  expect(email?.text).toBe(rendered);
  expect(described(warnings)).toEqual(expected);
});

test('a value that both engines miss is an error, although they treat null differently', () => {
  const { errors } = renderEmail(compile({ text: '{{a}} {{o.b}}' }).email!, { a: null, o: { b: null } });
  expect(errors.map(({ id }) => id)).toEqual(['cdk-ses-templates:missingAttribute']);
});

test('a shared partial is checked as it was written', () => {
  const { warnings } = compile({ text: '{{> row}}' }, { row: { content: 'x\n{{block}}', file: 'row.txt' } });
  expect(warnings.map(describeDiagnostic)).toEqual([
    'row.txt:2:3 warning nameOfHelper: {{block}} calls a helper in handlebars.java. If that is what SES runs, the mail is never sent. | Write {{[block]}}.',
  ]);
});

test('at most twenty differences of a rendering are listed', () => {
  const template = Array.from({ length: 40 }, (_, index) => `{{#each l}}{{v${index}}}{{/each}}`).join('');
  const data = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`v${index}`, 'x']));
  expect(renderEmail(compile({ text: template }).email!, { ...data, l: [{}] }).warnings).toHaveLength(20);
});
