/** How long to wait before the next attempt, in milliseconds; attempts count from 1. */
export type Backoff = (attempt: number) => number;

/** The upper bound of a pause. */
export type Bound = Backoff;

/** Picks a pause uniformly between 0 and the bound, so that callers refused at the same time do not retry at the same time. */
export function fullJitter(bound: Bound, random: () => number): Backoff {
  return attempt => random() * bound(attempt);
}

/** For transient failures, which pass sooner under less load: the bound doubles with each attempt, up to a cap. */
export function doubling(base: number, cap: number): Bound {
  return attempt => Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
}

/**
 * For a quota that is shared with other callers. A caller must not wait much longer than until the next turn is free, or
 * turns are wasted when only few callers remain. The number of refusals is the only hint at how many there are, so the
 * bound grows slowly with it, from one interval to five. `npm run bench` measures this.
 */
export function queueing(interval: number): Bound {
  return attempt => interval * Math.min(5, 1 + attempt / 8);
}
