import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Ended {
  readonly code: number | null;
  /** What it printed, to standard output and standard error. */
  readonly output: string;
}

/** Runs a command without a terminal until it ends. */
export async function attempt(command: string, args: readonly string[], { cwd, env = process.env }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.stderr.on('data', chunk => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', code => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}

/** The same, for a command that must succeed. Returns what it printed. */
export async function runAsync(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, output } = await attempt(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} must succeed, got: exit code ${code}\n${output}`);
  return output;
}
