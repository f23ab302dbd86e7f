import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { cli, WELCOME, workingFolder } from './support';

const work = workingFolder();
const ROOT = join(__dirname, '../..');

const ORDER = {
  ...WELCOME,
  'emails/order-shipped/subject.txt': '{{! Sent when the parcel leaves. }}Order {{number}}',
  'emails/order-shipped/body.html': [
    '{{!-- customer.name: as it is on the parcel. --}}',
    '<p>{{{customer.name}}}{{#if gift}} (a gift){{/if}}</p>',
    '{{#each items}}<p>{{{title}}} {{quantity}}</p>{{/each}}',
    '{{#if note}}<p>{{{note.text}}}</p>{{/if}}',
  ].join('\n'),
  'emails/order-shipped/sample.json': JSON.stringify({
    number: 1, customer: { name: 'Ada' }, gift: true, items: [{ title: 'Tea', quantity: 2 }, { title: 'Pot', quantity: 'one' }], note: { text: 'x' },
  }),
};

async function generate(files = ORDER): Promise<string> {
  const folder = work(files);
  expect(await cli('types', '--out', 'emails.ts')).toMatchObject({ exitCode: 0, err: '' });
  return join(folder, 'emails.ts');
}

/** The last one: its libraries are read once. */
let program: ts.Program | undefined;

/** What the compiler says of code beside the types. */
function compile(types: string, code: string): string[] {
  const file = join(types, '../code.ts');
  writeFileSync(file, code);
  program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    typeRoots: [],
    skipLibCheck: true,
    paths: { '@aws-sdk/*': [join(ROOT, 'node_modules/@aws-sdk/*')] },
  }, undefined, program);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('each email has an interface, with the types that its sample data shows and the words of its comments', async () => {
  const content = readFileSync(await generate(), 'utf8');
  expect(content).toContain('// Made by: cdk-ses-templates types emails --out emails.ts\n');
  expect(content).toContain("export type EmailName = 'order-shipped' | 'welcome';\n");
  expect(content).toContain([
    '/**',
    ' * Sent when the parcel leaves.',
    ' *',
    ' * The data of the email `order-shipped`.',
    ' */',
    'export interface OrderShippedData {',
    '  readonly customer: {',
    '    /** as it is on the parcel. */',
    '    readonly name: InHtml<string>;',
    '  };',
    '  readonly gift?: boolean;',
    '  readonly items?: ReadonlyArray<{',
    '    readonly quantity: InHtml<string | number>;',
    '    readonly title: InHtml<string>;',
    '  }>;',
    '  readonly note?: {',
    '    readonly text: InHtml<string>;',
    '  };',
    '  readonly number: number;',
    '}',
  ].join('\n'));
});

const RIGHT = "{ number: 7, customer: { name: escapeHtml('A & B') }, items: [{ title: 'Tea', quantity: 1 }] }";

