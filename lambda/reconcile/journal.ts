import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { Parts, TemplateStore } from './ports';
import { Done } from './progress';
import { reasonOf } from './reason';
import { SETTLING } from './settling';
import { unescapeNonAscii } from '../../src/contract/canonical';
import { PARTS, PartName } from '../../src/contract/contract';
import { mayHaveTakenEffect } from '../pacing/errors';

/** A write of this run, and what was there before it. */
export interface Entry {
  readonly name: string;
  /** Absent: the template was not there. */
  readonly before?: Parts;
  /** What was written. Absent: the template was deleted. */
  readonly written?: DeclaredTemplate;
  /** Whether SES confirmed the write. One whose answer was lost may have had no effect. */
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
  /** Whether a template was created while the event was at work. Undefined where SES does not say so. */
  readonly createdByEvent: (name: string) => Promise<boolean | undefined>;
  /** Waits for some intervals of the pace. */
  readonly pause: (intervals: number) => Promise<void>;
}

/**
 * The writes of a run, in their order, so that they can be undone. A write is noted before its call goes out and
 * removed only when SES said that it had no effect: a lost answer leaves it in, unconfirmed.
 */
export class Journal {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** The templates with a write that may have had an effect. */
  get names(): Set<string> {
    return new Set(this.entries.map(({ name }) => name));
  }

  /** Makes a write, noted. */
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
   * Puts back what was there before each write, newest first, several templates at a time as they were written. Goes on
   * after a failure: one template's trouble is not the next one's.
   */
  async undo(context: UndoContext): Promise<Undone> {
    const newestFirst = [...this.entries].reverse();
    const restored: string[] = [];
    const left: Array<{ name: string; reason: string }> = [];
    await pipeline([...new Set(newestFirst.map(({ name }) => name))], async name => {
      try {
        let changed = false;
        // One after the other: a template that was written twice must end as it was before the first time.
        for (const entry of newestFirst) if (entry.name === name) changed = await putBack(entry, context) || changed;
        if (changed) restored.push(name);
        context.done(name, changed ? 'put back' : 'was not changed by this deployment, left as it is');
      } catch (error) {
        const reason = reasonOf(error);
        left.push({ name, reason });
        context.done(name, 'could not put back', { reason });
      }
    });
    return { restored, left };
  }

  private remove(entry: Entry): void {
    this.entries.splice(this.entries.indexOf(entry), 1);
  }
}

/** Whether something had to be put back: not if the write had no effect, or somebody else has written there since. */
async function putBack(entry: Entry, context: UndoContext): Promise<boolean> {
  if (!entry.before) return takeBack(entry, context);
  const { name, before, written } = entry;
  const template = { name, parts: asWritten(before) };
  const { store } = context;
  if (!written) {
    // If it exists, the delete had no effect, or somebody has made another one since.
    return await store.create(template) === 'created';
  }
  if (!entry.confirmed) {
    const live = await store.get(name);
    // What was there before may be what a read still shows, so it is written again; anything else is somebody else's edit.
    if (live && differingParts(written, live).length > 0 && !sameParts(live, before)) return false;
  }
  if (await store.update(template) === 'gone') await store.create(template);
  return true;
}

/** Deletes what the run created, and nothing else: what was there before a lost answer, or came after it, is somebody else's. */
async function takeBack({ name, written, confirmed }: Entry, { store, createdByEvent, pause }: UndoContext): Promise<boolean> {
  let live = await store.get(name);
  // What was created a moment ago may not be readable yet.
  for (const intervals of confirmed ? [] : SETTLING) {
    if (live) break;
    await pause(intervals);
    live = await store.get(name);
  }
  if (live && differingParts(written, live).length > 0) return false;
  if (!confirmed) {
    if (!live) return false;
    const created = await createdByEvent(name);
    if (created === false) return false;
    if (created === undefined) throw new Error('its CreateTemplate got no answer, and SES does not show whether this deployment created it');
  }
  await store.delete(name);
  return true;
}

function sameParts(one: Parts, other: Parts): boolean {
  return PARTS.every(part => one[part] === other[part]);
}

/** GetTemplate's answer as content to write: with its escapes undone, or they would be mailed. */
function asWritten(live: Parts): Parts {
  const parts: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    const content = live[part];
    if (content !== undefined) parts[part] = unescapeNonAscii(content);
  }
  return parts;
}
