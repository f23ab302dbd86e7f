import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { TemplateStore } from './ports';
import { ProgressContext, withProgress } from './progress';
import { reasonOf } from './reason';

/** Arises when templates could not be deleted; what is gone stays gone, and deleting again takes up the rest. */
export class RemovalError extends Error {
  constructor(failures: ReadonlyArray<{ name: string; error: unknown }>) {
    const which = failures.map(({ name, error }) => `'${name}' (${reasonOf(error)})`).join(', ');
    super(`could not delete ${which}; delete the stack again to go on`, { cause: failures[0].error });
    this.name = 'RemovalError';
  }
}

export interface RemovalContext extends ProgressContext {
  readonly store: TemplateStore;
  /** Leave alone what does not hold exactly what was declared: it is not certain that this resource made it. */
  readonly onlyAsDeclared: boolean;
}

/** Deletes templates that a resource declared. Is not undone when one fails: they were all meant to go. */
export async function remove(templates: readonly DeclaredTemplate[], context: RemovalContext): Promise<void> {
  const { store, log, onlyAsDeclared } = context;
  const failures: Array<{ name: string; error: unknown }> = [];
  await withProgress('deleting', templates.length, context, async done => pipeline(templates, async template => {
    const { name } = template;
    try {
      const live = onlyAsDeclared ? await store.get(name) : undefined;
      if (live && differingParts(template, live).length > 0) return done(name, 'is not this resource\'s, left alone');
      await store.delete(name);
      done(name, 'deleted');
    } catch (error) {
      failures.push({ name, error });
      log({ message: 'failed', template: name, reason: reasonOf(error) });
    }
  }));
  if (failures.length > 0) throw new RemovalError(failures);
}
