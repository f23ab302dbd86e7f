import { timeToDo } from '../../src/contract/budget';
import { Clock } from '../pacing/clock';
import { DeadlineError } from '../pacing/errors';

/** The times of a run, in one place. All are in milliseconds on the clock. */
export class RunTime {
  private readonly started: number;
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    /** When the run must be over, undoing included. */
    private readonly deadline: number,
    /** The time between two calls of an operation: the pace at which work can be undone. */
    private readonly interval: number,
    private readonly writes: () => number,
    /** Whether nothing will be undone, so that all of the time is for work. */
    private readonly undoesNothing: () => boolean,
  ) {
    this.started = clock.now();
  }

  /** The moment from which the rest of the time is needed to undo what was done. */
  readonly workEnds = (): number =>
    this.undoesNothing() ? this.deadline : this.started + timeToDo(this.deadline - this.started, this.writes(), this.interval);

  /** The moment after which no call starts. Once the run has failed, none does: it would only have to be undone. */
  readonly lastCall = (): number => this.stopped ? -Infinity : this.workEnds();

  get isOver(): boolean {
    return this.clock.now() >= this.lastCall();
  }

  stop(): void {
    this.stopped = true;
  }

  /**
   * Waits for some intervals of the pace.
   *
   * @throws DeadlineError at once if that takes time that undoing needs
   */
  async pause(intervals: number, what: string): Promise<void> {
    const pause = intervals * this.interval;
    if (this.clock.now() + pause >= this.lastCall()) throw new DeadlineError(what, 0, undefined);
    await this.clock.sleep(pause);
  }
}
