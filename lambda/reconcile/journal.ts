import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { Parts, TemplateStore } from './ports';
import { Done } from './progress';
import { reasonOf } from './reason';
import { RECHECK_DELAYS } from './recheck-delays';
import { unescapeNonAscii } from '../../src/contract/canonical';
import { PARTS, PartName } from '../../src/contract/contract';
import { mayHaveTakenEffect } from '../pacing/errors';

/** A write of this run, and the content before it. */
export interface Entry {
  readonly name: string;
  /** Absent if the template did not exist. */
  readonly before?: Parts;
  /** What was written. Absent if the template was deleted. */
  readonly written?: DeclaredTemplate;
  /** Whether SES confirmed the write. If its response was lost, the write may have had no effect. */
  confirmed?: boolean;
}

/** The result of undoing. */
export interface Undone {
  readonly restored: readonly string[];
  readonly left: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
}

export interface UndoContext {
  readonly store: TemplateStore;
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

  get size(): number {
    return this.entries.length;
  }

  /** The templates with a write that may have taken effect. */
  get names(): Set<string> {
    return new Set(this.entries.map(({ name }) => name));
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
    await pipeline([...new Set(newestFirst.map(({ name }) => name))], async name => {
      try {
        let changed = false;
        // In sequence: a template that was written twice must end as it was before the first write.
        for (const entry of newestFirst) if (entry.name === name) changed = await restore(entry, context) || changed;
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
    return await store.create(template) === 'created';
  }
  if (!entry.confirmed) {
    const live = await store.get(name);
    if (live && differingParts(written, live).length > 0) return false;
  }
  if (await store.update(template) === 'gone') await store.create(template);
  return true;
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

/** Converts the result of GetTemplate to content to write: undoes its escapes, which would otherwise appear in mails. */
function asWritten(live: Parts): Parts {
  const parts: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    const content = live[part];
    if (content !== undefined) parts[part] = unescapeNonAscii(content);
  }
  return parts;
}
