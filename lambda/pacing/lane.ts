import { Clock } from './clock';
import { Slots } from './slots';

/** After this number of successes in a row, no other caller seems to use the quota. */
const ALONE_AFTER = 10;

/**
 * Queues the calls of one operation, first come, first served, and spaces them as the quota requires.
 *
 * After a refused call, `hold` pauses the whole lane: another user of the quota had the turn, so no call of this lane
 * leaves before the pause is over. From then on, the lane lets other callers go first, slot by slot, until it appears to be
 * alone again. A lane that always has a next call ready when a turn is free would leave none to callers with a single call.
 */
export class Lane {
  private free = -Infinity;
  private taken = 0;
  private hasSucceeded = false;
  private contended = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(protected readonly clock: Clock, readonly interval: number, private readonly slots?: Slots) {}

  /**
   * Resolves when the caller may make its call, which it must make immediately.
   *
   * @param check runs when the turn comes, before the interval to the next turn starts; if it throws, the turn is not used
   */
  turn(check: () => Promise<void> = async () => {}): Promise<void> {
    const mine = this.queue.then(() => this.take(check));
    this.queue = mine.catch(() => {});
    return mine;
  }

  /** Delays all turns until the pause is over. */
  hold(pause: number): void {
    this.keepFree(pause);
  }

  /** Whether a call of the lane has succeeded, so that the lane lets other callers go first. */
  get follows(): boolean {
    return this.hasSucceeded;
  }

  /** To be called after a refused call: another caller had the turn. */
  refused(pause: number): void {
    this.contended = ALONE_AFTER;
    this.hold(pause);
    if (this.follows) this.follow();
  }

  /**
   * To be called when a call has its response. The first call may have opened a connection and arrived much later than it
   * left. The second call is therefore spaced from the response of the first; otherwise it would arrive too soon.
   */
  answered(): void {
    if (this.taken === 1) this.keepFree(this.interval);
    this.hasSucceeded = true;
    if (this.contended === 0) return;
    this.contended--;
    this.follow();
  }

  /** No turn before the pause is over. */
  protected keepFree(pause: number): void {
    this.free = Math.max(this.free, this.clock.now() + pause);
  }

  private follow(): void {
    if (this.slots) this.free = this.slots.followerAt(Math.max(this.free, this.clock.now()));
  }

  private async take(check: () => Promise<void>): Promise<void> {
    // `hold` may be called during the wait or the check, so the time is compared again after each.
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

/** One lane per operation: SES has a separate quota for each (docs/ses-facts.md#one-bucket-per-operation). */
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
