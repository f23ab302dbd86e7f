import { BusyStacksError, StackMovedError } from './errors';
import { Clock } from '../pacing/clock';
import { StackDescriber, StackDescription } from '../reconcile/ports';

/** The pause between two looks at a stack in progress, in intervals between two calls: seconds, at the pace of SES. */
const POLL = 15;

export interface StacksContext {
  readonly clock: Clock;
  readonly interval: number;
  readonly describer: (stackId: string) => StackDescriber;
}

/** Stacks as they were when a check began. A later deployment changes their status, or the time of their last update. */
export class StackSnapshots {
  constructor(private readonly context: StacksContext, private readonly before: ReadonlyMap<string, StackDescription>) {}

  /** Returns the stacks whose deployment has begun since then. */
  async moved(stackIds: Iterable<string>): Promise<Set<string>> {
    const moved = new Set<string>();
    for (const stackId of new Set(stackIds)) {
      const now = await this.context.describer(stackId).describe();
      if (!this.isUnmoved(stackId, now)) moved.add(stackId);
    }
    return moved;
  }

  /** @throws StackMovedError if a deployment of the stack has begun since then; Error if the stack is not in a complete state */
  async permitWrite(stackId: string): Promise<void> {
    const now = await this.context.describer(stackId).describe();
    if (!this.isUnmoved(stackId, now)) throw new StackMovedError(stackId, now.status);
    if (!SETTLED.test(now.status)) throw new Error(`the stack is in ${now.status}, so nothing is written`);
  }

  private isUnmoved(stackId: string, now: StackDescription): boolean {
    const { status, lastUpdated } = this.before.get(stackId)!;
    return now.status === status && now.lastUpdated?.getTime() === lastUpdated?.getTime();
  }
}

/** The statuses in which a stack has deployed what it declares. */
const SETTLED = /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_COMPLETE$/;

/**
 * Waits until none of the stacks is being deployed.
 *
 * @param until the moment, on the clock, until which to wait
 * @returns the stacks, and whether it had to wait, so that what they declare may have changed
 * @throws BusyStacksError if one of them is still being deployed at that time
 */
export async function whenQuiet(
  stackIds: readonly string[], until: number, context: StacksContext,
): Promise<{ snapshots: StackSnapshots; waited: boolean }> {
  for (let waited = false; ; waited = true) {
    const described = new Map<string, StackDescription>();
    for (const stackId of new Set(stackIds)) described.set(stackId, await context.describer(stackId).describe());
    const busy = [...described].filter(([, { status }]) => status.endsWith('_IN_PROGRESS')).map(([stackId]) => stackId);
    if (busy.length === 0) return { snapshots: new StackSnapshots(context, described), waited };
    const pause = POLL * context.interval;
    if (context.clock.now() + pause >= until) throw new BusyStacksError(busy);
    await context.clock.sleep(pause);
  }
}