describe('the compiler', () => {
  let types: string;
  beforeAll(async () => { types = await generate(); });

  test('takes right data, for both versions of the API', () => {
    expect(compile(types, `
      import { bulkDestination, bulkEmailEntry, emailContent, EmailData, EmailName, escapeHtml, OrderShippedData, templatedEmail } from './emails';
      const data: OrderShippedData = ${RIGHT};
      const names: EmailName[] = ['welcome', 'order-shipped'];
      const map: EmailData['order-shipped'] = data;
      const v1: { Template: string; TemplateData: string } = templatedEmail('order-shipped', map, 'prod-order-shipped');
      const v2: { Template: { TemplateName: string; TemplateData: string } } = emailContent('welcome', { name: 'Ada' });
      bulkDestination('welcome', { ToAddresses: ['ada@example.com'] }, { name: 'Ada' });
      bulkEmailEntry('order-shipped', { ToAddresses: ['ada@example.com'] }, { ...data, gift: true, note: { text: 'x' } });
      export { names, v1, v2 };
    `)).toEqual([]);
  });

  test('takes the fragments as the input of the SDK', () => {
    expect(compile(types, `
      import { SendBulkTemplatedEmailCommandInput, SendTemplatedEmailCommandInput } from '@aws-sdk/client-ses';
      import { bulkDestination, templatedEmail } from './emails';
      const Source = 'shop@example.com';
      export const one: SendTemplatedEmailCommandInput = { Source, Destination: {}, ...templatedEmail('welcome', { name: 'Ada' }) };
      const { Template, TemplateData } = templatedEmail('welcome', { name: 'reader' });
      export const many: SendBulkTemplatedEmailCommandInput = {
        Source, Template, DefaultTemplateData: TemplateData, Destinations: [bulkDestination('welcome', { ToAddresses: ['a@b.c'] }, { name: 'Ada' })],
      };
    `)).toEqual([]);
  });

  test.each([
    ['a missing value', "templatedEmail('welcome', {});", "Property 'name' is missing in type '{}' but required in type 'WelcomeData'."],
    ['null', "templatedEmail('welcome', { name: null });", "Type 'null' is not assignable to type 'string'."],
    ['another type than in the samples', "templatedEmail('welcome', { name: 1 });", "Type 'number' is not assignable to type 'string'."],
    ['a misspelt name', "templatedEmail('welcome', { name: '', nam: '' });", 'Object literal may only specify known properties'],
    ['data of another email', "templatedEmail('order-shipped', { name: 'Ada' });", "'name' does not exist in type 'OrderShippedData'"],
    ['an email that does not exist', "emailContent('welcom', { name: 'Ada' });", "Argument of type '\"welcom\"' is not assignable to parameter of type 'EmailName'."],
    ['an item without a field', "emailContent('order-shipped', { number: 1, customer: { name: '' }, items: [{ title: '' }] });", "Property 'quantity' is missing"],
    ['an object in place of a list', "emailContent('order-shipped', { number: 1, customer: { name: '' }, items: {} });", 'is missing the following properties from type'],
    ['a part of an object', "emailContent('order-shipped', { number: 1, customer: { name: '' }, note: {} });", "Property 'text' is missing"],
  ])('refuses %s', (_, code, message) => {
    const [first, ...others] = compile(types, `import { emailContent, templatedEmail } from './emails';\n${code}\nexport { emailContent, templatedEmail };`);
    expect(first).toContain(message);
    expect(others).toEqual([]);
  });
});

test('the functions return what SES takes', async () => {
  const types = await generate();
  const { outputText } = ts.transpileModule(readFileSync(types, 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module = { exports: {} as Record<string, (...args: unknown[]) => unknown> };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('module', 'exports', outputText)(module, module.exports);
  const { bulkDestination, bulkEmailEntry, emailContent, escapeHtml, templatedEmail } = module.exports;
  const to = { ToAddresses: ['ada@example.com'] };
  const json = '{"name":"Ada"}';
  expect([
    templatedEmail('welcome', { name: 'Ada' }), templatedEmail('welcome', { name: 'Ada' }, 'prod-welcome'), emailContent('welcome', { name: 'Ada' }),
    bulkDestination('welcome', to, { name: 'Ada' }), bulkEmailEntry('welcome', to, { name: 'Ada' }), escapeHtml('<a href="x">\'&'),
  ]).toEqual([
    { Template: 'welcome', TemplateData: json }, { Template: 'prod-welcome', TemplateData: json }, { Template: { TemplateName: 'welcome', TemplateData: json } },
    { Destination: to, ReplacementTemplateData: json },
    { Destination: to, ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: json } } },
    '&#60;a href=&#34;x&#34;&#62;&#39;&#38;',
  ]);
});

