import { CancelledError } from './errors';
import { StackState } from './ports';
import { Clock } from '../pacing/clock';

/** A run that is over by then, in milliseconds, never looks at its stack. */
const SHORT = 2_000;
/** How often a longer one does, in milliseconds. */
const EVERY = 15_000;

/**
 * Ends a run that nobody waits for any more.
 *
 * When another resource of the stack fails, CloudFormation does not wait for those that are under way: it calls them
 * cancelled and sends the events of the rollback, while their functions may still be waiting for their turn with SES
 * (aws-cdk#26139). What such a run wrote then would come after the rollback, and stay.
 */
export class Watch {
  private readonly started: number;
  private looked?: number;

  /** @param partOfRollback whether the stack was rolling back when the run began, as far as that was asked in time */
  constructor(private readonly stack: StackState, private readonly partOfRollback: () => Promise<boolean>, private readonly clock: Clock) {
    this.started = clock.now();
  }

  /** To be called before each write. */
  readonly permit = async (): Promise<void> => {
    const now = this.clock.now();
    if (now < this.started + SHORT || await this.partOfRollback()) return;
    if (this.looked !== undefined && now < this.looked + EVERY) return;
    this.looked = now;
    if (await this.stack.rollingBack()) throw new CancelledError();
  };
}
