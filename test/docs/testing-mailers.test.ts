import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

test('the first example of the guide to testing mailers is a test that runs here', () => {
  const [, example] = /^```ts\n([^]*?)^```$/m.exec(read('docs/guides/testing-mailers.md'))!;
  expect(example.replace("emails: 'emails'", "emails: 'examples/quick-start/emails'")).toBe(read('test/cli/serve/testing-mailers.test.ts'));
});
