/** How long to wait before the next attempt, in milliseconds; attempts count from 1. */
export type Backoff = (attempt: number) => number;

export interface BackoffOptions {
  /** The longest first pause, in milliseconds. */
  readonly base: number;
  /** The longest pause at all, in milliseconds. */
  readonly cap: number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Exponential backoff with full jitter: any pause up to a bound that doubles with each attempt. */
export function fullJitter({ base, cap, random }: BackoffOptions): Backoff {
  return attempt => random() * Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
}
