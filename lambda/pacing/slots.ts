import { Clock } from './clock';

/** A slot's length in intervals: a little more than one, so that a call of the next slot is not too early if it travels faster. */
const LENGTH = 1.03;

/** How far into a slot a follower calls, in intervals: those who come at its beginning go first. */
const LATENESS = 0.025;

/**
 * The moments at which processes that share a quota call again when they were refused: the same ones for all, by the time
 * of day. Somebody gets each slot that somebody wants, where calls at any time would leave gaps (docs/decisions/0023-contention.md).
 */
export class Slots {
  private readonly length: number;
  private readonly lateness: number;

  /** @param interval the time between two calls that the quota allows, in milliseconds */
  constructor(private readonly clock: Clock, private readonly timeOfDay: () => number, interval: number) {
    this.length = LENGTH * interval;
    this.lateness = LATENESS * interval;
  }

  /** How long it is until the nth slot from now, in milliseconds. */
  pauseUntil(nth: number): number {
    const time = this.timeOfDay();
    return (Math.floor(time / this.length) + nth) * this.length - time;
  }

  /** The moment of the clock, from the given one on, at which the next follower may call. */
  followerAt(earliest: number): number {
    const offset = this.timeOfDay() - this.clock.now();
    return Math.ceil((earliest + offset - this.lateness) / this.length) * this.length + this.lateness - offset;
  }
}
