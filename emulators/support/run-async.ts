import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Ended {
  readonly code: number | null;
  /** Its output, from standard output and standard error. */
  readonly output: string;
}

/** A command that hangs must fail its step, and not the whole run. */
const MAX_MILLISECONDS = 4 * 60_000;

/** Runs a command without a terminal until it ends. */
export async function attempt(command: string, args: readonly string[], { cwd, env = process.env }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    // Node.js's own option `timeout` keeps the process alive if the command does not exist.
    const timer = setTimeout(() => child.kill(), MAX_MILLISECONDS);
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => chunks.push(chunk));
    child.once('error', cause => {
      clearTimeout(timer);
      reject(cause);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        code,
        output: Buffer.concat(chunks).toString() + (signal === null ? '' : `\nStopped by ${signal}, after ${MAX_MILLISECONDS / 60_000} minutes at most`),
      });
    });
  });
}

/** Runs a command that must succeed, and returns its output. */
export async function runAsync(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, output } = await attempt(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} must succeed, got: exit code ${code}\n${output}`);
  return output;
}
