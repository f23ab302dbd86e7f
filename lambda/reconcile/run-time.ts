import { timeToDo } from '../../src/contract/budget';
import { Clock } from '../pacing/clock';
import { DeadlineError } from '../pacing/errors';

/** The deadlines of a run. All times are in milliseconds on the clock. */
export class RunTime {
  private readonly started: number;
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    /** When the run must be over, including the time to undo it. */
    private readonly deadline: number,
    /** The time between two calls of an operation: the pace at which work can be undone. */
    private readonly interval: number,
    private readonly writes: () => number,
    /** Whether nothing will be undone, so that all the time is available for work. */
    private readonly undoesNothing: () => boolean,
  ) {
    this.started = clock.now();
  }

  /** The moment after which the remaining time is needed to undo the changes. */
  readonly workEnds = (): number =>
    this.undoesNothing() ? this.deadline : this.started + timeToDo(this.deadline - this.started, this.writes(), this.interval);

  /** The moment after which no call starts. Once the run has failed, no call starts: it would only have to be undone. */
  readonly lastCall = (): number => this.stopped ? -Infinity : this.workEnds();

  get isOver(): boolean {
    return this.clock.now() >= this.lastCall();
  }

  stop(): void {
    this.stopped = true;
  }

  /**
   * Waits for a number of intervals of the pace.
   *
   * @throws DeadlineError immediately if the wait would use time needed to undo the changes
   */
  async pause(intervals: number, what: string): Promise<void> {
    const pause = intervals * this.interval;
    if (this.clock.now() + pause >= this.lastCall()) throw new DeadlineError(what, 0, undefined);
    await this.clock.sleep(pause);
  }
}
