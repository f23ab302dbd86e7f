import { createHash } from 'node:crypto';
import { Log, TemplateStore } from './ports';
import { reasonOf } from './reason';
import { SCRATCH_PREFIX } from '../../src/contract/limits';
import { Clock } from '../pacing/clock';

/** The resource whose templates are verified. */
export interface Owner {
  readonly stackId: string;
  readonly logicalResourceId: string;
}

export interface ScratchesContext {
  readonly owner: Owner;
  readonly storeUntil: (deadline: () => number) => TemplateStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
}

/** How long to retry deleting one, in intervals of the pace. Failing to delete it must not fail the deployment. */
const PATIENCE = 15;

/** The scratch templates of a resource, under which its templates are verified, one for each. */
export class Scratches {
  /** @param latest the moment after which none is deleted, because the remaining time is for undoing the run */
  constructor(private readonly context: ScratchesContext, private readonly latest: () => number) {}

  nameFor(template: string): string {
    return scratchName(this.context.owner, template);
  }

  /** Deletes one, if possible. Returns whether it succeeded, and logs it if not. */
  async clear(template: string): Promise<boolean> {
    const { storeUntil, clock, log, interval } = this.context;
    const scratch = this.nameFor(template);
    const patience = clock.now() + PATIENCE * interval;
    try {
      await storeUntil(() => Math.min(patience, this.latest())).delete(scratch);
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      log({ message: `${template}: a scratch template may remain until this template is verified again`, template, scratch, reason });
      return false;
    }
  }

  /** Deletes what killed runs may have left behind, one after the other. Stops if one cannot be deleted, or when `over` returns true. */
  async sweep(templates: readonly string[], over: () => boolean = () => false): Promise<void> {
    for (const template of templates) {
      if (over() || !await this.clear(template)) return;
    }
  }
}

/** At most 64 characters, the limit of SES. Declared templates must not have such names. */
export function scratchName({ stackId, logicalResourceId }: Owner, template: string): string {
  return SCRATCH_PREFIX + createHash('sha256').update(JSON.stringify([stackId, logicalResourceId, template])).digest('hex').slice(0, 32);
}
