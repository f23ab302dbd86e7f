import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'cdk-ses-templates-tests-';

const MOST_NAMES = 20;

/** The environment variables that define the folder for temporary files, on all systems. */
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];

/** Makes this process and its child processes use a folder for temporary files. */
export function useTemporaryFolder(folder: string): void {
  for (const variable of VARIABLES) process.env[variable] = folder;
}

/**
 * Creates a folder for all temporary files of a test run, inside the system's temporary folder. It is removed when this
 * process exits. If the process is killed, the next run removes the folder.
 */
export function makeRunFolder(): string {
  const parent = realpathSync(tmpdir());
  removeAbandoned(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  process.once('exit', () => removeFolder(folder));
  for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]] as const) process.once(signal, () => process.exit(128 + number));
  return folder;
}

/** Removes a folder, even if a process that was just killed is still writing to it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Removes the folder of a run after all tests. Each test file has already removed its own files: anything left is from a
 * process that a test did not end, or from a worker that crashed.
 *
 * @throws Error if anything is left
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
    // A process of another user counts as running, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
