/** How long to wait before the next attempt, in milliseconds; attempts count from 1. */
export type Backoff = (attempt: number) => number;

/** The longest that a pause may be. */
export type Bound = Backoff;

/** Any pause up to the bound is as likely as any other, so that those who were refused together do not come back together. */
export function fullJitter(bound: Bound, random: () => number): Backoff {
  return attempt => random() * bound(attempt);
}

/** For trouble that passes by itself, the sooner the fewer add to it: the bound doubles with each attempt, up to a cap. */
export function doubling(base: number, cap: number): Bound {
  return attempt => Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
}

/**
 * For a quota that others use too: whoever waits must not wait much longer than until the next turn is free, or turns go
 * by unused when only a few are left. How many there are shows only in how often one is refused, so the bound grows
 * slowly with that, from one interval to five. `npm run bench` has the figures.
 */
export function queueing(interval: number): Bound {
  return attempt => interval * Math.min(5, 1 + attempt / 8);
}
