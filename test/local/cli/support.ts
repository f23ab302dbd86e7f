import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { Stack } from 'aws-cdk-lib';
import { program } from '../../../local/cli/commands/program';
import { Display } from '../../../local/cli/display/display';
import { EmailTemplate, EmailTemplateProps } from '../../../src';
import { temporaryFolder, testApp } from '../../support/synth';

export const ROOT = join(__dirname, '..', '..', '..');
export const EMAILS = join(ROOT, 'examples', 'order-mails', 'emails');

// Suppresses the SDK's warning about the Node.js version.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** A display that records its output, without colours. */
export class Transcript implements Display {
  private readonly lines: string[] = [];

  print(line: string = ''): void {
    this.lines.push(stripVTControlCharacters(line));
  }

  async during<T>(_: () => string, work: () => Promise<T>): Promise<T> {
    return work();
  }

  toString(): string {
    return this.lines.join('\n');
  }
}

/** Runs a command in this process. Returns its output, or throws its error. */
export async function run(...args: string[]): Promise<string> {
  const transcript = new Transcript();
  await program(transcript).parseAsync(args, { from: 'user' });
  return transcript.toString();
}

/** Starts the command line like `npm run local`, in a separate process. */
export function startProcess(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), '--tsconfig', 'local/tsconfig.json', 'local/cli/index.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...environment },
  });
}

/** Runs the command line until it ends. */
export async function runProcess(
  args: readonly string[], environment?: NodeJS.ProcessEnv,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = startProcess(args, environment);
  const exit = new Promise<number | null>((done, reject) => child.once('error', reject).once('close', done));
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** Folders that are removed after the tests of a file. */
export function folders(): () => string {
  const made: string[] = [];
  afterAll(() => made.forEach(folder => rmSync(folder, { recursive: true, force: true })));
  return () => {
    const folder = temporaryFolder();
    made.push(folder);
    return folder;
  };
}

/** Synthesizes a stack, `Mails`, with these templates, each dependent on the previous one. Returns the folder of the cloud assembly. */
export function assembly(outdir: string, emails: Record<string, Omit<EmailTemplateProps, 'templateName'>>): string {
  const app = testApp({ outdir });
  const stack = new Stack(app, 'Mails');
  const templates = Object.entries(emails).map(([templateName, props]) => new EmailTemplate(stack, templateName, { templateName, ...props }));
  templates.forEach((template, index) => index > 0 && template.node.addDependency(templates[index - 1]));
  return app.synth().directory;
}

/** Replaces what differs between runs: times and ids. */
export function masked(output: string): string {
  return output
    .replace(/\d\d:\d\d:\d\d/g, 'TIME')
    .replace(/\d+\.\d s$/gm, 'DURATION')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/0100[0-9a-f]{12}-UUID-000000/g, 'MESSAGE-ID');
}
