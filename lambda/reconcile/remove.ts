import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { WHY_NOT } from './plan';
import { Parts, TemplateStore } from './ports';
import { ProgressContext, withProgress } from './progress';
import { reasonOf } from './reason';
import { RECHECK_DELAYS } from './recheck-delays';

/** Thrown when templates could not be deleted; what is gone stays gone, and deleting again takes up the rest. */
export class RemovalError extends Error {
  constructor(failures: ReadonlyArray<{ name: string; error: unknown }>) {
    const which = failures.map(({ name, error }) => `'${name}' (${reasonOf(error)})`).join(', ');
    super(`could not delete ${which}; delete the stack again to go on`, { cause: failures[0].error });
    this.name = 'RemovalError';
  }
}

export interface RemovalContext extends ProgressContext {
  readonly store: TemplateStore;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  /** Whether a template that holds what was declared is the resource's to delete. Absent: it is. */
  readonly mayDelete?: (name: string) => Promise<boolean>;
}

/**
 * Deletes the templates of a resource that still hold what it last deployed: SES does not tell an edited template from one
 * that somebody made in its place. Is not undone when one fails: they were all meant to go.
 */
export async function remove(templates: readonly DeclaredTemplate[], context: RemovalContext): Promise<void> {
  const { store, log, mayDelete } = context;
  const failures: Array<{ name: string; error: unknown }> = [];
  await withProgress('deleting', templates.length, context, async done => pipeline(templates, async template => {
    const { name } = template;
    try {
      const live = await readRechecking(template, context);
      if (live && differingParts(template, live).length > 0) return done(name, WHY_NOT['not-ours']);
      if (live && mayDelete && !await mayDelete(name)) return done(name, WHY_NOT['not-created-here']);
      await store.delete(name);
      done(name, 'deleted');
    } catch (error) {
      failures.push({ name, error });
      log({ message: `${name}: failed`, template: name, reason: reasonOf(error) });
    }
  }));
  if (failures.length > 0) throw new RemovalError(failures);
}

/** Reads lag behind writes (docs/ses-facts.md#reads-lag): other content counts only when it is still there after a while. */
async function readRechecking(template: DeclaredTemplate, { store, clock, interval, deadline }: RemovalContext): Promise<Parts | undefined> {
  let live = await store.get(template.name);
  for (const intervals of RECHECK_DELAYS) {
    if (!live || differingParts(template, live).length === 0 || clock.now() + intervals * interval >= deadline) break;
    await clock.sleep(intervals * interval);
    live = await store.get(template.name);
  }
  return live;
}
