import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error';

interface CdkJson {
  readonly app?: unknown;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes a CDK app as the CDK CLI does, and passes on its cloud assembly, which is removed afterwards.
 *
 * @param command the command of the app. By default, that of `cdk.json`
 * @throws CommandError if there is no app, or if it fails
 */
export async function withApp<T>(command: string | undefined, use: (assembly: string) => T | Promise<T>): Promise<T> {
  const { app, context = {} } = readCdkJson();
  const run = command ?? app;
  if (typeof run !== 'string') throw new CommandError('--app must be the command that runs the app, or cdk.json must have it as "app"');
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-ses-templates-'));
  try {
    const child = spawn(run, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: [...binFolders(process.cwd()), process.env.PATH].join(delimiter),
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify(context),
      },
    });
    const exit = new Promise<number | null>((done, reject) => child.once('error', reject).once('close', done));
    const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
    if (code !== 0 || !existsSync(join(outdir, 'manifest.json'))) {
      throw new CommandError(`${(out + err).trim()}\n\nThe app could not be synthesized: "${run}" ended with exit code ${code}`.trim());
    }
    return await use(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function readCdkJson(): CdkJson {
  if (!existsSync('cdk.json')) return {};
  try {
    return JSON.parse(readFileSync('cdk.json', 'utf8')) as CdkJson;
  } catch (error) {
    throw new CommandError(`cdk.json must be JSON, got: ${(error as Error).message}`);
  }
}

/** The folders with the commands of installed packages, the nearest first. */
function binFolders(folder: string): string[] {
  const parent = dirname(resolve(folder));
  return [join(folder, 'node_modules', '.bin'), ...parent === folder ? [] : binFolders(parent)];
}
