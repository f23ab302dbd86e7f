import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadESLint } from 'eslint';

const ROOT = join(__dirname, '..', '..');
const RULES = ['import/no-restricted-paths', 'no-restricted-imports'];
const only = (rules: object = {}) => Object.fromEntries(Object.entries(rules).filter(([rule]) => RULES.includes(rule)));

/** With the rules about imports alone: the others take long. */
const eslint = loadESLint({ useFlatConfig: false }).then(Legacy => {
  const { overrides, parser, rules, settings } = JSON.parse(readFileSync(join(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*/, ''));
  return new Legacy({
    cwd: ROOT,
    useEslintrc: false,
    baseConfig: {
      root: true,
      parser,
      parserOptions: { sourceType: 'module' },
      plugins: ['import'],
      settings,
      rules: only(rules),
      overrides: overrides.map((override: { rules?: object }) => ({ ...override, rules: only(override.rules) })),
    },
  } as object);
});

test.each([
  ['the language, aws-cdk-lib', 'src/language/index.ts', 'aws-cdk-lib', 'no-restricted-imports'],
  ['the language, constructs', 'src/language/index.ts', '../templates/email-template', 'import/no-restricted-paths'],
  ['an early phase of the language, a later one', 'src/language/parse/ast.ts', '../render/render', 'import/no-restricted-paths'],
  ['the contract, aws-cdk-lib', 'src/contract/limits.ts', 'aws-cdk-lib', 'no-restricted-imports'],
  ['the contract, the language', 'src/contract/limits.ts', '../language', 'import/no-restricted-paths'],
  ['events, templates', 'src/events/email-dashboard.ts', '../templates/email-template', 'import/no-restricted-paths'],
  ['templates, events', 'src/templates/email-template.ts', '../events/email-dashboard', 'import/no-restricted-paths'],
  ['templates, the monitor', 'src/templates/email-template.ts', '../monitor/template-drift-monitor', 'import/no-restricted-paths'],
  ['the monitor, the language', 'src/monitor/template-drift-mode.ts', '../language', 'import/no-restricted-paths'],
  ['the comparison, pacing', 'lambda/drift/describe.ts', '../pacing/retry', 'import/no-restricted-paths'],
  ['the monitor\'s core, the SDK', 'lambda/monitor/check.ts', '@aws-sdk/client-sns', 'no-restricted-imports'],
  ['a deployment, the monitor', 'lambda/reconcile/plan.ts', '../monitor/check', 'import/no-restricted-paths'],
  ['the function, constructs', 'lambda/index.ts', '../src/templates/email-template', 'import/no-restricted-paths'],
  ['the function\'s core, the SDK', 'lambda/reconcile/plan.ts', '@aws-sdk/client-ses', 'no-restricted-imports'],
  ['the function\'s core, its adapters', 'lambda/reconcile/plan.ts', '../aws/ses-templates', 'import/no-restricted-paths'],
  ['the command line, aws-cdk-lib', 'cli/emails/check.ts', 'aws-cdk-lib', 'no-restricted-imports'],
  ['the command line, constructs', 'cli/run.ts', '../src/templates/email-template', 'import/no-restricted-paths'],
  ['the command line, the other stand-ins', 'cli/run.ts', '../local/session/session', 'import/no-restricted-paths'],
  ['the reader of folders, aws-cdk-lib', 'src/templates/files/email-directory.ts', 'aws-cdk-lib', 'no-restricted-imports'],
  ['the stand-ins, constructs', 'local/ses/index.ts', '../../src', 'import/no-restricted-paths'],
  ['the emulators, private files', 'emulators/steps/index.ts', '../../src/templates/email-template', 'import/no-restricted-paths'],
  ['the examples, private files', 'examples/quick-start/app.ts', '../../src/templates/email-template', 'import/no-restricted-paths'],
])('lint refuses an import of %s', async (_, file, imported, rule) => {
  const [{ messages }] = await (await eslint).lintText(`export * from '${imported}';\n`, { filePath: join(ROOT, file) });

  expect(messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId)).toEqual([rule]);
});

test('the table of rooms names every folder of src and lambda', () => {
  const page = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
  const rooms = ['src', 'lambda'].flatMap(half => readdirSync(join(ROOT, half), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => `${half}/${entry.name}`));

  expect(rooms.filter(room => !page.includes(`| \`${room}\``))).toEqual([]);
});
