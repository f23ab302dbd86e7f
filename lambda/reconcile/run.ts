import { apply } from './apply';
import { Change } from './changes';
import { Policies } from './declaration';
import { OutOfTimeError } from './errors';
import { Journal } from './journal';
import { pipeline } from './pipeline';
import { AssetSource, Log, StackState, TemplateStore } from './ports';
import { withProgress } from './progress';
import { reasonOf } from './reason';
import { RunError } from './run-error';
import { Owner, Scratches } from './scratches';
import { Verifier } from './verifier';
import { Watch } from './watch';
import { timeToDo } from '../../src/private/budget';
import { Clock } from '../pacing/clock';
import { DeadlineError } from '../pacing/errors';

export interface RunContext {
  readonly owner: Owner;
  /** Templates that a run which was killed may have been verifying under scratch names. */
  readonly leftBehind?: readonly string[];
  /** A store whose calls are tried until the deadline, in milliseconds on the clock; each write asks for leave first. */
  readonly storeUntil: (deadline: () => number, permit?: () => Promise<void>) => TemplateStore;
  readonly asset: AssetSource;
  /** Whether this run is part of a rollback. Absent for a Create, which never is. */
  readonly partOfRollback?: () => Promise<boolean>;
  readonly stack: StackState;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly log: Log;
  /** When the run must be over, undoing included. */
  readonly deadline: number;
  /** How long a call takes when its lane is busy: the pace at which work can be undone. */
  readonly interval: number;
}

/** Makes all changes, or, when one fails, none of them. */
export async function run(changes: readonly Change[], context: RunContext): Promise<void> {
  const { clock, log, storeUntil, deadline, interval, leftBehind = [] } = context;
  if (changes.length + leftBehind.length === 0) return;
  const journal = new Journal();
  const started = clock.now();
  let failed = false;
  // After a failure, calls that still wait for their turn are not made: they would only have to be undone.
  const undoing = () => started + timeToDo(deadline - started, journal.size, interval);
  const enough = () => failed ? -Infinity : undoing();
  const watch = new Watch(context.stack, context.partOfRollback ?? (async () => false), clock);
  const store = storeUntil(enough, watch.permit);
  const scratches = new Scratches(context, undoing);
  const verifier = new Verifier({ ...context, store, scratches });
  const sweeping = scratches.sweep(leftBehind, () => failed);
  let toDo = changes.length;

  try {
    await withProgress('deploying', changes.length, context, async done => {
      const bring = async (batch: readonly Change[]) => pipeline(batch, async (change, index) => {
        if (index > 0 && clock.now() >= enough()) throw new OutOfTimeError(toDo, changes.length);
        try {
          const { done: what, ...how } = await apply(change, { ...context, store, journal, verifier });
          done(change.name, what, how);
          toDo--;
        } catch (error) {
          const notBegun = error instanceof DeadlineError && error.attempts === 0;
          if (!notBegun) log({ message: 'failed', template: change.name, reason: reasonOf(error) });
          failed = true;
          throw notBegun ? new OutOfTimeError(toDo, changes.length, error) : error;
        }
      });
      await bring(alternating(changes.filter(change => change.declared)));
      await bring(changes.filter(change => !change.declared));
    });
  } catch (error) {
    log({ message: 'failed, putting back what was done', reason: reasonOf(error), templates: journal.names.size });
    const undone = await withProgress('putting back', journal.names.size, context, async done => journal.undo(storeUntil(() => deadline), done));
    throw new RunError(error, undone, context.partOfRollback ? 'Update' : 'Create');
  } finally {
    await sweeping;
  }
}

/** New templates between changed ones: their calls go in other lanes, and none of these may stand idle meanwhile. */
function alternating(changes: readonly Change[]): Change[] {
  const changed = changes.filter(change => change.previous);
  const added = changes.filter(change => !change.previous);
  return changes.flatMap((_, index) => [...changed.slice(index, index + 1), ...added.slice(index, index + 1)]);
}
