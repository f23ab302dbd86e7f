import { Change } from './changes';
import { differingParts, Policies } from './declaration';
import { Drift, TemplateConflictError, TemplateDriftError } from './errors';
import { Parts } from './ports';

/** What to do about one template, and why. */
export type Step =
  | { readonly action: 'none'; readonly why: 'as-declared' | 'not-ours' }
  | { readonly action: 'create' | 'update' | 'delete'; readonly adopts?: true; readonly drift?: Drift }
  | { readonly action: 'refuse'; readonly error: TemplateConflictError | TemplateDriftError };

/**
 * The case table: a three-way comparison of what is declared, what this resource last left, and what is live.
 * Being absent is a content like any other.
 *
 * Rolling back swaps declared and previous and refuses nothing: a template that is in neither state was never
 * touched, because each write is undone where it fails, and stays as it is.
 */
export function plan(change: Change, live: Parts | undefined, policies: Policies, rollingBack: boolean): Step {
  const { declared, previous } = change;
  const fromDeclared = differingParts(declared, live);
  const fromPrevious = differingParts(previous, live);

  if (fromDeclared.length === 0) {
    // What was written seconds ago may not be readable yet: when a rollback reads the old state, the new one may still be there.
    if (rollingBack && previous) return write(change, live);
    return { action: 'none', why: 'as-declared' };
  }
  if (fromPrevious.length === 0) return write(change, live);
  if (rollingBack) return { action: 'none', why: 'not-ours' };

  if (!previous) {
    if (policies.conflict === 'ADOPT') return { action: 'update', adopts: true };
    return { action: 'refuse', error: new TemplateConflictError(change.name, fromDeclared) };
  }
  const drift: Drift = live ? { kind: 'changed', parts: fromPrevious } : { kind: 'deleted' };
  if (policies.drift === 'FAIL') return { action: 'refuse', error: new TemplateDriftError(change.name, drift) };
  return { ...write(change, live), drift };
}

function write({ declared }: Change, live: Parts | undefined): Step & { action: 'create' | 'update' | 'delete' } {
  if (!declared) return { action: 'delete' };
  return { action: live ? 'update' : 'create' };
}
