import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../../src/contract/fingerprint';
import { CommandError } from '../command-error';

/** What a pull keeps in the folder: what it wrote, to detect local changes, and its progress. */
export interface PullState {
  /** The fingerprints of the files as they were written, by folder and file. */
  readonly written: Record<string, Record<string, string>>;
  /** The names that an interrupted pull has written. Absent when the pull ended. */
  done?: string[];
}

/** Hidden, so that it does not count as an email. */
const FILE = '.cdk-ses-templates-pull.json';

export function readState(directory: string): PullState {
  const file = join(directory, FILE);
  if (!existsSync(file)) return { written: {} };
  try {
    const { written = {}, done } = JSON.parse(readFileSync(file, 'utf8')) as Partial<PullState>;
    return { written, done };
  } catch (error) {
    throw new CommandError(`${file} must be the file that pull keeps, got: ${(error as Error).message}. Delete it, and pull again`);
  }
}

export function writeState(directory: string, { written, done }: PullState): void {
  const sorted = Object.fromEntries(Object.entries(written).sort(([a], [b]) => a < b ? -1 : 1));
  writeFileSync(join(directory, FILE), `${JSON.stringify({ written: sorted, ...done && { done } }, undefined, 2)}\n`);
}


export function isAsWritten(content: string, known: string | undefined): boolean {
  return known !== undefined && fingerprint(content) === known;
}

