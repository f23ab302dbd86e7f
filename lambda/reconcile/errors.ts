import { reasonOf } from './reason';
import { PartName } from '../../src/contract/contract';

/** Thrown when the construct cannot have written the properties: they come from another version of the library, or are hand-written. */
export class MalformedPropertiesError extends Error {
  constructor(message: string) {
    super(`the custom resource's properties are malformed: ${message}`);
    this.name = 'MalformedPropertiesError';
  }
}

/** Thrown when a template of that name already exists, is not known to belong to the stack, and may not be adopted. */
export class TemplateConflictError extends Error {
  /** Whether re-reading the template may remove the conflict, because reads lag behind writes. */
  readonly dependsOnContent: boolean;

  constructor(readonly templateName: string, parts: readonly PartName[]) {
    super(
      `template '${templateName}' already exists with ${parts.length > 0 ? `different ${list(parts)}` : 'the same content'} and was not changed: `
      + 'nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT'
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
      `template '${templateName}' is also the AWS::SES::Template ${logicalId} of this stack and was not changed: `
      + 'CloudFormation deletes it when that resource leaves the stack, and then mail that uses it fails; '
      + 'keep the ses.CfnTemplate in the app with applyRemovalPolicy(RemovalPolicy.RETAIN), next to this template with EmailConflictPolicy.ADOPT, deploy, '
      + 'then remove the ses.CfnTemplate and deploy again',
    );
    this.name = 'StackTemplateConflictError';
  }
}

/** Thrown when someone changed or deleted a template after its last deployment, and the drift policy is FAIL. */
export class TemplateDriftError extends Error {
  readonly dependsOnContent = true;

  constructor(readonly templateName: string, drift: Drift) {
    super(
      `template '${templateName}' has drifted: ${describeDrift(drift)} since the last deployment, and it was left as is; `
      + 'copy the edit into the app, or overwrite it with EmailDriftPolicy.OVERWRITE',
    );
    this.name = 'TemplateDriftError';
  }
}

/** Thrown when SES does not render a template with its sample data. */
export class VerificationError extends Error {
  /**
   * @param parts the parts that fail, if known
   * @param found whether the template already existed
   */
  constructor(readonly templateName: string, refusal: string, parts: readonly PartName[], found: boolean = false) {
    super(
      `template '${templateName}' cannot be sent: Amazon SES does not render it with its sample data: `
      + `${refusal.replace(/\.$/, '')}${parts.length > 0 ? ` (in its ${list(parts)})` : ''}; ${found ? 'it already existed and was not changed; ' : ''}`
      + 'correct the template or the sampleData, or turn verification off with verifyOnDeploy: false',
    );
    this.name = 'VerificationError';
  }
}

/** Thrown when a template could not be verified for another reason; `cause` is that reason. */
export class UnverifiedError extends Error {
  constructor(readonly templateName: string, cause: unknown) {
    super(
      `template '${templateName}' could not be verified before the update: ${reasonOf(cause)}; `
      + 'to deploy without verification, set verifyOnDeploy: false', { cause });
    this.name = 'UnverifiedError';
  }
}

/** Thrown when SES keeps contradicting itself about whether a template exists. */
export class UnsettledTemplateError extends Error {
  constructor(readonly templateName: string, tries: number) {
    super(`template '${templateName}': after ${tries} attempts, SES still contradicts itself about whether the template exists; deploy again in a minute`);
    this.name = 'UnsettledTemplateError';
  }
}

/** Thrown when the asset does not match the properties. */
export class AssetMismatchError extends Error {
  constructor(templateKey: string, problem: string) {
    super(`the asset does not match the stack: template '${templateKey}' ${problem}; synthesize and deploy again`);
    this.name = 'AssetMismatchError';
  }
}

/** Thrown when more work could no longer be undone in the time left, so none is started. */
export class OutOfTimeError extends Error {
  constructor(remaining: number, total: number, cause?: unknown) {
    super(
      `the function ran out of time with ${remaining} of ${total} template(s) left; deploy fewer changes at a time, `
      + 'or split the set and make one part depend on the other with node.addDependency', { cause });
    this.name = 'OutOfTimeError';
  }
}

/** Why CloudFormation no longer waits for a response. */
export type WhyOver = 'the stack is rolling back' | 'the stack is being deleted' | 'the stack has moved on';

/** Thrown when the deployment of an event is over, so that CloudFormation no longer waits for a response. */
export class CancelledError extends Error {
  constructor(why: WhyOver) {
    super(`${why}, so this deployment is over`);
    this.name = 'CancelledError';
  }
}

/** What someone did to a template outside the stack. */
export type Drift = { readonly kind: 'deleted' } | { readonly kind: 'changed'; readonly parts: readonly PartName[] };

export function describeDrift(drift: Drift): string {
  return drift.kind === 'deleted' ? 'someone deleted it' : `someone changed its ${list(drift.parts)}`;
}

function list(parts: readonly PartName[]): string {
  const names = parts.map(part => ({ Subject: 'subject', Html: 'HTML', Text: 'text' })[part]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
