import { Change } from './changes';
import { sameTags, Tags } from './declaration';
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

/** The result of tagging. If SES still does not find a template after a while, it is `gone`. */
export type Tagged = 'tagged' | 'unchanged' | 'gone';

/** Applies the tags of a template that belongs to this resource. */
export async function applyTags(change: Change, created: boolean, context: TaggingContext): Promise<Tagged> {
  const changes = tagChanges(change, created);
  if (!changes) return 'unchanged';
  const { tagStore, journal } = context;
  const { name } = change;
  // If the run created the template, undoing deletes it, and its tags with it.
  if (!created) {
    const before = await whenThere(name, async () => tagStore.listTags(name), context);
    if (before === 'gone') return 'gone';
    journal.recordTags({ name, before, keys: [...changes.set.keys(), ...changes.remove] });
  }
  const write = async (call: () => Promise<'done' | 'gone'>) => whenThere(name, call, context);
  if (changes.remove.length > 0 && await write(async () => tagStore.removeTags(name, changes.remove)) === 'gone') return 'gone';
  if (changes.set.size > 0 && await write(async () => tagStore.setTags(name, changes.set)) === 'gone') return 'gone';
  return 'tagged';
}

/** Repeats a call until SES finds the template, which may have been created a moment ago. */
async function whenThere<T>(name: string, call: () => Promise<T | 'gone'>, { time }: TaggingContext): Promise<T | 'gone'> {
  for (let tries = 0; ; tries++) {
    const answer = await call();
    if (answer !== 'gone' || tries === CREATION_DELAYS.length) return answer;
    await time.pause(CREATION_DELAYS[tries], `tagging '${name}' again`);
  }
}
