import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailTemplate, EmailSampleData, EmailContent } from '../../src';
import { assetOf, temporaryFolder, templatesProperties, testStack } from '../support/synth';

// Relative paths start from the working directory.
const cwd = process.cwd();
let folder: string;
beforeAll(() => {
  process.chdir(temporaryFolder());
  folder = process.cwd();
});
afterAll(() => {
  process.chdir(cwd);
  rmSync(folder, { recursive: true });
});

function file(content: string | Buffer): string {
  writeFileSync('welcome.json', content);
  return 'welcome.json';
}


/** The sample data that a template has in the asset. */
function inAsset(sampleData: EmailSampleData): unknown {
  const stack = testStack();
  new EmailTemplate(stack, 'Welcome', { subject: 'Hi', text: EmailContent.fromInline('Hello'), sampleData });
  return assetOf(stack, templatesProperties(stack)).templates.Template.SampleData;
}

function refusalOf(sampleData: unknown): string | undefined {
  try {
    inAsset(sampleData as EmailSampleData);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

const DATA = { name: 'Łukasz', items: [{ price: 1.5, gift: null }], none: {} };

test('a JSON file is read from an absolute path or from the working directory, with or without a byte order mark', () => {
  const path = file(JSON.stringify(DATA, null, 2));
  expect(inAsset(EmailSampleData.fromFile(path))).toEqual(DATA);
  expect(inAsset(EmailSampleData.fromFile(join(folder, path)))).toEqual(DATA);
  expect(inAsset(EmailSampleData.fromFile(file(`\ufeff${JSON.stringify(DATA)}`)))).toEqual(DATA);
});

test('JSON text and an object give the same data', () => {
  expect(inAsset(EmailSampleData.fromJson(JSON.stringify(DATA)))).toEqual(DATA);
  expect(inAsset(EmailSampleData.fromObject(DATA))).toEqual(DATA);
});

test('rendering accepts the same data as a template, with the same checks', () => {
  const template = new EmailTemplate(testStack(), 'Welcome', { subject: 'Hi', text: EmailContent.fromInline('Hello, {{name}}') });
  expect(template.render(EmailSampleData.fromJson('{"name":"Ada"}')).text).toBe('Hello, Ada');
  expect(template.render(EmailSampleData.fromFile(file('{"name":"Bo"}'))).text).toBe('Hello, Bo');
  expect(() => template.render(EmailSampleData.fromObject({ name: new Date(0) }))).toThrow(new Error(
    'OrderMails/Welcome: sampleData.name must be plain JSON, got: an object of class Date'));
  expect(() => template.render(EmailSampleData.fromFile('welcom.json'))).toThrow(new Error(
    `OrderMails/Welcome: sampleData must be a readable file, got: ${join(folder, 'welcom.json')}, which does not exist`));
});

describe('is an error', () => {
  test('a missing file', () => {
    expect(refusalOf(EmailSampleData.fromFile('.'))).toMatch(`OrderMails/Welcome: sampleData must be a readable file, got: ${folder}, which cannot be read: EISDIR`);
  });

  test('a plain object, which JavaScript does not check', () => {
    expect(refusalOf({ name: 'Ada' })).toBe(
      'OrderMails/Welcome: sampleData must be an EmailSampleData, got: another object; EmailSampleData.fromObject converts it');
  });

  test('a text that is not JSON, with the place', () => {
    expect(refusalOf(EmailSampleData.fromJson('{\n  "name": }'))).toBe('OrderMails/Welcome: sampleData must be JSON, got: the text:2:11, where "}" is found instead of a value');
    expect(refusalOf(EmailSampleData.fromJson('[]'))).toBe('OrderMails/Welcome: sampleData must be a JSON object, got: a list in the text');
  });

  test.each<[string, string | Buffer, (file: string) => string]>([
    ['a file that is not JSON, with the place', '{\n  "name": "Ada",\n  "at": new Date()\n}',
      path => `must be JSON, got: ${path}:3:9, where "new" is found instead of a value`],
    ['an empty file', '', path => `must be JSON, got: ${path}:1:1, where the file ends instead of a value`],
    ['a list', '[{ "name": "Ada" }]', path => `must be a JSON object, got: a list in ${path}`],
    ['a string', '"Ada"', path => `must be a JSON object, got: a string in ${path}`],
    ['null', 'null', path => `must be a JSON object, got: null in ${path}`],
    ['a file in another encoding', Buffer.from([0x22, 0xfc, 0x22]), path => `must be a file in UTF-8, got: ${path}, which is not`],
  ])('%s', (_, content, problem) => {
    const path = file(content);
    expect(refusalOf(EmailSampleData.fromFile(path))).toBe(`OrderMails/Welcome: sampleData ${problem(join(folder, path))}`);
  });
});
