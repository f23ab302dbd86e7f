import { Slots } from './slots';

/**
 * How long to wait before the next attempt, in milliseconds; attempts count from 1.
 *
 * @param follows whether the lane has already had turns, so that it lets others go first
 */
export type Backoff = (attempt: number, follows?: boolean) => number;

/** The longest that a pause may be. */
export type Bound = (attempt: number) => number;

/** Any pause up to the bound is as likely as any other, so that those who were refused together do not come back together. */
export function fullJitter(bound: Bound, random: () => number): Backoff {
  return attempt => random() * bound(attempt);
}

/** For trouble that passes by itself, the sooner the fewer add to it: the bound doubles with each attempt, up to a cap. */
export function doubling(base: number, cap: number): Bound {
  return attempt => Math.min(cap, base * 2 ** Math.min(attempt - 1, 30));
}

/** For a service that others use, too, and that says nothing of its quota: the bound grows from one interval to five. */
export function queueing(interval: number): Bound {
  return attempt => interval * Math.min(5, 1 + attempt / 8);
}

/**
 * For a quota of one call an interval that nobody knows how many share: any of the next slots, of 3 after the first
 * refusal and of up to 24 later. One that has been refused often has waited long, so that fewer are left: 10 then. A lane
 * that lets others go first fills the slots that they leave, and comes back within 6.
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
