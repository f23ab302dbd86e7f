import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Output } from '../../cli/commands/output';
import { run } from '../../cli/run';
import { temporaryFolder } from '../support/synth';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function cli(...args: string[]): Promise<Ran> {
  const lines = { out: [] as string[], err: [] as string[] };
  const output: Output = { exitCode: 0, print: text => void lines.out.push(text), printError: text => void lines.err.push(text) };
  await run(args, output, '1.2.3');
  return { exitCode: output.exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

/** Folders of files in a working directory of the test file's own, since messages name files from there. */
export function workingFolder(): (files: Readonly<Record<string, string>>) => string {
  const cwd = process.cwd();
  const parent = realpathSync(temporaryFolder());
  afterEach(() => process.chdir(cwd));
  afterAll(() => rmSync(parent, { recursive: true }));
  return files => {
    const folder = mkdtempSync(join(parent, 'work-'));
    writeFiles(folder, files);
    process.chdir(folder);
    return folder;
  };
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** An email without findings. */
export const WELCOME: Readonly<Record<string, string>> = {
  'emails/welcome/subject.txt': 'Welcome, {{name}}\n',
  'emails/welcome/body.html': '<!DOCTYPE html>\n<html lang="en"><body>\n<p>Welcome, {{{name}}}.</p>\n</body></html>\n',
  'emails/welcome/body.txt': 'Welcome, {{name}}.\n',
  'emails/welcome/sample.json': '{ "name": "Ada" }\n',
};
