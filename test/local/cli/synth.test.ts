import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders } from './support';
import { synthesize } from '../../../local/session/synth';

const folder = folders();
const TARGET = { region: 'eu-west-1', accountId: '123456789012' };

/** An app whose command is a script; it writes a cloud assembly unless it does something else. */
function app(script: string, settings: object = {}): string {
  const made = folder();
  writeFileSync(join(made, 'app.js'), script);
  writeFileSync(join(made, 'cdk.json'), JSON.stringify({ app: `"${process.execPath}" app.js`, ...settings }));
  return made;
}

const TELLING = `
const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', JSON.stringify(process.env));
`;

function environmentOfApp(outdir: string): NodeJS.ProcessEnv {
  return JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
}

test('an app runs like in CDK: with its context and target, in its folder', async () => {
  const outdir = join(folder(), 'cdk.out');
  const made = app(TELLING, { context: { 'emails': 'here', '@aws-cdk/core:flag': true } });
  expect(await synthesize({ app: made, context: { emails: '/elsewhere' } }, outdir, TARGET)).toEqual({ assembly: outdir, output: '' });

  const { CDK_CONTEXT_JSON, CDK_DEFAULT_REGION, CDK_DEFAULT_ACCOUNT, CDK_VALIDATION } = environmentOfApp(outdir);
  expect({ context: JSON.parse(CDK_CONTEXT_JSON!), CDK_DEFAULT_REGION, CDK_DEFAULT_ACCOUNT, CDK_VALIDATION }).toEqual({
    context: { 'emails': '/elsewhere', '@aws-cdk/core:flag': true }, CDK_DEFAULT_REGION: 'eu-west-1', CDK_DEFAULT_ACCOUNT: '123456789012',
  });
});

test('CDK\'s validation can be skipped', async () => {
  const outdir = join(folder(), 'cdk.out');
  await synthesize({ app: app(TELLING), validation: false }, outdir, TARGET);
  expect(environmentOfApp(outdir).CDK_VALIDATION).toBe('false');
});

test('an earlier assembly is removed', async () => {
  const outdir = folder();
  writeFileSync(join(outdir, 'asset.old'), '');
  await synthesize({ app: app(TELLING) }, outdir, TARGET);
  expect(existsSync(join(outdir, 'asset.old'))).toBe(false);
});

test('the output of the app is passed on', async () => {
  const { output } = await synthesize({ app: app(`${TELLING}; console.log('[Warning] of something');`) }, join(folder(), 'cdk.out'), TARGET);
  expect(output).toBe('[Warning] of something');
});

test('a cloud assembly is used as is, and takes no context', async () => {
  const assembly = folder();
  writeFileSync(join(assembly, 'manifest.json'), '{}');
  expect(await synthesize({ app: assembly }, '/nowhere', TARGET)).toEqual({ assembly, output: '' });
  await expect(synthesize({ app: assembly, context: { emails: '/mine' } }, '/nowhere', TARGET)).rejects.toThrow(
    `${assembly} is a cloud assembly, which is already synthesized and takes no context (emails)`);
});

describe('an app that cannot be synthesized', () => {
  test.each<[string, () => string, (made: string) => string]>([
    ['because it is none', folder, made => `${made} is neither a CDK app nor a cloud assembly: it has no cdk.json and no manifest.json`],
    ['without a command to run it', () => app('', { app: undefined }),
      made => `${made}/cdk.json does not define how to run the app: "app" must be a command, got: undefined`],
    ['because it fails: with what it said', () => app('console.error("Shop/Welcome: subject must not be empty"); process.exit(3);'),
      made => `Shop/Welcome: subject must not be empty\n\nThe app in ${made} could not be synthesized: ""${process.execPath}" app.js" ended with exit code 3`],
    ['because it forgets to', () => app(''), made => `The app in ${made} ran but synthesized nothing: ""${process.execPath}" app.js"`],
  ])('%s', async (_, make, message) => {
    const made = make();
    await expect(synthesize({ app: made }, join(folder(), 'cdk.out'), TARGET)).rejects.toThrow(new Error(message(made)));
  });

  test('because its cdk.json is not JSON', async () => {
    const made = app('');
    writeFileSync(join(made, 'cdk.json'), '{ app }');
    await expect(synthesize({ app: made }, join(folder(), 'cdk.out'), TARGET)).rejects.toThrow(`${made}/cdk.json is not JSON: `);
  });
});
