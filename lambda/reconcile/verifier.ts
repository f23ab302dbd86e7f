import { Content } from './content';
import { CancelledError, UnsettledTemplateError, UnverifiedError, VerificationError } from './errors';
import { Parts, TemplateStore } from './ports';
import { CREATION_DELAYS, RECHECK_DELAYS } from './recheck-delays';
import { RunTime } from './run-time';
import { Scratches } from './scratches';
import { PARTS, PartName } from '../../src/contract/contract';
import { verificationData } from '../../src/contract/verification';
import { DeadlineError } from '../pacing/errors';

export interface VerifierContext {
  readonly store: TemplateStore;
  readonly scratches: Scratches;
  readonly time: RunTime;
}

/**
 * Lets SES render templates with their sample data: new templates in place, changed templates under a scratch name first,
 * so that a template that does not render never replaces a live one.
 *
 * The scratch name of a resource's template is always the same. The next verification therefore finds and overwrites a
 * scratch template that a killed run left behind. Two runs of the same event write the same content to it, so neither can
 * verify wrong content.
 */
export class Verifier {
  constructor(private readonly context: VerifierContext) {}

  /**
   * @param found whether the template already existed, so that this run does not delete it
   * @throws VerificationError if SES does not render the live template
   */
  async verifyLive(content: Content, found: boolean): Promise<void> {
    const { name, parts } = content;
    const refused = await this.refusal(name, content);
    if (refused !== undefined) throw new VerificationError(name, refused, partsUsingMissingVariable(refused, parts), found);
  }

  /** @throws VerificationError if SES does not render content that is about to go live */
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

  /** SES's reason for refusing to render a template, or undefined. A refusal counts only if it persists. */
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
      // Another run of the same event may have deleted it.
      if (answer === 'gone') await write();
    }
  }

  private async put(scratch: string, parts: Parts): Promise<void> {
    const { store } = this.context;
    const template = { name: scratch, parts };
    if (await store.create(template) === 'created') return;
    // A killed run left it behind, or another run is using it. If that run deletes it now, rendering finds it gone.
    await store.update(template);
  }
}

/** SES names the missing variable but not the part, so this returns the parts with a tag that contains it. */
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
