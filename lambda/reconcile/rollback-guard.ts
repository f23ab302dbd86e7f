import { CancelledError, WhyOver } from './errors';
import { Log, StackDescriber, StackDescription } from './ports';
import { reasonOf } from './reason';
import { Clock } from '../pacing/clock';

/**
 * Which way an event goes. An Update of a rollback looks like any other; only CloudFormation can tell them apart.
 * `unknown`: CloudFormation could not be asked, so nothing may be refused: a refused rollback blocks the stack.
 */
export type Direction = 'forward' | 'rollback' | 'unknown';

export interface RollbackGuardContext {
  readonly stack: StackDescriber;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a rollback may have sent the event. */
  readonly mayRollBack: boolean;
  /**
   * Whether a stack's template holds what the event carries. While the stack rolls back, an event that carries
   * something else is one of the deployment that failed.
   */
  readonly isInForce: (stackTemplate: unknown) => boolean;
}

/** A run that is over by then, in milliseconds, never looks at its stack. */
const SHORT_RUN = 2_000;
/** How often a longer one does, in milliseconds. */
const LOOK_INTERVAL = 15_000;

/**
 * Knows whether an event is part of a rollback, and ends a run that nobody waits for any more.
 *
 * When another resource of the stack fails, CloudFormation does not wait for those in progress: it calls them cancelled
 * and sends the events of the rollback, while their functions may still wait for their turn with SES (aws-cdk#26139).
 * What such a run wrote then would come after the rollback, and stay.
 */
export class RollbackGuard {
  /** What is known so far, without asking. */
  known?: Direction;
  private readonly started: number;
  private asked?: Promise<Direction | { readonly over: WhyOver }>;
  private lastLook?: number;

  constructor(readonly context: RollbackGuardContext) {
    this.started = context.clock.now();
    if (!context.mayRollBack) this.known = 'forward';
  }

  /**
   * Asked once, when it first matters: a rollback that begins later is another event's.
   *
   * @throws CancelledError if the stack rolls back, and this event is one of the deployment that failed
   */
  async direction(): Promise<Direction> {
    if (this.known) return this.known;
    const answer = await (this.asked ??= this.ask());
    // A new error for each who asks: what becomes of their calls is noted on it.
    if (typeof answer !== 'string') throw new CancelledError(answer.over);
    return this.known = answer;
  }

  /**
   * For an event that comes late: CloudFormation may have gone on meanwhile, even to the next deployment.
   *
   * @throws CancelledError if it has
   */
  async checkLate(): Promise<void> {
    const stack = await this.look();
    if (!stack) return;
    if (isRollingBack(stack) && this.context.mayRollBack) {
      await this.direction();
      return;
    }
    if (!stack.status.endsWith('_IN_PROGRESS') || stack.status.endsWith('_CLEANUP_IN_PROGRESS')) throw new CancelledError('the stack has gone on without it');
    this.refuseIfOver(stack);
    if (await this.isSuperseded()) throw new CancelledError('the stack has gone on without it');
  }

  /**
   * To be called before each write.
   *
   * @throws CancelledError if the deployment is over
   */
  readonly beforeWrite = async (): Promise<void> => {
    const now = this.context.clock.now();
    if (now < this.started + SHORT_RUN || await this.direction() !== 'forward') return;
    if (this.lastLook !== undefined && now < this.lastLook + LOOK_INTERVAL) return;
    this.lastLook = now;
    const stack = await this.look();
    if (stack) this.refuseIfOver(stack);
  };

  private async ask(): Promise<Direction | { readonly over: WhyOver }> {
    this.lastLook = this.context.clock.now();
    const stack = await this.look();
    if (!stack) return 'unknown';
    if (isBeingDeleted(stack)) return { over: 'the stack is being deleted' };
    if (!isRollingBack(stack)) return 'forward';
    return await this.isSuperseded() ? { over: 'the stack is rolling back' } : 'rollback';
  }

  private refuseIfOver(stack: StackDescription): void {
    if (isRollingBack(stack)) throw new CancelledError('the stack is rolling back');
    if (isBeingDeleted(stack)) throw new CancelledError('the stack is being deleted');
  }

  /** Whether the stack's template holds something else than the event carries. If it cannot be read, no. */
  private async isSuperseded(): Promise<boolean> {
    const { isInForce, stack, log } = this.context;
    try {
      return !isInForce(await stack.template());
    } catch (error) {
      log({ message: 'cannot read the stack\'s template, so this event counts as one of the operation in progress', reason: reasonOf(error) });
      return false;
    }
  }

  private async look(): Promise<StackDescription | undefined> {
    try {
      return await this.context.stack.describe();
    } catch (error) {
      this.context.log({ message: 'cannot find out whether the stack is rolling back', reason: reasonOf(error) });
      return undefined;
    }
  }
}

export function isRollingBack({ status }: StackDescription): boolean {
  return status.includes('ROLLBACK');
}

export function isBeingDeleted({ status }: StackDescription): boolean {
  return status.startsWith('DELETE_');
}
