import { Content } from './content';
import { CancelledError, UnsettledTemplateError, UnverifiedError, VerificationError } from './errors';
import { Parts, TemplateStore } from './ports';
import { RunTime } from './run-time';
import { Scratches } from './scratches';
import { RECHECK_DELAYS } from './recheck-delays';
import { PARTS, PartName } from '../../src/contract/contract';
import { verificationData } from '../../src/contract/verification';
import { DeadlineError } from '../pacing/errors';

export interface VerifierContext {
  readonly store: TemplateStore;
  readonly scratches: Scratches;
  readonly time: RunTime;
}

/** The same as `RECHECK_DELAYS`, for a template that is not there yet: that says nothing against it. */
const CREATION_DELAYS = [1, 3, 5, 8, 13];

/**
 * Has SES render templates with their sample data: those that are new, where they are; those that change, under a scratch
 * name first, so that what is live is never one that does not render.
 *
 * A scratch name is always the same for a template of a resource. So one that a killed run left is found by its name and
 * written over by whoever verifies the template next; and two runs of the same event put the same content there, so that
 * neither can take the other's for its own.
 */
export class Verifier {
  constructor(private readonly context: VerifierContext) {}

  /**
   * @param found whether the template was there already, so that this run does not take it away
   * @throws VerificationError if SES does not render the live template
   */
  async verifyLive(content: Content, found: boolean): Promise<void> {
    const { name, parts } = content;
    const refused = await this.refusal(name, content);
    if (refused !== undefined) throw new VerificationError(name, refused, partsUsingMissingVariable(refused, parts), found);
  }

  /** @throws VerificationError if SES does not render what is about to become live */
  async verifyBeforeUpdate(content: Content): Promise<void> {
    const { name, parts } = content;
    const refused = await this.verifyOnScratch(content);
    if (refused !== undefined) throw new VerificationError(name, refused, partsUsingMissingVariable(refused, parts));
  }

  private async verifyOnScratch(content: Content): Promise<string | undefined> {
    const { scratches } = this.context;
    const { name, parts } = content;
    const scratch = scratches.nameFor(name);
    try {
      return await this.refusal(scratch, content, async () => this.put(scratch, parts));
    } catch (error) {
      const notStarted = error instanceof DeadlineError && error.attempts === 0;
      throw notStarted || error instanceof CancelledError || error instanceof UnsettledTemplateError ? error : new UnverifiedError(name, error);
    } finally {
      await scratches.clear(name);
    }
  }

  /** What SES has against rendering a template, or undefined. It is asked again before a refusal is believed. */
  private async refusal(stored: string, { name, sampleData }: Content, write: () => Promise<void> = async () => {}): Promise<string | undefined> {
    const { store, time } = this.context;
    const data = verificationData(sampleData!);
    let refusals = 0;
    let absences = 0;
    await write();
    for (;;) {
      const answer = await store.testRender(stored, data);
      if (answer === 'rendered') return undefined;
      const wait = answer === 'gone' ? CREATION_DELAYS[absences++] : RECHECK_DELAYS[refusals++];
      if (wait !== undefined) await time.pause(wait, `rendering '${name}' again`);
      else if (answer === 'gone') throw new UnsettledTemplateError(name, absences);
      else return answer.refused;
      // Another run of the same event may have taken it away.
      if (answer === 'gone') await write();
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

/** SES tells which variable it misses, but not where: the parts with a tag that has it. */
function partsUsingMissingVariable(refusal: string, parts: Parts): PartName[] {
  const path = /^Attribute '(.+)' is not present/.exec(refusal)?.[1];
  if (path === undefined) return [];
  const withTagOf = (name: string) => {
    const tag = new RegExp(`\\{\\{[^{}]*(?<![\\w-])${name.replace(/\W/g, '\\$&')}(?![\\w-])[^{}]*\\}\\}`);
    return PARTS.filter(part => tag.test(parts[part] ?? ''));
  };
  const whole = withTagOf(path);
  return whole.length > 0 ? whole : withTagOf(path.slice(path.lastIndexOf('.') + 1));
}
