import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { CHROMIUM } from '../../support/browser';

const BUNDLE = join(__dirname, '../../../assets/cli/cdk-ses-templates.js');

/** Tests of the page: left out without a browser, except in continuous integration, where they fail. */
export const describePage = CHROMIUM === undefined && !process.env.CI ? describe.skip : describe;

export interface RunningPreview {
  readonly url: string;
  stop(): Promise<number | null>;
}

export function runPreview(cwd: string, ...args: string[]): Promise<RunningPreview> {
  return runCommand(cwd, 'preview', ...args);
}

/** A command that serves a page, as users run it: the bundle, in a separate process. */
export async function runCommand(cwd: string, ...args: string[]): Promise<RunningPreview> {
  const child = spawn(process.execPath, [BUNDLE, ...args], { cwd, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
  return { url: await urlOf(child), stop: () => stopped(child) };
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const [url] = /http:\/\/\S+\//.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('exit', code => reject(new Error(`the command ended with ${code}: ${output}`)));
  });
}

function stopped(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => {
    child.removeAllListeners('exit');
    child.once('exit', code => resolve(code));
    child.kill('SIGTERM');
  });
}
