import { isDeepStrictEqual } from 'node:util';
import { Asking, AskingOptions, Clients } from './asking';
import { EXPECTATIONS, Expectation } from './expectations';
import { DEVIATIONS, Emulator } from '../deviations';

export interface Answer {
  readonly expectation: Expectation;
  /** The answer of SES, or an unexpected error as text. Undefined if it was not asked. */
  readonly answer?: unknown;
  readonly verdict: 'as expected' | 'deviates as known' | 'unknown' | 'not asked' | 'FAILED' | 'FAILED: deviates no longer';
}

export interface BatteryOptions extends AskingOptions {
  readonly clients: Clients;
  /** A part of all names, unique to the run. */
  readonly run: string;
  /** The emulator, whose deviations are known. @default - Amazon SES, which has none */
  readonly emulator?: Emulator;
  readonly expectations?: readonly Expectation[];
  readonly onAnswer?: (answer: Answer) => void;
  /** After an abort, no further call is made, and what was created is deleted. */
  readonly signal?: AbortSignal;
}

/** Checks all expectations against one SES, one after the other, and then deletes everything that this created, even after a failure. */
export async function battery(options: BatteryOptions): Promise<Answer[]> {
  const { clients, run, emulator, expectations = EXPECTATIONS, onAnswer, signal } = options;
  const asking = new Asking(clients, run, options);
  const answers: Answer[] = [];
  for (const expectation of expectations) {
    if (signal?.aborted) break;
    try {
      const answer = await answerTo(expectation, asking, emulator);
      answers.push(answer);
      onAnswer?.(answer);
    } finally {
      await asking.cleanUp();
    }
  }
  return answers;
}

async function answerTo(expectation: Expectation, asking: Asking, emulator: Emulator | undefined): Promise<Answer> {
  if (expectation.sends && asking.sender === undefined) return { expectation, verdict: 'not asked' };
  const answer = await expectation.ask(asking, expectation.id).catch((cause: Error) => asking.words(cause));
  if (!('answer' in expectation)) return { expectation, answer, verdict: 'unknown' };
  const known = DEVIATIONS.some(one => one.emulator === emulator && one.expectations.includes(expectation.id));
  const asExpected = isDeepStrictEqual(answer, expectation.answer);
  if (asExpected) return { expectation, answer, verdict: known ? 'FAILED: deviates no longer' : 'as expected' };
  return { expectation, answer, verdict: known ? 'deviates as known' : 'FAILED' };
}

export const hasFailed = ({ verdict }: Answer): boolean => verdict.startsWith('FAILED');
