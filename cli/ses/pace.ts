import { setTimeout as sleep } from 'node:timers/promises';
import { CALLS_PER_SECOND } from '../../src/contract/limits';

/** The time between two calls of an operation, in milliseconds. A local SES may have another quota, as for the deployment function. */
export function callInterval(): number {
  return 1_000 / Number(process.env.SES_CALLS_PER_SECOND ?? CALLS_PER_SECOND);
}

/** Keeps calls of one operation apart. */
export interface Pace {
  /** Resolves when the next call may be made. */
  next(): Promise<void>;
}

/** @param milliseconds from one call to the next */
export function pace(milliseconds: number, clock: { now(): number; sleep(milliseconds: number): Promise<unknown> } = { now: Date.now, sleep }): Pace {
  let free = 0;
  return {
    next: async () => {
      const now = clock.now();
      const start = Math.max(now, free);
      free = start + milliseconds;
      if (start > now) await clock.sleep(start - now);
    },
  };
}
