import { Clock } from './clock';
import { Slots } from './slots';

/** After so many successes in a row, others who share the quota are gone. */
const ALONE_AFTER = 10;

/**
 * Gives calls of one operation their turns, first come first served, no two closer than the quota allows.
 *
 * A refused call makes the lane `hold`: somebody else who shares the quota had the turn, so no call of this lane goes out
 * before the pause is over. From then on the lane lets others go first, slot by slot, until it seems to be alone again: one that
 * has a next call at the very moment when a turn is free would leave none to those who have a single call.
 */
export class Lane {
  private free = -Infinity;
  private taken = 0;
  private hasSucceeded = false;
  private contended = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly clock: Clock, readonly interval: number, private readonly slots?: Slots) {}

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
    this.free = Math.max(this.free, this.clock.now() + pause);
  }

  /** Whether the lane has had turns before, so that it lets others go first while they are there. */
  get follows(): boolean {
    return this.hasSucceeded;
  }

  /** Somebody else had the turn: no call goes out before the pause is over. */
  refused(pause: number): void {
    this.contended = ALONE_AFTER;
    this.hold(pause);
    if (this.follows) this.follow();
  }

  /**
   * A call has its answer. The first one may have opened a connection, and arrived much later than it left: the second
   * keeps its distance from the answer, or it would come too close.
   */
  answered(): void {
    if (this.taken === 1) this.hold(this.interval);
    this.hasSucceeded = true;
    if (this.contended === 0) return;
    this.contended--;
    this.follow();
  }

  private follow(): void {
    if (this.slots) this.free = this.slots.followerAt(Math.max(this.free, this.clock.now()));
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

  constructor(private readonly clock: Clock, private readonly callsPerSecond: number, private readonly slots?: Slots) {
    if (!(callsPerSecond > 0)) throw new RangeError(`callsPerSecond must be above 0, got: ${callsPerSecond}`);
  }

  of(operation: Operation): Lane {
    let lane = this.lanes.get(operation);
    if (!lane) this.lanes.set(operation, lane = new Lane(this.clock, 1_000 / this.callsPerSecond, this.slots));
    return lane;
  }
}
