import { CancelledError, WhyOver } from './errors';
import { Log, StackDescriber, StackDescription, WriteKind } from './ports';
import { reasonOf } from './reason';
import { Sending, sendingOf } from './stack-history';
import { Clock } from '../pacing/clock';

/**
 * The direction of an event. The Update of a rollback looks like any other; only the stack's status when it was sent distinguishes them.
 * `unknown`: CloudFormation gave no answer. Nothing may be refused then, because a refused rollback blocks the stack.
 */
export type Direction = 'forward' | 'rollback' | 'unknown';

export interface RollbackGuardContext {
  readonly stack: StackDescriber;
  readonly clock: Clock;
  readonly log: Log;
  readonly logicalResourceId: string;
  /** When CloudFormation sent the event. */
  readonly sentAt: Date;
  /** Whether the event may be part of a rollback. */
  readonly mayRollBack: boolean;
}

/** A run shorter than this, in milliseconds, never checks its stack. */
const SHORT_RUN = 2_000;
/** How often a longer run checks its stack, in milliseconds. */
const LOOK_INTERVAL = 15_000;

/**
 * Determines whether an event is part of a rollback, and aborts a run whose result CloudFormation no longer waits for.
 *
 * When another resource of the stack fails, CloudFormation does not wait for those in progress. It marks them as cancelled
 * and sends the events of the rollback, while their functions may still be queueing for SES (aws-cdk#26139). Anything that
 * such a run then wrote would come after the rollback and remain.
 */
export class RollbackGuard {
  /** The direction, if it is known already. */
  known?: Direction;
  private readonly started: number;
  private asked?: Promise<Direction | { readonly over: WhyOver }>;
  private sending?: Promise<Sending | undefined>;
  private lastLook?: number;

  constructor(readonly context: RollbackGuardContext) {
    this.started = context.clock.now();
    if (!context.mayRollBack) this.known = 'forward';
  }

  /**
   * Determined once, when first needed.
   *
   * @throws CancelledError if the stack rolls back and this event is part of the failed deployment
   */
  async direction(): Promise<Direction> {
    if (this.known) return this.known;
    const answer = await (this.asked ??= this.ask());
    // A new error for each caller, because the outcome of the caller's call is recorded on it.
    if (typeof answer !== 'string') throw new CancelledError(answer.over);
    return this.known = answer;
  }

  /**
   * To be called first for a late event: CloudFormation may no longer wait for it, and may even have started the next
   * deployment.
   *
   * @throws CancelledError if so
   */
  async checkLate(): Promise<void> {
    const stack = await this.look();
    if (!stack) return;
    if (!stack.status.endsWith('_IN_PROGRESS') || stack.status.endsWith('_CLEANUP_IN_PROGRESS')) throw new CancelledError('the stack has moved on');
    if (isRollingBack(stack) && this.context.mayRollBack) await this.direction();
    else this.refuseIfOver(stack);
    if ((await this.whenSent())?.isOver) throw new CancelledError('the stack has moved on');
  }

  /**
   * To be called before each write. Before a deletion the stack is always looked at: a template that is deleted after the
   * rollback has passed stays away, and nothing brings it back.
   *
   * @throws CancelledError if the deployment is over
   */
  readonly beforeWrite = async (write: WriteKind = 'put'): Promise<void> => {
    const now = this.context.clock.now();
    const isDeletion = write === 'delete';
    if ((!isDeletion && now < this.started + SHORT_RUN) || await this.direction() !== 'forward') return;
    if (this.lastLook !== undefined && now < this.lastLook + (isDeletion ? 0 : LOOK_INTERVAL)) return;
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
    const sending = await this.whenSent();
    return sending && !sending.inRollback ? { over: 'the stack is rolling back' } : 'rollback';
  }

  private refuseIfOver(stack: StackDescription): void {
    if (isRollingBack(stack)) throw new CancelledError('the stack is rolling back');
    if (isBeingDeleted(stack)) throw new CancelledError('the stack is being deleted');
  }

  private async whenSent(): Promise<Sending | undefined> {
    const { stack, logicalResourceId, sentAt, log } = this.context;
    return this.sending ??= sendingOf(stack.history(), logicalResourceId, sentAt).catch(error => {
      log({ message: 'cannot read the stack\'s events; treating this event as part of the operation in progress', reason: reasonOf(error) });
      return undefined;
    });
  }

  private async look(): Promise<StackDescription | undefined> {
    try {
      return await this.context.stack.describe();
    } catch (error) {
      this.context.log({ message: 'cannot determine whether the stack is rolling back', reason: reasonOf(error) });
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
