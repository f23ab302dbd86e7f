import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const BUNDLE = join(ROOT, 'assets', 'templates');
const MONITOR = join(ROOT, 'assets', 'drift-monitor');

/** Runs a script next to a copy of the bundle, without packages. Returns the JSON that it prints. */
function runNextTo(bundle: string, script: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const file of readdirSync(bundle).filter(name => name.endsWith('.js'))) copyFileSync(join(bundle, file), join(folder, file));
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

test.each([['deployment', BUNDLE], ['drift monitor', MONITOR]])('the bundle of the %s needs nothing outside Node, and offers the handler', (_, bundle) => {
  expect(runNextTo(bundle, `
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

test('the client for tags is a separate bundle, which also needs nothing but Node', () => {
  expect(runNextTo(BUNDLE, 'const sdk = require(\'./sesv2.js\'); console.log(JSON.stringify(Object.keys(sdk).sort()))')).toEqual([
    'ListTagsForResourceCommand', 'SESv2Client', 'TagResourceCommand', 'UntagResourceCommand',
  ]);
  expect(readFileSync(join(BUNDLE, 'index.js'), 'utf8').includes('SESv2ServiceException')).toBe(false);
});

test('the bundle includes the clients that are loaded later', () => {
  const bundle = readFileSync(join(BUNDLE, 'index.js'), 'utf8');
  for (const operation of ['CreateTemplate', 'GetObject', 'DescribeStacks', 'GetTemplate']) expect(bundle).toContain(operation);
});

test('the bundle of the drift monitor holds the clients that load later, and that of the deployment does not hold them', () => {
  const [deployment, monitor] = [BUNDLE, MONITOR].map(folder => readFileSync(join(folder, 'index.js'), 'utf8'));
  for (const operation of ['PutEvents', 'GetSchedule', 'DescribeConfigurationSet']) {
    expect(monitor).toContain(operation);
    expect(deployment).not.toContain(`${operation}Command`);
  }
});

test.each([['deployment', BUNDLE, 'index', ['sesv2.js']], ['drift monitor', MONITOR, 'drift-monitor', []]])('the asset of the %s is the bundle and a source map that leads to this library\'s sources alone, wherever it was made', (_, bundle, entry, others) => {
  expect(readdirSync(bundle).sort()).toEqual(['index.js', 'index.js.map', ...others]);
  const { sources, sourcesContent } = JSON.parse(readFileSync(join(bundle, 'index.js.map'), 'utf8'));
  expect(sources).toContain(`../../lambda/${entry}.ts`);
  expect(sources.filter((source: string) => !/^\.\.\/\.\.\/(lambda|src)\//.test(source))).toEqual([]);
  expect(sourcesContent).toBeUndefined();
});

test('a stack trace of the function shows its sources', () => {
  const script = `
    const { handler } = require(${JSON.stringify(join(BUNDLE, 'index.js'))});
    const event = { RequestType: 'Create', ResponseURL: 'not a URL' };
    handler(event, { getRemainingTimeInMillis: () => 0 }).catch(({ stack }) => console.log(JSON.stringify({ stack })));
  `;
  const { stack } = JSON.parse(execFileSync(process.execPath, ['--enable-source-maps', '-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim().split('\n').pop()!);
  expect(stack).toMatch(/\/lambda\/cloudformation\/\w+\.ts:\d+:\d+/);
});

test('the published notices name every bundled package and its licence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const metafile = join(folder, 'meta.json');
  const esbuild = require.resolve('esbuild/bin/esbuild');
  execFileSync(esbuild, ['lambda/index.ts', '--bundle', '--platform=node', '--main-fields=module,main', `--metafile=${metafile}`, `--outdir=${folder}`], {
    cwd: ROOT, stdio: 'ignore',
  });
  const [{ inputs }] = Object.values<any>(JSON.parse(readFileSync(metafile, 'utf8')).outputs);
  rmSync(folder, { recursive: true });
  const used = Object.keys(inputs).filter(file => inputs[file].bytesInOutput > 0);
  const names = new Set(used.flatMap(file => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? []));
  expect([...names]).toEqual(expect.arrayContaining(['@aws-sdk/client-ses', '@aws-sdk/client-s3', '@smithy/core']));

  const notices = readFileSync(join(ROOT, 'THIRD-PARTY-NOTICES'), 'utf8');
  const unnamed = [...names, 'handlebars'].filter(name => !new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm').test(notices));
  expect(unnamed).toEqual([]);
  expect(notices).toContain('Copyright (C) 2011-2019 by Yehuda Katz');
  expect(notices).toContain('Copyright 2018-2020 Amazon.com, Inc. or its affiliates. All Rights Reserved.');
});
