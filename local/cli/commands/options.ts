/** What several commands take. */
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { LocalSession } from '../../session/session';
import { AppOptions } from '../../session/synth';

const ROOT = join(__dirname, '..', '..', '..');
/** The app that is deployed when none is named. */
export const EXAMPLE = join(ROOT, 'examples', 'order-mails');
/** What runs leave behind; git ignores it. */
export const LOCAL = join(ROOT, '.local');

export interface StateOptions {
  readonly state: string;
}

export interface RateOptions {
  readonly rate: number;
}

export interface AppCommandOptions {
  readonly app: string;
  readonly emails?: string;
  readonly validation: boolean;
}

export const stateOption = () => new Option('--state <folder>', 'where stacks and templates are kept between runs')
  .default(join(LOCAL, 'state'), '.local/state');

export const rateOption = () => new Option('--rate <calls>', 'the quota of SES: how often each operation may be called in a second')
  .default(1, '1, as SES has it')
  .argParser(toRate);

export const appOptions = () => [
  new Option('--app <folder>', 'the folder of a CDK app, or of a cloud assembly').default(EXAMPLE, 'examples/order-mails'),
  new Option('--emails <folder>', 'the context value "emails" for the app: where the example takes its emails from'),
  new Option('--no-validation', 'spare the time that CDK takes to validate the templates of stacks'),
];

/** What to synthesize, by a command's options. */
export function toApp({ app, emails, validation }: AppCommandOptions): AppOptions {
  return { app, validation, context: emails === undefined ? {} : { emails: resolve(emails) } };
}

/** Works on the state in a folder, and closes the session in the end. */
export async function inSession<T>(options: StateOptions & Partial<RateOptions>, work: (session: LocalSession) => T | Promise<T>): Promise<T> {
  const session = await LocalSession.open({ state: options.state, callsPerSecond: options.rate });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** No names mean all stacks. */
export function named(stacks: readonly string[]): readonly string[] | undefined {
  return stacks.length > 0 ? stacks : undefined;
}

function toRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate < Infinity)) throw new InvalidArgumentError('It must be a number above 0.');
  return rate;
}
