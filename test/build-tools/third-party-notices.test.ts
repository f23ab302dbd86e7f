import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, thirdPartyNotices } from '../../build-tools/third-party-notices';
import { temporaryFolder } from '../support/synth';

let folder: string;
beforeEach(() => { folder = temporaryFolder(); });
afterEach(() => rmSync(folder, { recursive: true }));

/** A package in the folder, and where it is. */
function packageOf(name: string, license: string, files: Record<string, string> = {}): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

/** What esbuild reports of a bundle: how many bytes each file gives it. */
function metafile(inputs: Record<string, number>) {
  const of = (bytesInOutput: number) => ({ bytesInOutput });
  return { outputs: { 'index.js': { inputs: Object.fromEntries(Object.entries(inputs).map(([file, bytes]) => [file, of(bytes)])) } } } as any;
}

test('finds each package whose code is in a bundle once, including nested packages', () => {
  expect(bundledPackages([
    metafile({ 'lambda/index.ts': 9, 'node_modules/sdk/a.js': 1, 'node_modules/sdk/b.js': 2, 'node_modules/types/index.js': 0 }),
    metafile({ 'node_modules/@scope/core/dist/x.js': 3, 'node_modules/sdk/node_modules/tslib/x.js': 4, 'node_modules/sdk/c.js': 5 }),
  ])).toEqual(['node_modules/@scope/core', 'node_modules/sdk', 'node_modules/sdk/node_modules/tslib']);
});

test('prints a text that packages share once, after their names, and notices after the licence', () => {
  expect(thirdPartyNotices([
    packageOf('one', 'MIT', { 'LICENSE': 'Do as you like.\n', 'README.md': 'One' }),
    packageOf('two', 'Apache-2.0', { 'LICENSE.txt': 'Terms.\n', 'NOTICE': 'Made by two.\n' }),
    packageOf('three', 'MIT', { licence: 'Do as you like.\n\n' }),
  ])).toBe([
    'This package contains code of other packages, under their licences.',
    'one 1.2.3 (MIT)\nthree 1.2.3 (MIT)\n\nDo as you like.',
    'two 1.2.3 (Apache-2.0)\n\nTerms.\n\nMade by two.',
  ].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n');
});

test('adds the text of Apache-2.0 if a package lacks it, and fails for any other licence without a text', () => {
  expect(thirdPartyNotices([packageOf('one', 'Apache-2.0')])).toMatch(/^one 1\.2\.3 \(Apache-2\.0\)\n\n\s+Apache License\n\s+Version 2\.0, January 2004$/m);
  expect(() => thirdPartyNotices([packageOf('two', 'ISC')]))
    .toThrow(`${join(folder, 'two')}: a bundled package must have the text of its licence, got: "ISC" in its package.json alone; add the text to build-tools/`);
});
