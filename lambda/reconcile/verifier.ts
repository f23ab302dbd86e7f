import { createHash } from 'node:crypto';
import { Content } from './content';
import { UnsettledTemplateError, VerificationError } from './errors';
import { Log, Parts, TemplateStore } from './ports';
import { SETTLING } from './settling';
import { PARTS, PartName } from '../../src/private/contract';
import { PLACEHOLDERS } from '../../src/private/language/builtins';
import { SCRATCH_PREFIX } from '../../src/private/limits';
import { Clock } from '../pacing/clock';

/** The resource whose templates are verified. */
export interface Owner {
  readonly stackId: string;
  readonly logicalResourceId: string;
}

export interface VerifierContext {
  readonly owner: Owner;
  readonly store: TemplateStore;
  /** Takes scratch templates away: also when the run has failed, and its other calls are not made any more. */
  readonly cleaner: TemplateStore;
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
}

/**
 * What SES puts in by itself when it sends. Whether it does so in TestRenderTemplate is not documented, and data that a
 * template does not use is no harm.
 */
const VALUES_OF_PLACEHOLDERS = Object.fromEntries(Array.from(PLACEHOLDERS, name => [name, '']));

/**
 * Has SES render templates with their sample data: those that are new, where they are; those that change, under a scratch
 * name first, so that what is live is never one that does not render.
 *
 * A scratch name is always the same for a template of a resource. So one that a killed run left is found by its name and
 * written over by whoever verifies the template next, and two runs of the same event do not get in each other's way.
 */
export class Verifier {
  constructor(private readonly context: VerifierContext) {}

  /** @throws VerificationError if SES does not render the live template */
  async inPlace(content: Content): Promise<void> {
    const { name } = content;
    const refused = await this.refusal(name, content);
    if (refused === undefined) return;
    const parts = await this.onScratch(name, async scratch => this.culprits(scratch, content));
    throw new VerificationError(name, refused, parts);
  }

  /** @throws VerificationError if SES does not render what is about to become live */
  async ahead(content: Content): Promise<void> {
    const { name, parts } = content;
    await this.onScratch(name, async scratch => {
      const refused = await this.refusal(scratch, content, async () => this.put(scratch, parts));
      if (refused !== undefined) throw new VerificationError(name, refused, await this.culprits(scratch, content));
    });
  }

  /** Takes away what a killed run may have left of its verification. That it cannot be is no reason to fail. */
  async clear(name: string): Promise<void> {
    const scratch = scratchName(this.context.owner, name);
    try {
      await this.context.cleaner.delete(scratch);
    } catch (error) {
      this.context.log({ message: 'a scratch template is left behind, until this template is verified again', template: name, scratch, reason: reasonOf(error) });
    }
  }

  private async onScratch<T>(name: string, work: (scratch: string) => Promise<T>): Promise<T> {
    try {
      return await work(scratchName(this.context.owner, name));
    } finally {
      await this.clear(name);
    }
  }

  /** What SES has against rendering a template, or undefined. It is asked again before a refusal is believed. */
  private async refusal(stored: string, { name, sampleData }: Content, write: () => Promise<void> = async () => {}): Promise<string | undefined> {
    const { store, clock, interval } = this.context;
    const data = JSON.stringify({ ...VALUES_OF_PLACEHOLDERS, ...sampleData });
    await write();
    for (let tries = 0; ; tries++) {
      const answer = await store.testRender(stored, data);
      if (answer === 'rendered') return undefined;
      if (tries === SETTLING.length) {
        if (answer === 'gone') throw new UnsettledTemplateError(name, tries + 1);
        return answer.refused;
      }
      await clock.sleep(SETTLING[tries] * interval);
      // Another run of the same event may have taken it away.
      if (answer === 'gone') await write();
    }
  }

  /** Which parts alone SES does not render, since it does not tell. Empty where that cannot be found out. */
  private async culprits(scratch: string, content: Content): Promise<PartName[]> {
    const culprits: PartName[] = [];
    try {
      for (const part of PARTS) {
        if (content.parts[part] === undefined) continue;
        const refused = await this.refusal(scratch, content, async () => this.put(scratch, alone(part, content.parts)));
        if (refused !== undefined) culprits.push(part);
      }
      return culprits;
    } catch (error) {
      this.context.log({ message: 'which part does not render is not known', template: content.name, reason: reasonOf(error) });
      return [];
    }
  }

  private async put(scratch: string, parts: Parts): Promise<void> {
    const { store } = this.context;
    const template = { name: scratch, parts };
    if (await store.create(template) === 'created') return;
    // Left by a run that was killed; if it goes meanwhile, it is another run's, and rendering finds it gone.
    await store.update(template);
  }
}

/** At most 64 characters, as SES asks; no template of the library may have such a name. */
export function scratchName({ stackId, logicalResourceId }: Owner, name: string): string {
  return SCRATCH_PREFIX + createHash('sha256').update(JSON.stringify([stackId, logicalResourceId, name])).digest('hex').slice(0, 32);
}

/** One part, with the least that SES takes for a template. */
function alone(part: PartName, parts: Parts): Parts {
  return part === 'Subject' ? { Subject: parts.Subject, Text: '-' } : { Subject: '-', [part]: parts[part] };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
