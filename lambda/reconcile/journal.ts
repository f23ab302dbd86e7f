import { DeclaredTemplate, differingParts, Tags } from './declaration';
import { pipeline } from './pipeline';
import { Parts, TagStore, TemplateStore } from './ports';
import { Done } from './progress';
import { reasonOf } from './reason';
import { CREATION_DELAYS, RECHECK_DELAYS } from './recheck-delays';
import { unescapeNonAscii } from '../../src/contract/canonical';
import { PARTS, PartName } from '../../src/contract/contract';
import { mayHaveTakenEffect } from '../pacing/errors';

/** A write of this run, and the content before it. */
export interface Entry {
  readonly name: string;
  /** Absent if the template did not exist. */
  readonly before?: Parts;
  /** The tags that this resource had set before. Absent if it has not had the template. */
  readonly tags?: Tags;
  /** What was written. Absent if the template was deleted. */
  readonly written?: DeclaredTemplate;
  /** Whether SES confirmed the write. If its response was lost, the write may have had no effect. */
  confirmed?: boolean;
}

/** A write of tags, and the tags before it. */
export interface TagEntry {
  readonly name: string;
  /** All tags, including those that the run does not change. */
  readonly before: Tags;
  /** The keys of the tags that the run sets or removes. */
  readonly keys: readonly string[];
}

/** The result of undoing. */
export interface Undone {
  readonly restored: readonly string[];
  readonly left: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
}

export interface UndoContext {
  readonly store: TemplateStore;
  readonly tagStore: TagStore;
  readonly done: Done;
  /** Whether a template was created while the event was in progress. Undefined if that cannot be determined. */
  readonly createdByEvent: (name: string) => Promise<boolean | undefined>;
  /** Waits for a number of intervals of the pace. */
  readonly pause: (intervals: number) => Promise<void>;
}

/**
 * The writes of a run, in order, so that they can be undone. A write is recorded before its call and removed only if SES
 * says that it had no effect. If the response is lost, the entry stays, unconfirmed.
 */
export class Journal {
  private readonly entries: Entry[] = [];
  private readonly tagEntries: TagEntry[] = [];

  /** How many calls of one operation undoing takes. The calls of other operations go out at the same time. */
  get size(): number {
    return Math.max(this.entries.length, this.tagEntries.length);
  }

  /** The templates with a write that may have taken effect. */
  get names(): Set<string> {
    return new Set([...this.entries, ...this.tagEntries].map(({ name }) => name));
  }

  /** Records a write of tags, before its calls. */
  recordTags(entry: TagEntry): void {
    this.tagEntries.push(entry);
  }

  /** Records a write and makes it. */
  async record<T extends string>(entry: Entry, write: () => Promise<T>): Promise<T> {
    this.entries.push(entry);
    try {
      const outcome = await write();
      if (outcome === 'exists' || outcome === 'gone') this.remove(entry);
      else entry.confirmed = outcome !== 'unsure';
      return outcome;
    } catch (error) {
      if (!mayHaveTakenEffect(error)) this.remove(entry);
      throw error;
    }
  }

  /**
   * Restores the content before each write, newest first, several templates at a time. Continues after a failure: the
   * other templates are independent of it.
   */
  async undo(context: UndoContext): Promise<Undone> {
    const newestFirst = [...this.entries].reverse();
    const restored: string[] = [];
    const left: Array<{ name: string; reason: string }> = [];
    await pipeline([...new Set([...newestFirst, ...this.tagEntries].map(({ name }) => name))], async name => {
      try {
        let changed = false;
        // In sequence: a template that was written twice must end as it was before the first write.
        for (const entry of newestFirst) if (entry.name === name) changed = await restore(entry, context) || changed;
        for (const entry of this.tagEntries) if (entry.name === name) changed = await restoreTags(entry, context) || changed;
        if (changed) restored.push(name);
        context.done(name, changed ? 'restored' : 'was not changed by this deployment; left as is');
      } catch (error) {
        const reason = reasonOf(error);
        left.push({ name, reason });
        context.done(name, 'could not be restored', { reason });
      }
    });
    return { restored, left };
  }

  private remove(entry: Entry): void {
    this.entries.splice(this.entries.indexOf(entry), 1);
  }
}

/** Returns whether something had to be restored. Nothing has to be if the write had no effect, or someone else has written since. */
async function restore(entry: Entry, context: UndoContext): Promise<boolean> {
  if (!entry.before) return undoCreate(entry, context);
  const { name, before, written } = entry;
  const template = { name, parts: asWritten(before) };
  const { store } = context;
  if (!written) {
    // If it exists, the delete had no effect, or someone has created another one since.
    if (await store.create(template) !== 'created') return false;
    await tagAgain(entry, context);
    return true;
  }
  if (!entry.confirmed) {
    const live = await store.get(name);
    // A read may lag and still show the former content, which is then written again. Any other content is someone else's edit.
    if (live && differingParts(written, live).length > 0 && !sameParts(live, before)) return false;
  }
  if (await store.update(template) === 'gone') {
    await store.create(template);
    await tagAgain(entry, context);
  }
  return true;
}

/** Restores the tags of a template that had to be created again. */
async function tagAgain({ name, tags }: Entry, { tagStore, pause }: UndoContext): Promise<void> {
  if (!tags?.size) return;
  for (const intervals of [0, ...CREATION_DELAYS]) {
    await pause(intervals);
    if (await tagStore.setTags(name, tags) === 'done') return;
  }
  throw new Error('it was created again, but its tags could not be restored: SES does not find the template');
}

/** Returns whether tags had to be restored. They do not have to be if the template no longer exists. */
async function restoreTags({ name, before, keys }: TagEntry, { tagStore }: UndoContext): Promise<boolean> {
  const added = keys.filter(key => !before.has(key));
  const changed = new Map([...before].filter(([key]) => keys.includes(key)));
  const removed = added.length > 0 && await tagStore.removeTags(name, added) === 'done';
  const set = changed.size > 0 && await tagStore.setTags(name, changed) === 'done';
  return removed || set;
}

/** Deletes the template only if the run created it. One that existed before a lost response, or appeared after it, belongs to someone else. */
async function undoCreate({ name, written, confirmed }: Entry, { store, createdByEvent, pause }: UndoContext): Promise<boolean> {
  let live = await store.get(name);
  // A new template may not be readable yet.
  for (const intervals of confirmed ? [] : RECHECK_DELAYS) {
    if (live) break;
    await pause(intervals);
    live = await store.get(name);
  }
  if (live && differingParts(written, live).length > 0) return false;
  if (!confirmed) {
    if (!live) return false;
    const created = await createdByEvent(name);
    if (created === false) return false;
    if (created === undefined) throw new Error('its CreateTemplate got no response, and SES does not show whether this deployment created it');
  }
  await store.delete(name);
  return true;
}

function sameParts(one: Parts, other: Parts): boolean {
  return PARTS.every(part => one[part] === other[part]);
}

/** Converts the result of GetTemplate to content to write: undoes its escapes, which would otherwise appear in mails. */
function asWritten(live: Parts): Parts {
  const parts: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    const content = live[part];
    if (content !== undefined) parts[part] = unescapeNonAscii(content);
  }
  return parts;
}
