import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import colors from 'picocolors';
import { changeOne, deployEverything, destroyEverything, overwriteDrift, refuseDrift } from './deploying';
import { describeEvents, sendWithoutName } from './events';
import { renderAll, sendOne } from './sending';
import { Stage } from './stage';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { Display } from '../display/display';

export interface TourOptions {
  /** The folder of the example app. */
  readonly example: string;
  /** The folder to work in. What an earlier tour left there is cleared away. */
  readonly state: string;
  readonly callsPerSecond: number;
}

/**
 * Shows what the library does, on a copy of the example's emails.
 *
 * @throws CommandError when a step does not do what it says
 */
export async function tour(display: Display, { example, state, callsPerSecond }: TourOptions): Promise<void> {
  const started = Date.now();
  clear(state);
  const emails = join(state, 'emails');
  cpSync(join(example, 'emails'), emails, { recursive: true });
  const session = await LocalSession.open({ state, callsPerSecond });
  try {
    const stage = new Stage(session, display, { app: example, context: { emails }, validation: false }, emails);
    await deployEverything(stage, readdirSync(emails).filter(name => !name.startsWith('_')).length);
    await changeOne(stage);
    await overwriteDrift(stage);
    await refuseDrift(stage);
    await describeEvents(stage);
    await sendOne(stage);
    await sendWithoutName(stage);
    const page = await renderAll(stage, join(state, 'mails'));
    await destroyEverything(stage);
    display.print(`\n${colors.bold(`All as it should be, in ${Math.round((Date.now() - started) / 1_000)} s.`)} The mails stay: ${colors.underline(page)}`);
    display.print('To play by hand: npm run local -- --help');
  } finally {
    await session.close();
  }
}

/** Stands in a folder that a tour has made, and may clear away. */
const MARK = '.tour';

/** @throws CommandError when the folder holds what is not a tour's */
function clear(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARK))) {
    throw new CommandError(`The tour empties the folder that it works in, and ${folder} holds something else: name another one by --state`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARK), '');
}
