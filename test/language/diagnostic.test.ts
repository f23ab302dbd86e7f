import { compile } from './support/describe';
import { compileEmail, Diagnostic, formatDiagnostic, PartialLibrary, renderEmail } from '../../src/language';
import { Source } from '../../src/language/text/source';

function first(html: string, file?: string): Diagnostic {
  return compileEmail({ subject: { content: 's' }, html: { content: html, ...file && { file } } }).errors[0];
}

test('a block that is not closed', () => {
  expect(formatDiagnostic(first('<table>\n  <tr>\n    {{#if vip}}\n    <td>Thank you!</td>\n  </tr>\n</table>\n', 'emails/welcome.html'))).toBe(`\
emails/welcome.html:3:5 (html): {{#if vip}} is never closed.

  1 | <table>
  2 |   <tr>
> 3 |     {{#if vip}}
    |     ^^^^^^^^^^^
  4 |     <td>Thank you!</td>

Add {{/if}} where the block ends.`);
});

test('an error of a shared partial names the partial, its file, and the part that uses it', () => {
  const library = new PartialLibrary({ price: { content: '<b>\n\t{{currency amount}}</b>', file: 'emails/partials/price.html' } });
  const { errors } = compileEmail({ subject: { content: 's' }, html: { content: '{{> price}}' } }, library);
  expect(errors.map(formatDiagnostic)).toEqual([`\
emails/partials/price.html:2:2 (html, partial "price"): SES has no helper "currency", and none can be added.

  1 | <b>
> 2 | \t{{currency amount}}</b>
    | \t^^^^^^^^^^^^^^^^^^^

SES supports if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{amount}}.`]);
});

test('a value that is missing from the data', () => {
  const { email } = compileEmail({ subject: { content: 'Your order' }, text: { content: 'Hello {{customer.name}},\n\nyour order {{orderNumber}} is on its way.\n', file: 'emails/shipped.txt' } });
  const { errors } = renderEmail(email!, { customer: { name: 'Ada' }, order: { number: 4711, date: '2 May' } });
  expect(errors.map(formatDiagnostic)).toEqual([`\
emails/shipped.txt:3:12 (text): Attribute 'orderNumber' is not present in the rendering data.

  1 | Hello {{customer.name}},
  2 |
> 3 | your order {{orderNumber}} is on its way.
    |            ^^^^^^^^^^^^^^^

Did you mean \`order.number\`? The data contains order and customer.`]);
});

test('a text without a file, and a diagnostic without a position', () => {
  const { infos } = compile({ html: '{{{a}}}' });
  expect(infos.map(formatDiagnostic)).toEqual([
    'html: There is no text part. Some readers and spam filters prefer an email that has one.\n\nAdd a text part.',
  ]);
  expect(formatDiagnostic(first('{{if}}'))).toMatch(/^html:1:1: "if" is a block/);
  expect(formatDiagnostic(compile({ text: '{{> p}}' }, { p: '{{if}}' }).errors[0])).toMatch(/^partial "p":1:1 \(text\): "if" is a block/);
});

test('a position in a long line, with the text before it', () => {
  const html = `<style>p{color:red}</style><table>${'<tr><td class="cell">&nbsp;</td></tr>'.repeat(20)}<tr><td><b>Thank you</b>,\u2028{{name}}!&nbsp;Your order</td><td>{{upper id}}</td></tr></table>`;
  expect(formatDiagnostic(first(html))).toMatch(/^html:1:\d+, after "Thank you, \{\{name\}\}! Your order": SES has no helper "upper"/);
  expect(formatDiagnostic(first(`${'<td></td>'.repeat(100)}{{upper id}}`))).toMatch(/^html:1:901: SES has no helper "upper"/);
});

test('missing values, each with all its positions', () => {
  const { email } = compile({
    subject: 'Order {{orderId}}', html: '<p>{{orderId}}</p>\n{{#each items}}{{title}}{{/each}}', text: '{{orderId}} {{orderId}} {{totalDisplay}} {{#each items}}{{title}}{{/each}}',
  });
  const data = { total: 5, order: { id: 1 }, items: [{ titel: 'Tea', price: 1 }], currency: 'EUR' };
  expect(renderEmail(email!, data).errors.map(formatDiagnostic)).toEqual([`\
Attribute 'orderId' is not present in the rendering data. In all, 3 are missing:

  {{orderId}} at subject:1:7, html:1:4, text:1:1 and text:1:13. Did you mean \`order.id\`?
  {{title}} at html:2:16 and text:1:57. SES looks for it at items[0].title. Did you mean \`titel\`?
  {{totalDisplay}} at text:1:25. Did you mean \`total\`?

The data contains total, order, currency and items. \`items[0]\` contains titel and price.`]);
});

test('one missing value, with its other positions', () => {
  const { email } = compile({ subject: 'Order {{id}}', html: '<p>{{id}}</p>', text: 'x' });
  expect(renderEmail(email!, {}).errors.map(formatDiagnostic)).toEqual([`\
subject:1:7: Attribute 'id' is not present in the rendering data.

> 1 | Order {{id}}
    |       ^^^^^^

The data is empty.

Also at html:1:4.`]);
});

test('invalid data is not a fault of a part', () => {
  const { errors } = renderEmail(compile({ text: 'x' }).email!, ['Ada']);
  expect(errors.map(formatDiagnostic)).toEqual(['The data must be an object, got: ["Ada"].\n\nPass an object that can be written as JSON.']);
});

test('lines are read only for diagnostics whose frame is shown', () => {
  const line = jest.spyOn(Source.prototype, 'line');
  const { warnings: [warning] } = compileEmail({ subject: { content: 's' }, html: { content: '<p>{name}</p>' } });
  expect(line).not.toHaveBeenCalled();
  expect(warning.frame).toBe('> 1 | <p>{name}</p>\n    |    ^^^^^^');
  expect({ ...warning }.frame).toBe(warning.frame);
  line.mockRestore();
});

test('line numbers are aligned', () => {
  expect(first(`${'\n'.repeat(8)}{{/if}}\nx`).frame).toBe('   7 |\n   8 |\n>  9 | {{/if}}\n     | ^^^^^^^\n  10 | x');
});

test('a long line is shown in part, around the position', () => {
  const { frame } = first(`${'<b>x</b>'.repeat(100)}{{upper x}}${'<i>y</i>'.repeat(100)}`);
  expect(frame).toBe(`\
> 1 | …><b>x</b><b>x</b><b>x</b><b>x</b><b>x</b><b>x</b>{{upper x}}<i>y</i><i>y</i><i>y</i><i>y</i><i>y</i>…
    | ${' '.repeat(50)}^^^^^^^^^^^`);
});

test('the first line of a tag over several lines is marked', () => {
  expect(first('<p>{{upper\n  x}}</p>').frame).toBe('> 1 | <p>{{upper\n    |    ^^^^^^^\n  2 |   x}}</p>');
});
