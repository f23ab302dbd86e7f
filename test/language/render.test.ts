import { compile, describeDiagnostic, Partials } from './support/describe';
import { FAILED, RENDERED } from './support/renderings';
import { renderEmail } from '../../src/language';

function render(text: string, data: unknown, partials: Partials = {}) {
  const { errors, email } = compile({ text }, partials);
  expect(errors).toEqual([]);
  const rendering = renderEmail(email!, data);
  return rendering.email?.text ?? rendering.errors.map(describeDiagnostic);
}

test.each(RENDERED)('%j with %j', (template, data, expected) => {
  expect(render(template, data)).toBe(expected);
});

test.each(FAILED)('%j fails with %j', (template, data, ...expected) => {
  expect(render(template, data)).toEqual(expected);
});

test('at most twenty missing values are listed', () => {
  const [message] = render(Array.from({ length: 50 }, (_, index) => `{{v${index}}}`).join(''), {});
  expect(String(message).match(/\{\{v\d+\}\} at/g)).toHaveLength(20);
});

describe('invalid data', () => {
  test.each([
    [undefined, 'error invalidData: The data must be an object, got: undefined. | Pass an object that can be written as JSON.'],
    [['a'], 'error invalidData: The data must be an object, got: ["a"]. | Pass an object that can be written as JSON.'],
    [{ big: 'x'.repeat(262_135) }, 'error invalidData: The data is 262,145 characters of JSON, and SES accepts at most 262,144. | Leave out what the template does not use, shorten lists, and link to long texts.'],
    [{ n: 1n }, 'error invalidData: The data cannot be written as JSON: Do not know how to serialize a BigInt | Pass an object that can be written as JSON.'],
  ])('case %#', (data, expected) => {
    expect(render('x', data)).toEqual([expected]);
  });
});

describe('printed values that readers should not see', () => {
  test.each([
    ['{{order}}', { order: { id: 1, total: 2 } }, 'an object', 'Print what is in it: {{order.id}}, {{order.total}}.'],
    ['{{items}}', { items: [1] }, 'a list', 'Print what is in it: {{#each items}}{{this}}{{/each}}.'],
  ])('%s', (text, data, what, advice) => {
    const { warnings, email } = renderEmail(compile({ text }).email!, data);
    expect(email).toBeDefined();
    expect(warnings.map(describeDiagnostic)).toEqual([
      `1:1 warning objectPrinted: ${text} is ${what}. What SES prints for it is not documented, and not meant for readers. | ${advice}`,
    ]);
  });

  test('a text that is too long for Gmail only after rendering', () => {
    const { email, warnings } = compile({ html: '{{{body}}}', text: '{{body}}' });
    expect(warnings).toEqual([]);
    expect(renderEmail(email!, { body: 'x'.repeat(105_000) }).warnings.map(({ id }) => id)).toEqual(['cdk-ses-templates:gmailClipping']);
  });
});

describe('a rendering ends', () => {
  const numbers = { n: Array.from({ length: 1_000 }, (_, index) => index) };

  test('that takes too many steps', () => {
    expect(render('{{#each n}}{{#each ../n}}{{#each ../../n}}{{/each}}{{/each}}{{/each}}', numbers)).toEqual([
      '1:26 error renderingLimit: The rendering takes more than 1,000,000 steps. | Loop over shorter lists, or nest fewer loops.',
    ]);
  });

  test('that writes too much', () => {
    expect(render(`{{#each n}}{{#each ../n}}${'long text '.repeat(10)}{{/each}}{{/each}}`, numbers)).toEqual([
      '1:26 error renderingLimit: The rendered text is longer than 10,000,000 characters. | Loop over shorter lists, or nest fewer loops.',
    ]);
  });

  test('within limits that the caller sets', () => {
    const { email } = compile({ text: '{{#each n}}abc{{/each}}' });
    expect(renderEmail(email!, numbers, { output: 10 }).errors).toMatchObject([{ message: 'The rendered text is longer than 10 characters.' }]);
    expect(renderEmail(email!, numbers, { steps: 10 }).errors).toMatchObject([{ message: 'The rendering takes more than 10 steps.' }]);
  });
});

test('all parts are rendered, and deploy-time values stay markers', () => {
  const { email } = compile({ subject: 'S {{a}}', html: 'H {{a}}' });
  expect(renderEmail(email!, { a: 1 }).email).toEqual({ subject: 'S 1', html: 'H 1' });
});

test('an error inside a shared partial has the position in the partial', () => {
  const { email } = compile({ text: 'Hello\n{{#each people}}\n{{> sign}}\n{{/each}}' }, { sign: { content: 'Bye,\n  {{name}}\n', file: 'partials/sign.hbs' } });
  expect(renderEmail(email!, { people: [{ nam: 'Ada' }] }).errors).toMatchObject([{
    part: 'text', file: 'partials/sign.hbs', partial: 'sign', line: 2, column: 3, message: 'Attribute \'name\' is not present in the rendering data.',
  }]);
});
