import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from './command-error';
import { cleaned } from './environment';

/** The app to synthesize. */
export interface AppOptions {
  /** The folder of a CDK app, which contains its `cdk.json`, or of a cloud assembly, which is used as is. */
  readonly app: string;
  /** Additional values for the app's context. */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Whether CDK validates the templates, which takes longer than everything else.
   *
   * @default true
   */
  readonly validation?: boolean;
}

/** The target environment of the app, which it reads from `CDK_DEFAULT_ACCOUNT` and `CDK_DEFAULT_REGION`. */
export interface Target {
  readonly region: string;
  readonly accountId: string;
}

/** The output of an app's synthesis, and its cloud assembly. */
export interface Synthesized {
  readonly assembly: string;
  readonly output: string;
}

interface CdkJson {
  readonly app?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Runs a CDK app like `cdk synth`.
 *
 * @param outdir the folder for the cloud assembly
 * @throws CommandError if there is no app, or it fails; the message contains its output
 */
export async function synthesize({ app, context = {}, validation = true }: AppOptions, outdir: string, target: Target): Promise<Synthesized> {
  const folder = resolve(app);
  if (existsSync(join(folder, 'manifest.json'))) {
    const given = Object.keys(context);
    if (given.length > 0) throw new CommandError(`${folder} is a cloud assembly, which is already synthesized and takes no context (${given.join(', ')})`);
    return { assembly: folder, output: '' };
  }
  const { app: command, context: ownContext } = readCdkJson(folder);

  rmSync(outdir, { recursive: true, force: true });
  const bin = binFolders(folder);
  const child = spawn(withoutNpx(command, bin), {
    shell: true,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...cleaned(process.env),
      PATH: [...bin, process.env.PATH].join(delimiter),
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...ownContext, ...context }),
      CDK_DEFAULT_REGION: target.region,
      CDK_DEFAULT_ACCOUNT: target.accountId,
      ...validation ? {} : { CDK_VALIDATION: 'false' },
    },
  });
  const exit = new Promise<number | null>((done, reject) => child.once('error', reject).once('close', done));
  const [code, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  const output = (stdout + stderr).trimEnd();
  if (code !== 0) throw new CommandError(`${output}\n\nThe app in ${folder} could not be synthesized: "${command}" ended with exit code ${code}`);
  if (!existsSync(join(outdir, 'manifest.json'))) throw new CommandError(`The app in ${folder} ran but synthesized nothing: "${command}"`);
  return { assembly: outdir, output };
}

function readCdkJson(folder: string): CdkJson & { app: string } {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) throw new CommandError(`${folder} is neither a CDK app nor a cloud assembly: it has no cdk.json and no manifest.json`);
  let settings: CdkJson;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const { app } = settings;
  if (typeof app !== 'string') throw new CommandError(`${file} does not define how to run the app: "app" must be a command, got: ${JSON.stringify(app)}`);
  return { ...settings, app };
}

/** Removes npx, which takes seconds to find an installed command. */
function withoutNpx(command: string, bin: readonly string[]): string {
  const [, tool] = /^npx ([\w-]+)(?= )/.exec(command) ?? [];
  return tool && bin.some(folder => existsSync(join(folder, tool))) ? command.slice('npx '.length) : command;
}

/** The folders with installed commands for a package, nearest first, as npm adds them to PATH. */
function binFolders(folder: string): string[] {
  const parent = dirname(folder);
  return [join(folder, 'node_modules', '.bin'), ...parent === folder ? [] : binFolders(parent)];
}
