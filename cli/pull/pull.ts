import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Files, filesOf, nameProblem, templateProblem } from './files';
import { isAsWritten, PullState, readState, writeState } from './state';
import { fingerprint } from '../../src/contract/fingerprint';
import { TemplateSource } from '../ses/source';

export interface PullProps {
  readonly source: TemplateSource;
  /** The folder of the emails. */
  readonly directory: string;
  /** The prefix that the template names have, and the folder names do not. */
  readonly prefix: string;
  /** Whether files that were changed locally are overwritten. */
  readonly force: boolean;
  /** Called with the progress. */
  readonly onProgress?: (done: number, all: number, name: string) => void;
}

export interface PullResult {
  readonly written: string[];
  readonly unchanged: string[];
  /** Templates that an earlier, interrupted pull had written. */
  readonly resumed: string[];
  /** Templates with files that were changed locally. */
  readonly kept: ReadonlyArray<{ readonly name: string; readonly files: readonly string[] }>;
  /** Templates that cannot be emails of the folder. */
  readonly skipped: ReadonlyArray<{ readonly name: string; readonly why: string }>;
}

const PARTS = ['subject.txt', 'subject.hbs', 'body.html', 'body.txt'];

/** Writes the templates of an account to a folder of emails. After a failure, what it has written is kept. */
export async function pull({ source, directory, prefix, force, onProgress = () => {} }: PullProps): Promise<PullResult> {
  mkdirSync(directory, { recursive: true });
  const state = readState(directory);
  const resumed = new Set(state.done ?? []);
  const result = { written: [] as string[], unchanged: [] as string[], resumed: [] as string[], kept: [] as Array<PullResult['kept'][number]>, skipped: [] as Array<PullResult['skipped'][number]> };
  const names = (await source.names()).filter(name => name.startsWith(prefix)).sort();
  const folders = new Set<string>();
  state.done ??= [];

  for (const [index, name] of names.entries()) {
    onProgress(index, names.length, name);
    const folder = name.slice(prefix.length);
    const wrongName = nameProblem(folder, name, folders);
    if (wrongName !== undefined) {
      result.skipped.push({ name, why: wrongName });
      continue;
    }
    folders.add(folder);
    if (resumed.has(name)) {
      result.resumed.push(name);
      continue;
    }
    const template = await source.get(name);
    const why = template ? templateProblem(template) : 'it was deleted during the pull';
    if (!template || why !== undefined) {
      result.skipped.push({ name, why: why! });
      continue;
    }
    const changed = writeEmail(join(directory, folder), filesOf(template), state, folder, force);
    if (changed === 'unchanged') result.unchanged.push(name);
    else if (changed === 'written') result.written.push(name);
    else result.kept.push({ name, files: changed.map(file => join(folder, file)) });
    state.done.push(name);
    writeState(directory, state);
  }
  writeState(directory, { written: state.written });
  return result;
}

/** Writes all files of an email. If some were changed locally, writes none, and returns those. */
function writeEmail(path: string, files: Files, state: PullState, folder: string, force: boolean): 'written' | 'unchanged' | string[] {
  const known = state.written[folder] ?? {};
  const present = new Map(PARTS.flatMap(file => {
    const content = contentOf(join(path, file));
    return content === undefined ? [] : [[file, content] as const];
  }));
  const differing = [...new Set([...present.keys(), ...Object.keys(files)])].filter(file => present.get(file) !== files[file]);
  const record = () => { state.written[folder] = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, fingerprint(content)])); };
  if (differing.length === 0) {
    record();
    return 'unchanged';
  }
  // A file that pull wrote and that no longer exists was deleted locally.
  const changedHere = differing.filter(file => present.has(file) ? !isAsWritten(present.get(file)!, known[file]) : known[file] !== undefined);
  if (changedHere.length > 0 && !force) return changedHere;

  mkdirSync(path, { recursive: true });
  for (const file of differing) {
    if (files[file] === undefined) rmSync(join(path, file));
    else writeFileSync(join(path, file), files[file]);
  }
  record();
  return 'written';
}

function contentOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
