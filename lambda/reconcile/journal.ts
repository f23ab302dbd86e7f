import { DeclaredTemplate, differingParts } from './declaration';
import { pipeline } from './pipeline';
import { Parts, TemplateStore } from './ports';
import { Done } from './progress';
import { reasonOf } from './reason';
import { unescapeNonAscii } from '../../src/private/canonical';
import { PARTS, PartName } from '../../src/private/contract';

/** A write of this run, and what was there before it. */
export interface Entry {
  readonly name: string;
  /** Absent: the template was not there. */
  readonly before?: Parts;
  /** What was written. Absent: the template was deleted. */
  readonly written?: DeclaredTemplate;
}

/** What became of the undoing. */
export interface Undone {
  readonly restored: readonly string[];
  readonly left: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
}

/**
 * The writes of a run, in their order, so that they can be undone. A write is noted before its call goes out and
 * struck out only when SES said that it had no effect: a lost answer leaves it in.
 */
export class Journal {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  note(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  strike(entry: Entry): void {
    this.entries.splice(this.entries.indexOf(entry), 1);
  }

  /** The templates with a write that may have had an effect. */
  get names(): Set<string> {
    return new Set(this.entries.map(({ name }) => name));
  }

  /**
   * Puts back what was there before each write, newest first, several templates at a time as they were written. Goes on
   * after a failure: one template's trouble is not the next one's.
   */
  async undo(store: TemplateStore, done: Done): Promise<Undone> {
    const newestFirst = [...this.entries].reverse();
    const restored: string[] = [];
    const left: Array<{ name: string; reason: string }> = [];
    await pipeline([...new Set(newestFirst.map(({ name }) => name))], async name => {
      try {
        // One after the other: a template that was written twice must end as it was before the first time.
        for (const entry of newestFirst) if (entry.name === name) await putBack(entry, store);
        restored.push(name);
        done(name, 'put back');
      } catch (error) {
        const reason = reasonOf(error);
        left.push({ name, reason });
        done(name, 'could not put back', { reason });
      }
    });
    return { restored, left };
  }
}

async function putBack({ name, before, written }: Entry, store: TemplateStore): Promise<void> {
  if (before) {
    const template = { name, parts: asWritten(before) };
    if (await store.update(template) === 'gone') await store.create(template);
    return;
  }
  // Only what we wrote: a create whose answer was lost may have come too late, behind somebody else's.
  const live = await store.get(name);
  if (live && differingParts(written, live).length > 0) return;
  await store.delete(name);
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
