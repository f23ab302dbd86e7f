import { Undone } from './journal';
import { reasonOf } from './reason';

/** What a run was sent for. */
export type RunKind = 'Create' | 'Update';

/** How many templates a reason names at most, of those that could not be put back: it is cut at 4,096 bytes. */
const MOST = 10;

/** Arises when a run failed; what it had done is undone, as far as `left` does not say otherwise. */
export class RunError extends Error {
  constructor(cause: unknown, readonly undone: Undone, kind: RunKind) {
    super(`${reasonOf(cause)}. ${describe(undone, kind)}`, { cause });
    this.name = 'RunError';
  }

  /** Whether something of this run is still in SES. */
  get leftBehind(): boolean {
    return this.undone.left.length > 0;
  }
}

function describe({ restored, left }: Undone, kind: RunKind): string {
  if (left.length > 0) {
    const which = left.slice(0, MOST).map(({ name, reason }) => `'${name}' (${reason})`).join(', ');
    const more = left.length > MOST ? ` and ${left.length - MOST} more` : '';
    return `${restored.length} of ${restored.length + left.length} templates that this deployment had written were put back; `
      + `not put back: ${which}${more}; ${WHAT_CLOUDFORMATION_DOES[kind]}`;
  }
  if (restored.length === 0) return 'Nothing was changed';
  return restored.length === 1
    ? `The one template that this deployment had written was put back: '${restored[0]}'`
    : `All ${restored.length} templates that this deployment had written were put back`;
}

const WHAT_CLOUDFORMATION_DOES: Record<RunKind, string> = {
  Create: 'the Delete that CloudFormation sends next deletes what is left of them',
  Update: 'CloudFormation puts them back when it rolls back, or when its rollback is continued',
};
