import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from './command-error';
import { cleaned } from './environment';

/** What to synthesize. */
export interface AppOptions {
  /** The folder of a CDK app, the one with its `cdk.json`; or a cloud assembly, to be taken as it is. */
  readonly app: string;
  /** More values for the app's context. */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Whether CDK validates the templates, which takes longer than all the rest.
   *
   * @default true
   */
  readonly validation?: boolean;
}

/** Where the app is to be deployed: what an app asks CDK for by `CDK_DEFAULT_ACCOUNT` and `CDK_DEFAULT_REGION`. */
export interface Target {
  readonly region: string;
  readonly accountId: string;
}

/** What an app said while it was synthesized, and the cloud assembly that it made. */
export interface Synthesized {
  readonly assembly: string;
  readonly output: string;
}

interface CdkJson {
  readonly app?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Runs a CDK app as `cdk synth` does.
 *
 * @param outdir the folder for the cloud assembly
 * @throws CommandError when there is no app, or it fails: with what it said
 */
export async function synthesize({ app, context = {}, validation = true }: AppOptions, outdir: string, target: Target): Promise<Synthesized> {
  const folder = resolve(app);
  if (existsSync(join(folder, 'manifest.json'))) {
    const given = Object.keys(context);
    if (given.length > 0) throw new CommandError(`${folder} is a cloud assembly, synthesized already: it cannot take context any more (${given.join(', ')})`);
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
  if (!existsSync(join(outdir, 'manifest.json'))) throw new CommandError(`The app in ${folder} was run, but synthesized nothing: "${command}"`);
  return { assembly: outdir, output };
}

function readCdkJson(folder: string): CdkJson & { app: string } {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) throw new CommandError(`${folder} holds no CDK app: it has neither a cdk.json nor, as a cloud assembly, a manifest.json`);
  let settings: CdkJson;
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(`${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const { app } = settings;
  if (typeof app !== 'string') throw new CommandError(`${file} does not say how to run the app: "app" must be a command, got: ${JSON.stringify(app)}`);
  return { ...settings, app };
}

/** npx takes seconds to find out that it is to run what is installed. */
function withoutNpx(command: string, bin: readonly string[]): string {
  const [, tool] = /^npx ([\w-]+)(?= )/.exec(command) ?? [];
  return tool && bin.some(folder => existsSync(join(folder, tool))) ? command.slice('npx '.length) : command;
}

/** The folders of the commands that are installed for a package, the nearest first, as npm sets them. */
function binFolders(folder: string): string[] {
  const parent = dirname(folder);
  return [join(folder, 'node_modules', '.bin'), ...parent === folder ? [] : binFolders(parent)];
}
