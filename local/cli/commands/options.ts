/** Options that several commands share. */
import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { LocalSession } from '../../session/session';
import { AppOptions } from '../../session/synth';

const ROOT = join(__dirname, '..', '..', '..');
/** The default app. */
export const EXAMPLE = join(ROOT, 'examples', 'order-mails');
/** The folder for files that runs leave behind. Git ignores it. */
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

export const stateOption = () => new Option('--state <folder>', 'the folder that keeps stacks and templates between runs')
  .default(join(LOCAL, 'state'), '.local/state');

export const rateOption = () => new Option('--rate <calls>', 'the SES quota: calls per second of each operation')
  .default(1, '1, as in SES')
  .argParser(toRate);

export const appOptions = () => [
  new Option('--app <folder>', 'the folder of a CDK app or a cloud assembly').default(EXAMPLE, 'examples/order-mails'),
  new Option('--emails <folder>', 'the context value "emails" of the app: the folder from which the example reads its emails'),
  new Option('--no-validation', 'skip CDK\'s validation of the stack templates, to save time'),
];

/** Converts a command's options to what is to be synthesized. */
export function toApp({ app, emails, validation }: AppCommandOptions): AppOptions {
  return { app, validation, context: emails === undefined ? {} : { emails: resolve(emails) } };
}

/** Opens a session on the state folder, and closes it after the work. */
export async function inSession<T>(options: StateOptions & Partial<RateOptions>, work: (session: LocalSession) => T | Promise<T>): Promise<T> {
  const session = await LocalSession.open({ state: options.state, callsPerSecond: options.rate });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Undefined, meaning all stacks, if no names are given. */
export function named(stacks: readonly string[]): readonly string[] | undefined {
  return stacks.length > 0 ? stacks : undefined;
}

function toRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate < Infinity)) throw new InvalidArgumentError('It must be a number above 0.');
  return rate;
}
