import { reasonOf } from './reason';
import { PartName } from '../../src/private/contract';

/** Arises when the properties are not what the construct writes: another version of the library, or a hand-made resource. */
export class MalformedPropertiesError extends Error {
  constructor(message: string) {
    super(`the custom resource's properties are malformed: ${message}`);
    this.name = 'MalformedPropertiesError';
  }
}

/** Arises when a template of that name is there already, with other content, and may not be taken over. */
export class TemplateConflictError extends Error {
  constructor(readonly templateName: string, parts: readonly PartName[]) {
    super(
      `template '${templateName}' exists already, with another ${list(parts)}, and was left as it is; `
      + 'give this one another templateName, delete the other, or take it over with ConflictPolicy.ADOPT; '
      + 'if it only moved here from elsewhere in the stack, move it first and change it afterwards',
    );
    this.name = 'TemplateConflictError';
  }
}

/** Arises when somebody changed or deleted a template since its last deployment, and drift may not be overwritten. */
export class TemplateDriftError extends Error {
  constructor(readonly templateName: string, drift: Drift) {
    super(
      `template '${templateName}' has drifted: ${describeDrift(drift)} since the last deployment, and it was left as it is; `
      + 'carry the edit over into the app, or deploy over it with DriftPolicy.OVERWRITE',
    );
    this.name = 'TemplateDriftError';
  }
}

/** Arises when SES does not render a template with its sample data. */
export class VerificationError extends Error {
  /**
   * @param parts where that is, as far as it is known
   * @param found whether the template was there already
   */
  constructor(readonly templateName: string, refusal: string, parts: readonly PartName[], found: boolean = false) {
    super(
      `template '${templateName}' cannot be sent: Amazon SES does not render it with its sample data: `
      + `${refusal.replace(/\.$/, '')}${parts.length > 0 ? ` (in its ${list(parts)})` : ''}; ${found ? 'it was there already, and was left as it is; ' : ''}`
      + 'correct the template or the sampleData, or deploy it unverified with verifyOnDeploy: false',
    );
    this.name = 'VerificationError';
  }
}

/** Arises when it could not be found out whether SES renders a template; `cause` is what stood in the way. */
export class UnverifiedError extends Error {
  constructor(readonly templateName: string, cause: unknown) {
    super(
      `template '${templateName}' could not be verified before it is changed: ${reasonOf(cause)}; `
      + 'verifyOnDeploy: false deploys it unverified', { cause });
    this.name = 'UnverifiedError';
  }
}

/** Arises when SES keeps contradicting itself about whether a template exists. */
export class UnsettledTemplateError extends Error {
  constructor(readonly templateName: string, tries: number) {
    super(`template '${templateName}': after ${tries} tries, SES still says both that it exists and that it does not; deploy again in a minute`);
    this.name = 'UnsettledTemplateError';
  }
}

/** Arises when the asset does not hold what the properties promise. */
export class AssetMismatchError extends Error {
  constructor(templateKey: string, problem: string) {
    super(`the asset does not hold what the stack declares: template '${templateKey}' ${problem}; synthesize and deploy again`);
    this.name = 'AssetMismatchError';
  }
}

/** Arises when the time left would not do to undo more work, so no more is begun. */
export class OutOfTimeError extends Error {
  constructor(toDo: number, total: number, cause?: unknown) {
    super(
      `the function's time is running out with ${toDo} of ${total} template(s) still to do; deploy fewer changes at a time, `
      + 'or split the set and let one part wait for the other by node.addDependency', { cause });
    this.name = 'OutOfTimeError';
  }
}

/** Arises when the stack began to roll back, for another resource's failure, while this one was still at work. */
export class CancelledError extends Error {
  constructor() {
    super('the stack is rolling back, so this deployment is over');
    this.name = 'CancelledError';
  }
}

/** What somebody else did to a template. */
export type Drift = { readonly kind: 'deleted' } | { readonly kind: 'changed'; readonly parts: readonly PartName[] };

export function describeDrift(drift: Drift): string {
  return drift.kind === 'deleted' ? 'somebody deleted it' : `somebody changed its ${list(drift.parts)}`;
}

function list(parts: readonly PartName[]): string {
  const names = parts.map(part => ({ Subject: 'subject', Html: 'HTML', Text: 'text' })[part]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
