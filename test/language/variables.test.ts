import { compile, describeVariables } from './support/describe';

/** `?` follows what may be missing where what it belongs to is there; `(test)` what is never printed. */
const CASES: Array<[template: string, variables: string]> = [
  ['Hello', ''],
  ['{{name}}', 'name'],
  ['{{order.id}} {{order.total}}', 'order{id, total}'],
  ['{{a.b.c}}', 'a{b{c}}'],
  ['{{[first name]}}', 'first name'],
  ['{{"first name"}}', 'first name'],
  ['{{this.name}}', 'name'],
  ['{{./name}}', 'name'],
  ['{{@root.name}}', 'name'],
  ['{{{html}}}', 'html'],
  ['{{&html}}', 'html'],
  ['{{#if vip}}x{{/if}}', 'vip?(test)'],
  ['{{#if name}}{{name}}{{/if}}', 'name?'],
  ['{{#if name}}{{name}}{{/if}}{{name}}', 'name'],
  ['{{#if name}}{{else}}{{name}}{{/if}}', 'name'],
  ['{{#unless name}}{{name}}{{/unless}}', 'name'],
  ['{{#unless name}}x{{else}}{{name}}{{/unless}}', 'name?'],
  ['{{#if a}}{{b}}{{/if}}', 'a?(test), b'],
  ['{{#if a}}{{b}}{{else}}{{c}}{{/if}}', 'a?(test), b, c'],
  ['{{#if user}}{{user.name}}{{/if}}', 'user?{name}'],
  ['{{#if user.name}}{{user.name}}{{/if}}', 'user?{name?}'],
  ['{{#if user.name}}{{user.age}}{{/if}}', 'user?{age, name?(test)}'],
  ['{{#if a}}{{#if b}}{{a}}{{b}}{{/if}}{{/if}}', 'a?, b?'],
  ['{{#if a}}x{{else if b}}{{b}}{{/if}}', 'a?(test), b?'],
  ['{{#if a}}x{{else if b}}{{a}}{{/if}}', 'a, b?(test)'],
  ['{{#if count includeZero=true}}{{count}}{{/if}}', 'count?'],
  ['{{#if a}}{{else}}{{#if a}}{{b}}{{/if}}{{/if}}', 'a?(test)'],
  ['{{#each items}}x{{/each}}', 'items?[(test)]'],
  ['{{#each items}}{{this}}{{/each}}', 'items?[value]'],
  ['{{#each items}}{{name}} {{price.amount}}{{/each}}', 'items?[{name, price{amount}}]'],
  ['{{#each items}}{{name}}{{else}}{{none}}{{/each}}', 'items?[{name}], none'],
  ['{{#each items}}{{../currency}}{{/each}}', 'currency, items?[(test)]'],
  ['{{#each orders}}{{#each items}}{{../../name}} {{../id}}{{price}}{{/each}}{{/each}}', 'name, orders?[{id, items?[{price}]}]'],
  ['{{#each items as |item|}}{{item.name}}{{title}}{{/each}}', 'items?[{name, title}]'],
  ['{{#each items as |item i|}}{{i}}{{item}}{{/each}}', 'items?[value]'],
  ['{{#each items}}{{@index}}{{@key}}{{@first}}{{@last}}{{/each}}', 'items?[(test)]'],
  ['{{#each items}}{{@root.shop}}{{/each}}', 'items?[(test)], shop'],
  ['{{#each items}}{{#if sale}}{{sale}}{{/if}}{{/each}}', 'items?[{sale?}]'],
  ['{{#each items}}{{#if @first}}x{{/if}}{{/each}}', 'items?[(test)]'],
  ['{{#if items}}{{#each items}}{{name}}{{/each}}{{/if}}', 'items?[{name}]'],
  ['{{#if items.length}}{{#each items}}{{name}}{{/each}}{{/if}}', 'items?[{name}]'],
  ['{{items.length}}', 'items{length}'],
  ['{{#each matrix}}{{#each this}}{{this}}{{/each}}{{/each}}', 'matrix?[[value]]'],
  ['{{#each a}}{{#each ../b}}{{c}}{{/each}}{{/each}}', 'a?[(test)], b?[{c}]'],
  ['{{#each a}}{{b}}{{/each}}{{#each a}}{{c}}{{/each}}', 'a?[{b, c}]'],
  ['{{items.0.name}}', 'items{0{name}}'],
  ['{{#with user}}{{name}}{{/with}}', 'user?{name}'],
  ['{{#with user}}{{name}}{{else}}{{guest}}{{/with}}', 'guest, user?{name}'],
  ['{{#with user as |u|}}{{u.name}}{{../title}}{{/with}}', 'title, user?{name}'],
  ['{{#with a.b}}{{c}}{{/with}}', 'a?{b?{c}}'],
  ['{{#with user}}{{#with address}}{{city}}{{../name}}{{/with}}{{/with}}', 'user?{address?{city}, name}'],
  ['{{#with this}}{{a}}{{/with}}', 'a'],
  ['{{#user}}{{name}}{{/user}}', 'user?{name}'],
  ['{{^user}}{{name}}{{/user}}', 'name, user?(test)'],
  ['{{lookup labels status}}', 'labels?[(test)], status?(test)'],
  ['{{lookup labels "new"}}', 'labels?{new?(test)}'],
  ['{{#with (lookup users id)}}{{name}}{{/with}}', 'id?(test), users?[{name}]'],
  ['{{#if (lookup flags "x")}}y{{/if}}', 'flags?{x?(test)}'],
  ['{{log debug}}', 'debug?(test)'],
  ['{{#* inline "p"}}{{name}}{{/inline}}{{> p}}', 'name'],
  ['{{#* inline "p"}}{{name}}{{/inline}}x', ''],
  ['{{#* inline "p"}}{{name}}{{/inline}}{{> p user}}', 'user{name}'],
  ['{{#* inline "p"}}{{title}}{{/inline}}{{> p title=order.title}}', 'order{title}'],
  ['{{#* inline "p"}}{{title}}{{name}}{{/inline}}{{> p user title="T"}}', 'user{name}'],
  ['{{#* inline "row"}}{{name}}{{@index}}{{/inline}}{{#each items}}{{> row}}{{/each}}', 'items?[{name}]'],
  ['{{#* inline "p"}}{{#if a}}{{a}}{{/if}}{{/inline}}{{> p}}', 'a?'],
  ['{{#* inline "p"}}{{a}}{{/inline}}{{#if a}}{{> p}}{{/if}}', 'a?'],
  ['{{amazonSESUnsubscribeUrl}} {{ses:openTracker}}', ''],
  ['{{#if amazonSESUnsubscribeUrl}}x{{/if}}', 'amazonSESUnsubscribeUrl?(test)'],
  ['{{a}}{{a.b}}', 'a{b}'],
  ['\\{{name}} {{! {{no}} }} {{!-- {{no}} --}}', ''],
  ['{{toString}} {{constructor}} {{__proto__}}', '__proto__, constructor, toString'],
  ['{{#each a}}{{#each b}}{{#if ../c}}{{../c}}{{/if}}{{/each}}{{/each}}', 'a?[{b?[(test)], c?}]'],
  ['{{#if a}}{{#each items}}{{../a}}{{/each}}{{/if}}', 'a?, items?[(test)]'],
  ['{{#each items}}{{#if name}}{{#each ../items}}{{name}}{{/each}}{{/if}}{{/each}}', 'items?[{name}]'],
  ['{{名前}} {{prénom}} {{a-b}} {{$x}}', '$x, a-b, prénom, 名前'],
];

test.each(CASES)('%j needs %s', (template, expected) => {
  const { errors, email } = compile({ text: template });
  expect(errors).toEqual([]);
  expect(describeVariables(email!.variables)).toBe(expected);
});

test('the parts of an email share their variables', () => {
  const { email } = compile({ subject: '{{order.id}}', html: '{{#if order}}{{order.total}}{{/if}}{{name}}', text: '{{#if name}}{{name}}{{/if}}' });
  expect(describeVariables(email!.variables)).toBe('name, order{id, total}');
});

test('a variable is a plain tree', () => {
  const { email } = compile({ text: '{{#each items}}{{#if sale}}{{price}}{{/if}}{{/each}}' });
  expect(email!.variables).toEqual([{
    name: 'items',
    kind: 'list',
    required: false,
    fields: [],
    item: {
      name: '',
      kind: 'object',
      required: false,
      fields: [
        { name: 'price', kind: 'value', required: true, fields: [] },
        { name: 'sale', kind: 'condition', required: false, fields: [] },
      ],
    },
  }]);
});
