import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUNDLE = join(__dirname, '..', '..', 'assets', 'templates');

/** Runs a script beside a copy of the bundle, where there are no packages, and gives back what it prints. */
function beside(script: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  copyFileSync(join(BUNDLE, 'index.js'), join(folder, 'index.js'));
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

test('the bundle needs nothing outside Node, and offers the handler', () => {
  expect(beside(`
    const Module = require('node:module');
    const foreign = [];
    const load = Module._load;
    Module._load = function (request, ...rest) {
      if (request !== './index.js' && !Module.isBuiltin(request)) foreign.push(request);
      return load.call(this, request, ...rest);
    };
    const { handler } = require('./index.js');
    console.log(JSON.stringify({ handler: typeof handler, foreign }));
  `)).toEqual({ handler: 'function', foreign: [] });
});

test('the bundle holds the clients that load later, too', () => {
  const bundle = readFileSync(join(BUNDLE, 'index.js'), 'utf8');
  for (const operation of ['CreateTemplate', 'GetObject', 'DescribeStacks', 'GetTemplate']) expect(bundle).toContain(operation);
});

test('the asset is the bundle and its source map, which tells nothing of the machine it was made on', () => {
  expect(readdirSync(BUNDLE).sort()).toEqual(['index.js', 'index.js.map']);
  const { sources, sourcesContent } = JSON.parse(readFileSync(join(BUNDLE, 'index.js.map'), 'utf8'));
  expect(sources).toContain('../../lambda/index.ts');
  expect(sources.filter((source: string) => source.startsWith('/'))).toEqual([]);
  expect(sourcesContent).toBeUndefined();
});
