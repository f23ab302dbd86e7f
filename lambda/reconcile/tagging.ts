import { Change } from './changes';
import { sameTags, Tags } from './declaration';
import { UnsettledTemplateError } from './errors';
import { Journal } from './journal';
import { TagStore } from './ports';
import { CREATION_DELAYS } from './recheck-delays';
import { RunTime } from './run-time';

/** What to do with the tags of a template. */
export interface TagChanges {
  readonly set: Tags;
  /** The keys of those to remove. */
  readonly remove: readonly string[];
}

export interface TaggingContext {
  readonly tagStore: TagStore;
  readonly journal: Journal;
  readonly time: RunTime;
}

/**
 * Plans the tags of a change: sets all declared tags, and removes those that this resource declared before and no longer does. Tags
 * with other keys belong to someone else. Undefined if the declared tags have not changed.
 *
 * @param created whether the run has just created the template, so that it has no tags
 */
export function tagChanges({ declared, previous }: Change, created: boolean): TagChanges | undefined {
  if (!declared) return undefined;
  if (created || !previous) return declared.tags.size > 0 ? { set: declared.tags, remove: [] } : undefined;
  if (sameTags(declared, previous)) return undefined;
  return { set: declared.tags, remove: [...previous.tags.keys()].filter(key => !declared.tags.has(key)) };
}

/** Applies the tags of a template that belongs to this resource. Returns whether there was anything to do. */
export async function applyTags(change: Change, created: boolean, context: TaggingContext): Promise<boolean> {
  const changes = tagChanges(change, created);
  if (!changes) return false;
  const { tagStore, journal } = context;
  const { name } = change;
  // If the run created the template, undoing deletes it, and its tags with it.
  if (!created) {
    const before = await whenThere(name, async () => tagStore.listTags(name), context);
    journal.recordTags({ name, before, keys: [...changes.set.keys(), ...changes.remove] });
  }
  if (changes.remove.length > 0) await whenThere(name, async () => tagStore.removeTags(name, changes.remove), context);
  if (changes.set.size > 0) await whenThere(name, async () => tagStore.setTags(name, changes.set), context);
  return true;
}

/** Repeats a call until SES finds the template, which may have been created a moment ago. */
async function whenThere<T>(name: string, call: () => Promise<T | 'gone'>, { time }: TaggingContext): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await call();
    if (answer !== 'gone') return answer;
    if (tries === CREATION_DELAYS.length) throw new UnsettledTemplateError(name, tries + 1);
    await time.pause(CREATION_DELAYS[tries], `tagging '${name}' again`);
  }
}
