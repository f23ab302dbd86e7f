import { Slots } from './slots';

/**
 * How long to wait before the next attempt, in milliseconds; attempts count from 1.
 *
 * @param follows whether the lane lets other callers go first, see `Lane.follows`
 */
export type Backoff = (attempt: number, follows?: boolean) => number;

/** The upper bound of a pause. */
export type Bound = (attempt: number) => number;

/** Picks a pause uniformly between 0 and the bound, so that callers refused at the same time do not retry at the same time. */
export function fullJitter(bound: Bound, random: () => number): Backoff {
  return attempt => random() * bound(attempt);
}

/** For transient failures, which pass sooner under less load: the bound doubles with each attempt, up to a cap. */
export function doubling(base: number, cap: number): Bound {
  return attempt => Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
}

/** For a shared quota of an unknown size: the bound grows from one interval to five. */
export function queueing(interval: number): Bound {
  return attempt => interval * Math.min(5, 1 + attempt / 8);
}

/**
 * For a quota of one call per interval that an unknown number of callers share. Picks one of the next slots: of 3 after the
 * first refusal, and of up to 24 later. After 8 refusals a caller has waited long and few others are left, so it picks one
 * of 10. A lane that lets others go first fills the slots that they leave, and picks one of at most 6.
 * The figures are in docs/decisions/0023-contention.md.
 */
export function contending(slots: Slots, random: () => number): Backoff {
  const among = (attempt: number, follows: boolean) => {
    const doubled = 3 * 2 ** Math.min(attempt - 1, 3);
    if (follows) return Math.min(6, doubled);
    return attempt < 8 ? doubled : 10;
  };
  return (attempt, follows = false) => slots.pauseUntil(1 + Math.floor(random() * among(attempt, follows)));
}
