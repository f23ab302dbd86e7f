import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { endRunFolder } from './run-folder';

const ROOT = resolve(__dirname, '../../..');

/** Creates the folder of a run in a separate process, which ends with a script. Returns what is left in the system's folder. */
async function runIn(system: string, script: string): Promise<string[]> {
  const made = `const { makeRunFolder, useTemporaryFolder } = require('./test/support/temporary/run-folder.ts');
    useTemporaryFolder(makeRunFolder());
    require('node:fs').writeFileSync(require('node:path').join(require('node:os').tmpdir(), 'file'), 'x');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', `${made}\n${script}`], {
    cwd: ROOT, stdio: 'ignore', env: { ...process.env, TMPDIR: system, TMP: system, TEMP: system, TSX_DISABLE_CACHE: '1' },
  });
  await new Promise(done => child.once('close', done));
  return readdirSync(system);
}

const newSystemFolder = () => mkdtempSync(join(tmpdir(), 'system-'));

test('each test file has its own temporary folder, also for CDK and child processes', () => {
  expect(basename(tmpdir())).toMatch(/^run-folder-/);
  expect(basename(dirname(tmpdir()))).toMatch(new RegExp('^cdk-ses-templates-tests-\\d+-'));
  expect(dirname(new App().outdir)).toBe(tmpdir());
  const ask = ['--print', 'require("node:os").tmpdir()'];
  expect(execFileSync(process.execPath, ask, { encoding: 'utf8' }).trim()).toBe(tmpdir());
  expect(execFileSync(process.execPath, ask, { encoding: 'utf8', env: { ...process.env } }).trim()).toBe(tmpdir());
});

test.each([
  ['ends', ''],
  ['exits', 'process.exit(3)'],
  ['fails', 'throw new Error("of the test")'],
  ['is interrupted', 'process.kill(process.pid, "SIGINT"); setTimeout(() => {}, 60_000)'],
  ['is terminated', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000)'],
])('nothing is left in the system\'s temporary folder when the run %s', async (_, script) => {
  expect(await runIn(newSystemFolder(), script)).toEqual([]);
});

test('the next run removes what a killed run left, but not what another run uses', async () => {
  const system = newSystemFolder();
  const used = join(system, `cdk-ses-templates-tests-${process.pid}-x`);
  mkdirSync(used);
  const afterKill = await runIn(system, 'process.kill(process.pid, "SIGKILL")');
  expect(afterKill).toHaveLength(2);
  expect(await runIn(system, '')).toEqual([basename(used)]);
});

test('files left after all tests make the run fail', () => {
  const empty = newSystemFolder();
  endRunFolder(empty);
  expect(existsSync(empty)).toBe(false);

  const folder = newSystemFolder();
  mkdirSync(join(folder, 'cdk.out'));
  for (let index = 10; index < 31; index++) writeFileSync(join(folder, 'cdk.out', `asset.${index}`), '');
  expect(() => endRunFolder(folder)).toThrow(new Error('The tests must leave nothing in the temporary folder, got: cdk.out, '
    + `${Array.from({ length: 19 }, (_, index) => join('cdk.out', `asset.${index + 10}`)).join(', ')} and 2 more`));
  expect(existsSync(folder)).toBe(false);
});
