import { Clock } from './clock';

/**
 * Gives calls of one operation their turns, first come first served, no two closer than the quota allows.
 *
 * A refused call makes the lane `hold`: somebody else who shares the quota had the turn, so no call of this lane goes out
 * before the pause is over.
 */
export class Lane {
  private free = -Infinity;
  private taken = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(protected readonly clock: Clock, readonly interval: number) {}

  /**
   * Resolves when the caller may make its call, which it then makes at once.
   *
   * @param check runs when the turn has come, before the time until the next one counts; if it throws, no turn is used
   */
  turn(check: () => Promise<void> = async () => {}): Promise<void> {
    const mine = this.queue.then(() => this.take(check));
    this.queue = mine.catch(() => {});
    return mine;
  }

  /** Keeps every turn back until the pause is over. */
  hold(pause: number): void {
    this.keepFree(pause);
  }

  /**
   * A call has its answer. The first one may have opened a connection, and arrived much later than it left: the second
   * keeps its distance from the answer, or it would come too close.
   */
  answered(): void {
    if (this.taken === 1) this.keepFree(this.interval);
  }

  /** No turn before the pause is over. */
  protected keepFree(pause: number): void {
    this.free = Math.max(this.free, this.clock.now() + pause);
  }

  private async take(check: () => Promise<void>): Promise<void> {
    // A hold may come during the wait and during the check, so each is followed by another look.
    do {
      for (let wait; (wait = this.free - this.clock.now()) > 0;) {
        await this.clock.sleep(wait);
      }
      await check();
    } while (this.free > this.clock.now());
    this.free = this.clock.now() + this.interval;
    this.taken++;
  }
}

/** One lane an operation: SES counts each operation's calls by itself (docs/ses-facts.md#one-bucket-per-operation). */
export class Lanes<Operation extends string> {
  private readonly lanes = new Map<Operation, Lane>();

  /** @param make makes a lane with this time between two calls, in milliseconds */
  constructor(
    clock: Clock, private readonly callsPerSecond: number, private readonly make = (interval: number) => new Lane(clock, interval),
  ) {
    if (!(callsPerSecond > 0)) throw new RangeError(`callsPerSecond must be above 0, got: ${callsPerSecond}`);
  }

  of(operation: Operation): Lane {
    let lane = this.lanes.get(operation);
    if (!lane) this.lanes.set(operation, lane = this.make(1_000 / this.callsPerSecond));
    return lane;
  }
}
