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

/** How long to try to delete one, in intervals of the pace: it is not worth a deployment. */
const PATIENCE = 15;

/** The short-lived templates of a resource, under which others are verified: one for each. */
export class Scratches {
  /** @param latest the moment after which none is deleted any more: what is left of the time is for undoing */
  constructor(private readonly context: ScratchesContext, private readonly latest: () => number) {}

  nameFor(template: string): string {
    return scratchName(this.context.owner, template);
  }

  /** Deletes one, if that is possible; if not, says so. */
  async clear(template: string): Promise<boolean> {
    const { storeUntil, clock, log, interval } = this.context;
    const scratch = this.nameFor(template);
    const patience = clock.now() + PATIENCE * interval;
    try {
      await storeUntil(() => Math.min(patience, this.latest())).delete(scratch);
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      log({ message: `${template}: a scratch template may be left behind, until this template is verified again`, template, scratch, reason });
      return false;
    }
  }

  /** Deletes what killed runs may have left, one after the other; ends when one cannot be, or when it is told that all is over. */
  async sweep(templates: readonly string[], over: () => boolean = () => false): Promise<void> {
    for (const template of templates) {
      if (over() || !await this.clear(template)) return;
    }
  }
}

/** At most 64 characters, as SES asks; no template of the library may have such a name. */
export function scratchName({ stackId, logicalResourceId }: Owner, template: string): string {
  return SCRATCH_PREFIX + createHash('sha256').update(JSON.stringify([stackId, logicalResourceId, template])).digest('hex').slice(0, 32);
}
