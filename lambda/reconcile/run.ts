import { apply } from './apply';
import { Change } from './changes';
import { Policies } from './declaration';
import { OutOfTimeError } from './errors';
import { Journal, Undone } from './journal';
import { pipeline } from './pipeline';
import { AssetSource, Log, StackState, TemplateStore } from './ports';
import { Watch } from './watch';
import { Clock } from '../pacing/clock';

export interface RunContext {
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

/** Arises when a run failed; what it had done is undone, as far as `left` does not say otherwise. */
export class RunError extends Error {
  constructor(cause: unknown, readonly undone: Undone) {
    super(`${cause instanceof Error ? cause.message : String(cause)}. ${describe(undone)}`, { cause });
    this.name = 'RunError';
  }

  /** Whether something of this run is still in SES. */
  get leftBehind(): boolean {
    return this.undone.left.length > 0;
  }
}

/** How many templates are in work at once: enough to keep every lane busy, few enough to hold in memory. */
const WIDTH = 8;
/** Time, in milliseconds, that is kept for undoing even when next to nothing was done: some retries must fit. */
const UNDO_RESERVE = 15_000;

/** Makes all changes, or, when one fails, none of them. */
export async function run(changes: readonly Change[], context: RunContext): Promise<void> {
  const { clock, log, storeUntil } = context;
  const journal = new Journal();
  // Undoing takes a call for each write, as doing did; so the more is done, the sooner the doing must stop.
  const reserve = Math.min(UNDO_RESERVE, (context.deadline - clock.now()) / 4);
  const enough = () => context.deadline - reserve - journal.size * context.interval;
  const watch = new Watch(context.stack, context.partOfRollback ?? (async () => false), clock);
  const store = storeUntil(enough, watch.permit);
  const bring = async (batch: readonly Change[]) => pipeline(batch, WIDTH, async (change, index) => {
    if (index > 0 && clock.now() >= enough()) throw new OutOfTimeError(batch.length - index);
    await apply(change, { ...context, store, journal });
  });
  try {
    await bring(changes.filter(change => change.declared));
    await bring(changes.filter(change => !change.declared));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    log({ message: 'failed, putting back what was done', cause, writes: journal.size });
    throw new RunError(error, await journal.undo(storeUntil(() => context.deadline), log));
  }
}

function describe({ restored, left }: Undone): string {
  if (left.length > 0) {
    const which = left.map(({ name, reason }) => `'${name}' (${reason})`).join(', ');
    return `${restored.length} of ${restored.length + left.length} templates that this deployment had written were put back; not put back: ${which}`;
  }
  if (restored.length === 0) return 'Nothing was changed';
  return restored.length === 1
    ? `The one template that this deployment had written was put back: '${restored[0]}'`
    : `All ${restored.length} templates that this deployment had written were put back`;
}
