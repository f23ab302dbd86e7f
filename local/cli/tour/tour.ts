import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import colors from 'picocolors';
import { changeOne, deployEverything, destroyEverything, overwriteDrift, refuseDrift } from './deploying';
import { adoptDrift, checkForDrift } from './drift';
import { describeEvents, sendWithoutName } from './events';
import { renderAll, sendOne } from './sending';
import { Stage } from './stage';
import { CommandError } from '../../session/command-error';
import { LocalSession } from '../../session/session';
import { Display } from '../display/display';

export interface TourOptions {
  /** The folder of the example app. */
  readonly example: string;
  /** The folder to work in. What an earlier tour left there is deleted. */
  readonly state: string;
  readonly callsPerSecond: number;
}

/**
 * Demonstrates the library with a copy of the example's emails.
 *
 * @throws CommandError if a step's claim is false
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
    await checkForDrift(stage);
    await adoptDrift(stage);
    await describeEvents(stage);
    await sendOne(stage);
    await sendWithoutName(stage);
    const page = await renderAll(stage, join(state, 'mails'));
    await destroyEverything(stage);
    display.print(`\n${colors.bold(`All checks passed, in ${Math.round((Date.now() - started) / 1_000)} s.`)} The mails are kept: ${colors.underline(page)}`);
    display.print('To explore further: npm run local -- --help');
  } finally {
    await session.close();
  }
}

/** Marks a folder that a tour created and may therefore delete. */
const MARKER_FILE = '.tour';

/** @throws CommandError if the folder contains anything but an earlier tour */
function clear(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, MARKER_FILE))) {
    throw new CommandError(`The tour empties its folder, and ${folder} contains something else: choose another folder with --state`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARKER_FILE), '');
}
