import { Change } from './changes';
import { differingParts, Policies, sameContent } from './declaration';
import { Drift, StackTemplateConflictError, TemplateConflictError, TemplateDriftError } from './errors';
import { Parts } from './ports';

/** What to do with one template, and why. */
export type Step =
  | { readonly action: 'none'; readonly why: keyof typeof WHY_NOT; readonly adopts?: true }
  | { readonly action: 'create' | 'update' | 'delete'; readonly adopts?: true; readonly drift?: Drift }
  | { readonly action: 'refuse'; readonly error: StackTemplateConflictError | TemplateConflictError | TemplateDriftError };

/** Why nothing is done with a template, for the log. */
export const WHY_NOT = {
  'as-declared': 'is as declared',
  'not-ours': 'differs from what this stack deployed; left alone',
  'not-created-here': 'was not created by the deployment being rolled back; left alone',
} as const;

/**
 * The origin of an existing template that this resource has not had:
 * - `this-event`: an earlier delivery of this event, or an attempt whose response was lost, created it;
 * - `moved`: another resource of the stack has had it;
 * - `stack-template`: it is an `AWS::SES::Template` of the stack, which CloudFormation is about to delete;
 * - `other`: someone else created it, or its origin is unknown.
 */
export type Origin = { readonly from: 'this-event' | 'moved' | 'other' } | { readonly from: 'stack-template'; readonly logicalId: string };

/**
 * The case table for the way forward: a three-way comparison of what is declared, what this resource last deployed, and
 * what is live. Absence is treated as just another content.
 *
 * @param origin the origin of the live template; required if it exists and this resource has not had it
 */
export function planForward(change: Change, live: Parts | undefined, policies: Policies, origin: Origin = { from: 'other' }): Step {
  const { declared, previous, name } = change;
  if (declared && !previous && live) return planFound(change, live, policies, origin);

  const fromDeclared = differingParts(declared, live);
  if (fromDeclared.length === 0) return { action: 'none', why: 'as-declared' };
  const fromPrevious = differingParts(previous, live);
  if (fromPrevious.length === 0) return write(change, live);
  // SES does not distinguish an edited template from one that someone created in its place, so dropping deletes neither.
  if (!declared) return { action: 'none', why: 'not-ours' };

  const drift: Drift = live ? { kind: 'changed', parts: fromPrevious } : { kind: 'deleted' };
  if (policies.drift === 'FAIL') return { action: 'refuse', error: new TemplateDriftError(name, drift) };
  return { ...write(change, live), drift };
}

/** Plans for an existing template that this resource has not had. Equal content does not imply ownership. */
function planFound({ declared, name }: Change, live: Parts, { conflict }: Policies, origin: Origin): Step {
  const parts = differingParts(declared, live);
  if (origin.from === 'stack-template') return { action: 'refuse', error: new StackTemplateConflictError(name, origin.logicalId) };
  if (origin.from !== 'other' && parts.length === 0) return { action: 'none', why: 'as-declared' };
  if (conflict === 'FAIL') return { action: 'refuse', error: new TemplateConflictError(name, parts) };
  return parts.length === 0 ? { action: 'none', why: 'as-declared', adopts: true } : { action: 'update', adopts: true };
}

/**
 * The case table for a rollback, which swaps declared and previous and never refuses. A template in neither state was never
 * touched, or has been edited since, and is left as is.
 *
 * @param createdHere whether the operation being rolled back created the live template
 */
export function planRollback(change: Change, live: Parts | undefined, createdHere: boolean): Step {
  const { declared, previous } = change;
  if (differingParts(declared, live).length === 0) {
    // A recent write may not be readable yet: SES may return the old content although the new one is still to appear.
    const wasWritten = previous && !(declared && sameContent(declared, previous));
    return wasWritten ? write(change, live) : { action: 'none', why: 'as-declared' };
  }
  if (differingParts(previous, live).length > 0) return { action: 'none', why: 'not-ours' };
  return declared || createdHere ? write(change, live) : { action: 'none', why: 'not-created-here' };
}

function write({ declared }: Change, live: Parts | undefined): Step & { action: 'create' | 'update' | 'delete' } {
  if (!declared) return { action: 'delete' };
  return { action: live ? 'update' : 'create' };
}
