import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAsync } from './run-async';

/** Creates a virtual environment of Python with one package. It is kept in a folder until another version is requested. */
export async function virtualEnvironment(cache: string, requirement: string): Promise<string> {
  const folder = join(cache, requirement.replace(/[^\w.=-]/g, '_'));
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  await runAsync('python3', ['-m', 'venv', folder]);
  await runAsync(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement]);
  writeFileSync(complete, '');
  return folder;
}

/** Returns why Python with support for virtual environments is not available, or undefined if it is. */
export async function pythonIsMissing(): Promise<string | undefined> {
  return runAsync('python3', ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'])
    .then(() => undefined, (cause: Error) => cause.message);
}

/**
 * Prints that something is not tested.
 *
 * @throws Error if the environment variable REQUIRED_LANGUAGES has python
 */
export function skipWithoutPython(consequence: string, missing: string): void {
  const words = `Python 3.10 or later with venv is not available, so ${consequence}.\n${missing}`;
  if ((process.env.REQUIRED_LANGUAGES ?? '').split(',').includes('python')) throw new Error(words);
  process.stdout.write(`\nSKIPPED: ${words}\n\n`);
}