test('without sample data, a printed value is a string, a number or a boolean', async () => {
  const types = await generate({ 'emails/a/subject.txt': 'x', 'emails/a/body.txt': '{{name}}{{#if vip}}!{{/if}}' } as never);
  expect(readFileSync(types, 'utf8')).toContain('  readonly name: string | number | boolean;\n  readonly vip?: unknown;\n');
});

test('--check fails for a file that is stale or missing, and writes nothing', async () => {
  const types = await generate();
  expect(await cli('types', '--out', 'emails.ts', '--check')).toEqual({ exitCode: 0, out: '', err: '' });
  writeFileSync(types, 'old');
  expect(await cli('types', '--out', 'emails.ts', '--check')).toEqual({
    exitCode: 1, out: '', err: 'emails.ts is stale. Run: cdk-ses-templates types emails --out emails.ts',
  });
  expect(readFileSync(types, 'utf8')).toBe('old');
  rmSync(types);
  expect(await cli('types', '--out', 'emails.ts', '--check')).toMatchObject({
    exitCode: 1, err: 'emails.ts does not exist. Run: cdk-ses-templates types emails --out emails.ts',
  });
});

test('--json has the result for programs', async () => {
  const types = await generate();
  const expected = (status: string) => ({
    file: 'emails.ts', status, emails: ['order-shipped', 'welcome'], command: 'cdk-ses-templates types emails --out emails.ts',
  });
  const result = async (...args: string[]) => {
    const { out, ...ran } = await cli('types', '--out', 'emails.ts', '--json', ...args);
    return { ...ran, result: JSON.parse(out) };
  };
  expect(await result()).toEqual({ exitCode: 0, err: '', result: expected('written') });
  expect(await result('--check')).toEqual({ exitCode: 0, err: '', result: expected('current') });
  writeFileSync(types, 'old');
  expect(await result('--check')).toEqual({ exitCode: 1, err: '', result: expected('stale') });
  rmSync(types);
  expect(await result('--check')).toEqual({ exitCode: 1, err: '', result: expected('missing') });
});

test('--json-schema has the same for other languages', async () => {
  work(ORDER);
  await cli('types', '--json-schema', '--out', 'emails.schema.json');
  const { $defs } = JSON.parse(readFileSync('emails.schema.json', 'utf8'));
  expect($defs['order-shipped']).toEqual({
    description: 'Sent when the parcel leaves.',
    type: 'object',
    properties: {
      customer: {
        type: 'object',
        properties: { name: { description: 'as it is on the parcel. Printed into HTML: escape what people type.', type: 'string' } },
        required: ['name'],
      },
      gift: { type: 'boolean' },
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            quantity: { description: 'Printed into HTML: escape what people type.', type: ['string', 'number'] },
            title: { description: 'Printed into HTML: escape what people type.', type: 'string' },
          },
          required: ['quantity', 'title'],
        },
      },
      note: {
        type: 'object',
        properties: { text: { description: 'Printed into HTML: escape what people type.', type: 'string' } },
        required: ['text'],
      },
      number: { type: 'number' },
    },
    required: ['customer', 'number'],
  });
});

test.each([
  ['an email with errors', { ...WELCOME, 'emails/welcome/body.txt': '{{#if x}}' }, 'The email "welcome" must be free of errors, got: 1. "cdk-ses-templates check" shows them'],
  ['names that make one type', { ...WELCOME, 'emails/Welcome/subject.txt': 'x', 'emails/Welcome/body.txt': 'x' },
    'The names of emails must make different names of types, got: "welcome" and "Welcome", which both make WelcomeData'],
])('%s has no types', async (_, files, message) => {
  work(files);
  expect(await cli('types', '--out', 'emails.ts')).toEqual({ exitCode: 2, out: '', err: message });
});

test('the types of the example are those of its emails', async () => {
  process.chdir(join(ROOT, 'examples/order-mails'));
  expect(await cli('types', '--out', 'mailer/emails.ts', '--check')).toEqual({ exitCode: 0, out: '', err: '' });
});

