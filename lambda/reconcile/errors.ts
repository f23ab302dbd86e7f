import { reasonOf } from './reason';
import { PartName } from '../../src/contract/contract';

/** Thrown when the properties are not what the construct writes: another version of the library, or a hand-made resource. */
export class MalformedPropertiesError extends Error {
  constructor(message: string) {
    super(`the custom resource's properties are malformed: ${message}`);
    this.name = 'MalformedPropertiesError';
  }
}

/** Thrown when a template of that name exists already, is not known to be the stack's, and may not be adopted. */
export class TemplateConflictError extends Error {
  /** Whether another look may tell otherwise, since reads lag behind writes. */
  readonly dependsOnContent: boolean;

  constructor(readonly templateName: string, parts: readonly PartName[]) {
    super(
      `template '${templateName}' exists already, ${parts.length > 0 ? `with another ${list(parts)}` : 'with the same content'}, `
      + 'and was left as it is: nothing shows that this stack created it; '
      + 'deploy under another name, delete the other one, or take it over with EmailConflictPolicy.ADOPT'
      + (parts.length > 0 ? '; if it moved here from elsewhere in the stack, move it first and change it afterwards' : ', also if it moved here from a set of the stack'),
    );
    this.name = 'TemplateConflictError';
    this.dependsOnContent = parts.length > 0;
  }
}

/** Thrown when the stack itself has an `AWS::SES::Template` of that name, which CloudFormation deletes when it leaves the stack. */
export class StackTemplateConflictError extends Error {
  readonly dependsOnContent = false;

  constructor(readonly templateName: string, logicalId: string) {
    super(
      `template '${templateName}' is also the AWS::SES::Template ${logicalId} of this stack, and was left as it is: `
      + 'CloudFormation deletes it when that resource leaves the stack, and mail that uses it stops; '
      + 'keep the ses.CfnTemplate in the app with applyRemovalPolicy(RemovalPolicy.RETAIN), beside this one with EmailConflictPolicy.ADOPT, deploy, '
      + 'then remove the ses.CfnTemplate and deploy again',
    );
    this.name = 'StackTemplateConflictError';
  }
}

/** Thrown when somebody changed or deleted a template since its last deployment, and drift may not be overwritten. */
export class TemplateDriftError extends Error {
  readonly dependsOnContent = true;

  constructor(readonly templateName: string, drift: Drift) {
    super(
      `template '${templateName}' has drifted: ${describeDrift(drift)} since the last deployment, and it was left as it is; `
      + 'carry the edit over into the app, or deploy over it with EmailDriftPolicy.OVERWRITE',
    );
    this.name = 'TemplateDriftError';
  }
}

/** Thrown when SES does not render a template with its sample data. */
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

/** Thrown when it could not be found out whether SES renders a template; `cause` is what stood in the way. */
export class UnverifiedError extends Error {
  constructor(readonly templateName: string, cause: unknown) {
    super(
      `template '${templateName}' could not be verified before it is changed: ${reasonOf(cause)}; `
      + 'verifyOnDeploy: false deploys it unverified', { cause });
    this.name = 'UnverifiedError';
  }
}

/** Thrown when SES keeps contradicting itself about whether a template exists. */
export class UnsettledTemplateError extends Error {
  constructor(readonly templateName: string, tries: number) {
    super(`template '${templateName}': after ${tries} tries, SES still says both that it exists and that it does not; deploy again in a minute`);
    this.name = 'UnsettledTemplateError';
  }
}

/** Thrown when the asset does not hold what the properties promise. */
export class AssetMismatchError extends Error {
  constructor(templateKey: string, problem: string) {
    super(`the asset does not hold what the stack declares: template '${templateKey}' ${problem}; synthesize and deploy again`);
    this.name = 'AssetMismatchError';
  }
}

/** Thrown when the time left would not do to undo more work, so no more is begun. */
export class OutOfTimeError extends Error {
  constructor(remaining: number, total: number, cause?: unknown) {
    super(
      `the function's time is running out with ${remaining} of ${total} template(s) still to do; deploy fewer changes at a time, `
      + 'or split the set and let one part wait for the other by node.addDependency', { cause });
    this.name = 'OutOfTimeError';
  }
}

/** Why CloudFormation no longer waits for an answer. */
export type WhyOver = 'the stack is rolling back' | 'the stack is being deleted' | 'the stack has gone on without it';

/** Thrown when the deployment that an event belongs to is over: CloudFormation no longer waits for its answer. */
export class CancelledError extends Error {
  constructor(why: WhyOver) {
    super(`${why}, so this deployment is over`);
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
