import { Clock } from './clock';

/**
 * Gives calls of one operation their turns, first come first served, no two closer than the quota allows.
 *
 * A refused call tells the lane to `hold`: whoever else shares the quota had the turn, so nobody here tries again
 * before the pause is over.
 */
export class Lane {
  private free = -Infinity;
  private taken = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly clock: Clock, readonly interval: number) {}

  /** Resolves when the caller may make its call. */
  turn(): Promise<void> {
    const mine = this.queue.then(() => this.take());
    this.queue = mine;
    return mine;
  }

  /** Keeps every turn back until the pause is over. */
  hold(pause: number): void {
    this.free = Math.max(this.free, this.clock.now() + pause);
  }

  /**
   * A call has its answer. The first one may have opened a connection, and arrived much later than it left: the second
   * keeps its distance from the answer, or it would come too close.
   */
  answered(): void {
    if (this.taken === 1) this.hold(this.interval);
  }

  private async take(): Promise<void> {
    // A hold may come while we wait, so look again after each sleep.
    for (let wait; (wait = this.free - this.clock.now()) > 0;) {
      await this.clock.sleep(wait);
    }
    this.free = this.clock.now() + this.interval;
    this.taken++;
  }
}

/** One lane an operation: SES counts each operation's calls by itself (docs/ses-facts.md#one-bucket-per-operation). */
export class Lanes<Operation extends string> {
  private readonly lanes = new Map<Operation, Lane>();

  constructor(private readonly clock: Clock, private readonly callsPerSecond: number) {
    if (!(callsPerSecond > 0)) throw new RangeError(`callsPerSecond must be above 0, got: ${callsPerSecond}`);
  }

  of(operation: Operation): Lane {
    let lane = this.lanes.get(operation);
    if (!lane) this.lanes.set(operation, lane = new Lane(this.clock, 1_000 / this.callsPerSecond));
    return lane;
  }
}
