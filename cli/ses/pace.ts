import { setTimeout as sleep } from 'node:timers/promises';

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
