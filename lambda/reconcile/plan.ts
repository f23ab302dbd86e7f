import { Change } from './changes';
import { differingParts, Policies } from './declaration';
import { Drift, StackTemplateConflictError, TemplateConflictError, TemplateDriftError } from './errors';
import { Parts } from './ports';

/** What to do about one template, and why. */
export type Step =
  | { readonly action: 'none'; readonly why: keyof typeof WHY_NOT; readonly adopts?: true }
  | { readonly action: 'create' | 'update' | 'delete'; readonly adopts?: true; readonly drift?: Drift }
  | { readonly action: 'refuse'; readonly error: StackTemplateConflictError | TemplateConflictError | TemplateDriftError };

/** Why nothing is done about a template, for the log. */
export const WHY_NOT = {
  'as-declared': 'is as declared',
  'not-ours': 'is not as this stack left it, left alone',
  'not-created-here': 'was not created by the deployment that is rolled back, left alone',
} as const;

/**
 * Where a template comes from that is there although this resource has not had it:
 * - `this-event`: an earlier delivery of this event, or an attempt whose answer was lost, created it;
 * - `moved`: another resource of the stack has had it;
 * - `stack-template`: an `AWS::SES::Template` of the stack, which CloudFormation is about to delete;
 * - `other`: somebody else made it, or nobody knows who did.
 */
export type Origin = { readonly from: 'this-event' | 'moved' | 'other' } | { readonly from: 'stack-template'; readonly logicalId: string };

/**
 * The case table on the way forward: a three-way comparison of what is declared, what this resource last left, and what
 * is live. Being absent is a content like any other.
 *
 * @param origin where the live template comes from, needed if it is there and this resource has not had it
 */
export function planForward(change: Change, live: Parts | undefined, policies: Policies, origin: Origin = { from: 'other' }): Step {
  const { declared, previous, name } = change;
  if (declared && !previous && live) return planFound(change, live, policies, origin);

  const fromDeclared = differingParts(declared, live);
  if (fromDeclared.length === 0) return { action: 'none', why: 'as-declared' };
  const fromPrevious = differingParts(previous, live);
  if (fromPrevious.length === 0) return write(change, live);
  // SES does not tell an edited template from one that somebody made in its place, so a drop takes neither.
  if (!declared) return { action: 'none', why: 'not-ours' };

  const drift: Drift = live ? { kind: 'changed', parts: fromPrevious } : { kind: 'deleted' };
  if (policies.drift === 'FAIL') return { action: 'refuse', error: new TemplateDriftError(name, drift) };
  return { ...write(change, live), drift };
}

/** A template is there that this resource has not had. The same content does not make it this resource's. */
function planFound({ declared, name }: Change, live: Parts, { conflict }: Policies, origin: Origin): Step {
  const parts = differingParts(declared, live);
  if (origin.from === 'stack-template') return { action: 'refuse', error: new StackTemplateConflictError(name, origin.logicalId) };
  if (origin.from !== 'other' && parts.length === 0) return { action: 'none', why: 'as-declared' };
  if (conflict === 'FAIL') return { action: 'refuse', error: new TemplateConflictError(name, parts) };
  return parts.length === 0 ? { action: 'none', why: 'as-declared', adopts: true } : { action: 'update', adopts: true };
}

/**
 * The case table of a rollback, which swaps declared and previous and refuses nothing. A template in neither state was
 * never touched, or was edited since, and stays as it is.
 *
 * @param createdHere whether the operation that is rolled back created the live template
 */
export function planRollback(change: Change, live: Parts | undefined, createdHere: boolean): Step {
  const { declared, previous } = change;
  if (differingParts(declared, live).length === 0) {
    // What was written seconds ago may not be readable yet: when a rollback reads the old state, the new one may still be there.
    return previous ? write(change, live) : { action: 'none', why: 'as-declared' };
  }
  if (differingParts(previous, live).length > 0) return { action: 'none', why: 'not-ours' };
  return declared || createdHere ? write(change, live) : { action: 'none', why: 'not-created-here' };
}

function write({ declared }: Change, live: Parts | undefined): Step & { action: 'create' | 'update' | 'delete' } {
  if (!declared) return { action: 'delete' };
  return { action: live ? 'update' : 'create' };
}
