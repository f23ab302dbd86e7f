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

function refusalOf(path: string): string | undefined {
  try {
    EmailSampleData.fromFile(path);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

describe('a file', () => {
  test('of JSON is read, from an absolute path or from the working directory, with or without a byte order mark', () => {
    const data = { name: 'Łukasz', items: [{ price: 1.5, gift: null }], none: {} };
    const path = file(JSON.stringify(data, null, 2));
    expect(EmailSampleData.fromFile(path)).toEqual(data);
    expect(EmailSampleData.fromFile(join(folder, path))).toEqual(data);
    expect(EmailSampleData.fromFile(file(`\ufeff${JSON.stringify(data)}`))).toEqual(data);
  });

  test('is what a template takes for its sample data', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', { subject: 'Hi', text: EmailContent.fromInline('{{name}}'), sampleData: EmailSampleData.fromFile(file('{"name":"Ada"}')) });
    expect(assetOf(stack, templatesProperties(stack)).templates.Template.SampleData).toEqual({ name: 'Ada' });
  });
});

describe('is an error', () => {
  test('no file', () => {
    expect(refusalOf('welcom.json')).toBe(`sample data must be a file that can be read, got: ${join(folder, 'welcom.json')}, which does not exist`);
    expect(refusalOf('.')).toMatch(`sample data must be a file that can be read, got: ${folder}, which cannot be read: EISDIR`);
  });

  test.each<[string, string | Buffer, (file: string) => string]>([
    ['a file that is not JSON, with the place', '{\n  "name": "Ada",\n  "at": new Date()\n}',
      path => `must be JSON, got: ${path}:3:9, where "new" stands instead of a value`],
    ['an empty file', '', path => `must be JSON, got: ${path}:1:1, where the file ends instead of a value`],
    ['a list', '[{ "name": "Ada" }]', path => `must be a JSON object, got: a list in ${path}`],
    ['a string', '"Ada"', path => `must be a JSON object, got: a string in ${path}`],
    ['null', 'null', path => `must be a JSON object, got: null in ${path}`],
    ['a file in another encoding', Buffer.from([0x22, 0xfc, 0x22]), path => `must be a file in UTF-8, got: ${path}, which is not`],
  ])('%s', (_, content, problem) => {
    const path = file(content);
    expect(refusalOf(path)).toBe(`sample data ${problem(join(folder, path))}`);
  });
});
