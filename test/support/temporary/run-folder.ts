import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'cdk-ses-templates-tests-';

const MOST_NAMES = 20;

/** Where programs look for the folder for temporary files, on all systems. */
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];

/** Has this process, and the processes that it starts, put temporary files into a folder. */
export function useTemporaryFolder(folder: string): void {
  for (const variable of VARIABLES) process.env[variable] = folder;
}

/**
 * Makes a folder for all temporary files of a run of the tests, in the system's own. It goes with this process, however
 * that ends; if it is killed, the next run finds the folder and removes it.
 */
export function makeRunFolder(): string {
  const parent = realpathSync(tmpdir());
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  process.once('exit', () => removeFolder(folder));
  for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]] as const) process.once(signal, () => process.exit(128 + number));
  return folder;
}

/** Removes a folder, even while a process that was just ended still writes to it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Removes the folder of a run when all its tests have ended. Each test file has removed what it had in it: what is left came
 * later, from a process that a test did not end, or from a worker that crashed.
 *
 * @throws Error if there is anything left
 */
export function endRunFolder(folder: string): void {
  const left = readdirSync(folder, { recursive: true }).map(String).sort();
  removeFolder(folder);
  const more = left.length > MOST_NAMES ? ` and ${left.length - MOST_NAMES} more` : '';
  if (left.length > 0) throw new Error(`The tests must leave nothing in the temporary folder, got: ${left.slice(0, MOST_NAMES).join(', ')}${more}`);
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) removeFolder(join(parent, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of another user is one, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
