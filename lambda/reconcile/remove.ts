import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { WHY_NOT } from './plan';
import { Parts, TemplateStore } from './ports';
import { ProgressContext, withProgress } from './progress';
import { reasonOf } from './reason';
import { RECHECK_DELAYS } from './recheck-delays';

/** Thrown when templates could not be deleted. The others are deleted; another attempt deletes the rest. */
export class RemovalError extends Error {
  constructor(failures: ReadonlyArray<{ name: string; error: unknown }>) {
    const which = failures.map(({ name, error }) => `'${name}' (${reasonOf(error)})`).join(', ');
    super(`could not delete ${which}; delete the stack again to retry`, { cause: failures[0].error });
    this.name = 'RemovalError';
  }
}

export interface RemovalContext extends ProgressContext {
  readonly store: TemplateStore;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  /** Whether the resource may delete a template that has the declared content. @default - it may */
  readonly mayDelete?: (name: string) => Promise<boolean>;
}

/**
 * Deletes those templates of a resource that still have the content it last deployed: SES does not distinguish an edited
 * template from one that someone created in its place. If one fails, the others are not restored.
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

/** Reads a template, and re-reads it while its content differs: reads lag behind writes (docs/ses-facts.md#reads-lag). */
async function readRechecking(template: DeclaredTemplate, { store, clock, interval, deadline }: RemovalContext): Promise<Parts | undefined> {
  let live = await store.get(template.name);
  for (const intervals of RECHECK_DELAYS) {
    if (!live || differingParts(template, live).length === 0 || clock.now() + intervals * interval >= deadline) break;
    await clock.sleep(intervals * interval);
    live = await store.get(template.name);
  }
  return live;
}
