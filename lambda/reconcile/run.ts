import { apply } from './apply';
import { Change } from './changes';
import { CreationTimes } from './creation-times';
import { Policies } from './declaration';
import { CancelledError, OutOfTimeError } from './errors';
import { Journal } from './journal';
import { pipeline } from './pipeline';
import { AssetSource, Log, StackDescriber, TagStore, TemplateStore, WriteKind } from './ports';
import { Done, withProgress } from './progress';
import { reasonOf } from './reason';
import { RollbackGuard } from './rollback-guard';
import { Failure, RollbackError, RunError } from './run-error';
import { RunTime } from './run-time';
import { Scratches } from './scratches';
import { TemplateOrigins } from './template-origins';
import { Verifier } from './verifier';
import { Clock } from '../pacing/clock';
import { DeadlineError } from '../pacing/errors';

/** The effects of a run, and data of its event. */
export interface RunContext {
  readonly stackId: string;
  readonly logicalResourceId: string;
  /** When CloudFormation sent the event or, if unknown, when it arrived. */
  readonly sentAt: Date;
  /** When processing of this event may have begun, perhaps in an earlier delivery. */
  readonly workSince: Date;
  /** Returns a store whose calls are retried until the deadline, in milliseconds on the clock. `beforeWrite` runs before each write. */
  readonly storeUntil: (deadline: () => number, beforeWrite?: (write?: WriteKind) => Promise<void>) => TemplateStore;
  /** Returns the tags, likewise. */
  readonly tagsUntil: (deadline: () => number, beforeWrite?: () => Promise<void>) => TagStore;
  readonly asset: AssetSource;
  readonly stack: StackDescriber;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly log: Log;
  /** When the run must be over, including the time to undo it. */
  readonly deadline: number;
  /** The time between two calls of an operation, in milliseconds: the pace at which work can be undone. */
  readonly interval: number;
}

export interface RunOptions {
  /** Whether the event arrived so late that CloudFormation may no longer wait for it. */
  readonly isLate?: boolean;
  /** The templates whose scratch templates a killed run may have left behind. */
  readonly leftoverScratches?: () => Promise<readonly string[]>;
  /** Decides, after all other changes, which of the dropped templates are deleted. */
  readonly selectDrops?: (dropped: readonly Change[]) => Promise<readonly Change[]>;
}

/**
 * Makes the changes of one event.
 *
 * On the way forward, it makes all of them or, if one fails, none. In a rollback, it makes as many as possible: undoing
 * them would restore the content that the stack is rolling back from.
 */
export class Run {
  private readonly journal = new Journal();
  private readonly time: RunTime;
  private readonly store: TemplateStore;
  private readonly tagStore: TagStore;
  private readonly origins: TemplateOrigins;
  private readonly scratches: Scratches;
  private readonly verifier: Verifier;
  private readonly failures: Failure[] = [];
  private remaining: number;
  private createdEarlier = 0;

  constructor(private readonly changes: readonly Change[], private readonly context: RunContext, private readonly guard: RollbackGuard) {
    const { clock, deadline, interval, storeUntil, tagsUntil } = context;
    this.remaining = changes.length;
    this.time = new RunTime(clock, deadline, interval, () => this.journal.size, () => this.undoesNothing);
    this.store = storeUntil(this.time.lastCall, guard.beforeWrite);
    this.tagStore = tagsUntil(this.time.lastCall, guard.beforeWrite);
    const unhurried = storeUntil(() => deadline);
    this.origins = new TemplateOrigins({ ...context, times: new CreationTimes(unhurried, context) });
    this.scratches = new Scratches({ ...context, owner: context }, this.time.workEnds);
    this.verifier = new Verifier({ store: this.store, scratches: this.scratches, time: this.time });
  }

