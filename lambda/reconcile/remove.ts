import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { Log, TemplateStore } from './ports';

/** Arises when templates could not be deleted; what is gone stays gone, and deleting again takes up the rest. */
export class RemovalError extends Error {
  constructor(failures: ReadonlyArray<{ name: string; error: unknown }>) {
    const which = failures.map(({ name, error }) => `'${name}' (${error instanceof Error ? error.message : String(error)})`).join(', ');
    super(`could not delete ${which}; delete the stack again to go on`, { cause: failures[0].error });
    this.name = 'RemovalError';
  }
}

export interface RemovalContext {
  readonly store: TemplateStore;
  readonly log: Log;
  /** Leave alone what does not hold exactly what was declared: it is not certain that this resource made it. */
  readonly onlyAsDeclared: boolean;
}

const WIDTH = 8;

/** Deletes templates that a resource declared. Is not undone when one fails: they were all meant to go. */
export async function remove(templates: readonly DeclaredTemplate[], { store, log, onlyAsDeclared }: RemovalContext): Promise<void> {
  const failures: Array<{ name: string; error: unknown }> = [];
  await pipeline(templates, WIDTH, async template => {
    const { name } = template;
    try {
      if (onlyAsDeclared) {
        const live = await store.get(name);
        if (live && differingParts(template, live).length > 0) return log({ message: 'is not this resource\'s, left alone', template: name });
      }
      await store.delete(name);
      log({ message: 'deleted', template: name });
    } catch (error) {
      failures.push({ name, error });
    }
  });
  if (failures.length > 0) throw new RemovalError(failures);
}
