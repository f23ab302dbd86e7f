import { compile } from './support/describe';
import { compileEmail, Diagnostic, formatDiagnostic, PartialLibrary, renderEmail } from '../../src/language';

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

Add {{/if}} where the part of the email that it is about ends.`);
});

test('an error of a shared partial names the partial, its file, and the part that uses it', () => {
  const library = new PartialLibrary({ price: { content: '<b>\n\t{{currency amount}}</b>', file: 'emails/partials/price.html' } });
  const { errors } = compileEmail({ subject: { content: 's' }, html: { content: '{{> price}}' } }, library);
  expect(errors.map(formatDiagnostic)).toEqual([`\
emails/partials/price.html:2:2 (html, partial "price"): SES has no helper "currency", and none can be added to it.

  1 | <b>
> 2 | \t{{currency amount}}</b>
    | \t^^^^^^^^^^^^^^^^^^^

SES knows if, unless, each, with, lookup and log. Format or compute the value in the code that sends the email, and print the result: {{date}}.`]);
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

Did you mean \`order.number\`? The data holds customer and order.`]);
});

test('a text without a file, and a diagnostic without a position', () => {
  const { warnings } = compile({ html: '{{{a}}}' });
  expect(warnings.map(formatDiagnostic)).toEqual([
    'html: There is no text part, and an email of HTML alone is more likely to be taken for spam, and cannot be read everywhere.\n\nAdd a text part.',
  ]);
  expect(formatDiagnostic(first('{{if}}'))).toMatch(/^html:1:1: "if" is a block/);
  expect(formatDiagnostic(compile({ text: '{{> p}}' }, { p: '{{if}}' }).errors[0])).toMatch(/^partial "p":1:1 \(text\): "if" is a block/);
});

test('data that is none is no fault of a part', () => {
  const { errors } = renderEmail(compile({ text: 'x' }).email!, ['Ada']);
  expect(errors.map(formatDiagnostic)).toEqual(['The data must be an object, got: ["Ada"].\n\nGive an object that JSON can hold.']);
});

test('line numbers stand in line', () => {
  expect(first(`${'\n'.repeat(8)}{{/if}}\nx`).frame).toBe('   7 |\n   8 |\n>  9 | {{/if}}\n     | ^^^^^^^\n  10 | x');
});

test('of a long line, only what is around is shown', () => {
  const { frame } = first(`${'<b>x</b>'.repeat(100)}{{upper x}}${'<i>y</i>'.repeat(100)}`);
  expect(frame).toBe(`\
> 1 | …><b>x</b><b>x</b><b>x</b><b>x</b><b>x</b><b>x</b>{{upper x}}<i>y</i><i>y</i><i>y</i><i>y</i><i>y</i>…
    | ${' '.repeat(50)}^^^^^^^^^^^`);
});

test('of a tag over several lines, the first line is marked', () => {
  expect(first('<p>{{upper\n  x}}</p>').frame).toBe('> 1 | <p>{{upper\n    |    ^^^^^^^\n  2 |   x}}</p>');
});
