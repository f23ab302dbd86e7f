import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../local/session/synth';
import { RESOURCE_TYPE, temporaryFolder } from '../support/synth';

const ROOT = join(__dirname, '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'quick-start');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

test('is the app of the README, and fits on one screen', () => {
  const [, block] = /```ts[^\n]*\n([^]*?)```/.exec(README)!;
  const app = readFileSync(join(EXAMPLE, 'app.ts'), 'utf8');

  expect(app).toBe(block);
  expect(app.split('\n').length).toBeLessThanOrEqual(25);
});

test('synthesizes without a warning, and deploys the template of its folder', async () => {
  const { assembly, output } = await synthesize({ app: EXAMPLE, validation: false }, join(folder, 'cdk.out'), { region: 'eu-west-1', accountId: '111122223333' });
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'Shop.template.json'), 'utf8'));
  const sets = Object.values<any>(Resources).filter(({ Type }) => Type === RESOURCE_TYPE);

  expect(output).not.toMatch(/Warning|Error/i);
  expect(sets.map(({ Properties }) => Object.values<any>(Properties.Templates).map(({ Name }) => Name))).toEqual([['prod-welcome']]);
});
