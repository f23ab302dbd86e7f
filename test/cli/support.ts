import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Output, printer } from '../../cli/commands/output';
import { run } from '../../cli/run';
import { temporaryFolder } from '../support/synth';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process, without a terminal. */
export async function cli(...args: string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const output: Output = {
    exitCode: 0,
    print: printer({ write: text => written.out += text }, {}),
    printError: printer({ write: text => written.err += text }, {}),
  };
  await run(args, output, '1.2.3');
  return { exitCode: output.exitCode, out: written.out.replace(/\n$/, ''), err: written.err.replace(/\n$/, '') };
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