  async execute({ isLate, leftoverScratches, selectDrops }: RunOptions = {}): Promise<void> {
    if (this.changes.length === 0) return;
    let sweeping: Promise<void> = Promise.resolve();
    try {
      if (isLate) await this.guard.checkLate();
      const leftovers = await leftoverScratches?.() ?? [];
      sweeping = this.scratches.sweep(leftovers, () => this.time.lastCall() === -Infinity);
      await withProgress('deploying', this.changes.length, this.context, async done => {
        await this.applyAll(alternating(this.changes.filter(({ declared }) => declared)), done);
        const dropped = this.changes.filter(({ declared }) => !declared);
        if (dropped.length > 0) await this.applyAll(await selectDrops!(dropped), done);
      });
    } catch (error) {
      throw await this.undo(error);
    } finally {
      await sweeping;
    }
    if (this.failures.length > 0) throw new RollbackError(this.failures, this.changes.length);
  }

  private get undoesNothing(): boolean {
    return this.guard.known === 'rollback' || this.guard.known === 'unknown';
  }

  private async applyAll(changes: readonly Change[], done: Done): Promise<void> {
    await pipeline(changes, async change => {
      try {
        const { done: what, createdEarlier, ...how } = await this.applyOne(change);
        if (createdEarlier) this.createdEarlier++;
        done(change.name, what, how);
        this.remaining--;
      } catch (error) {
        const { name } = change;
        if (!isNotStarted(error)) this.context.log({ message: `${name}: failed`, template: name, reason: reasonOf(error) });
        if (!this.undoesNothing) {
          this.time.stop();
          throw isNotStarted(error) ? new OutOfTimeError(this.remaining, this.changes.length, error) : error;
        }
        // The other templates are independent of this one.
        this.failures.push({ name, reason: isNotStarted(error) ? 'no time was left' : reasonOf(error) });
      }
    });
  }

  private async applyOne(change: Change) {
    const { store, tagStore, guard, origins, journal, verifier, time } = this;
    const context = { ...this.context, store, tagStore, guard, origins, journal, verifier, time };
    for (;;) {
      const direction = this.guard.known;
      try {
        // Not before the first change: if almost no time is left, that change's own error is more specific.
        if (this.remaining < this.changes.length && this.time.isOver) throw new DeadlineError(`deploying '${change.name}'`, 0, undefined);
        return await apply(change, context);
      } catch (error) {
        // The direction matters now: if this is a rollback, there is more time left, because nothing is undone.
        if (direction === undefined) await this.learnDirection(error);
        const hasMoreTime = direction === undefined && this.undoesNothing && error instanceof DeadlineError && !this.time.isOver;
        if (!hasMoreTime) throw error;
      }
    }
  }

  /** Throws if the deployment is over: that is then the reason, and the error only a consequence. */
  private async learnDirection(error: unknown): Promise<void> {
    if (error instanceof CancelledError) return;
    await this.guard.direction();
  }

  private async undo(cause: unknown): Promise<RunError> {
    const { log, storeUntil, tagsUntil, deadline, clock, interval } = this.context;
    this.time.stop();
    log({ message: 'failed; undoing the changes', reason: reasonOf(cause), templates: this.journal.names.size });
    const undone = await withProgress('undoing', this.journal.names.size, this.context, async done => this.journal.undo({
      store: storeUntil(() => deadline),
      tagStore: tagsUntil(() => deadline),
      done,
      createdByEvent: async name => this.origins.createdByEvent(name),
      pause: async intervals => clock.sleep(Math.min(intervals * interval, Math.max(0, deadline - clock.now()))),
    }));
    return new RunError(cause, undone, this.guard.context.mayRollBack ? 'Update' : 'Create', this.createdEarlier);
  }
}

function isNotStarted(error: unknown): boolean {
  return error instanceof DeadlineError && error.attempts === 0;
}

/** Alternates new and changed templates: their calls use different lanes, and both should be busy. */
function alternating(changes: readonly Change[]): Change[] {
  const changed = changes.filter(change => change.previous);
  const added = changes.filter(change => !change.previous);
  return changes.flatMap((_, index) => [...changed.slice(index, index + 1), ...added.slice(index, index + 1)]);
}
