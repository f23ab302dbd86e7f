import { Undone } from './journal';
import { reasonOf } from './reason';

/** The kind of event that a run works for. */
export type RunKind = 'Create' | 'Update';

/** A template that could not be changed, and why. */
export interface Failure {
  readonly name: string;
  readonly reason: string;
}

/** The maximum number of templates that a reason names: CloudFormation limits a response to 4,096 bytes. */
const MOST = 10;

/** Thrown when a run failed. Its changes are undone, except those that `undone.left` names. */
export class RunError extends Error {
  /** @param createdEarlier how many templates an earlier delivery of the event had created; this run leaves them alone */
  constructor(cause: unknown, readonly undone: Undone, kind: RunKind, private readonly createdEarlier: number = 0) {
    super(`${reasonOf(cause)}. ${describe(undone, kind)}${describeEarlier(createdEarlier, kind)}`, { cause });
    this.name = 'RunError';
  }

  /** Whether any change of this deployment is still in SES. */
  get leftBehind(): boolean {
    return this.undone.left.length + this.createdEarlier > 0;
  }
}

/** Thrown when a rollback could not restore every template. Continuing the rollback retries the rest. */
export class RollbackError extends Error {
  constructor(failures: readonly Failure[], total: number) {
    super(
      `${failures.length} of ${total} template(s) could not be rolled back: ${list(failures)}; `
      + 'the others are in their previous state; continue the rollback to retry these',
    );
    this.name = 'RollbackError';
  }
}

function describe({ restored, left }: Undone, kind: RunKind): string {
  if (left.length > 0) {
    return `${restored.length} of ${restored.length + left.length} templates that this deployment had written were restored; `
      + `not restored: ${list(left)}; ${WHAT_CLOUDFORMATION_DOES[kind]}`;
  }
  if (restored.length === 0) return 'Nothing was changed';
  return restored.length === 1
    ? `The one template that this deployment had written was restored: '${restored[0]}'`
    : `All ${restored.length} templates that this deployment had written were restored`;
}

function describeEarlier(count: number, kind: RunKind): string {
  return count === 0 ? '' : `; an earlier delivery of the event had created ${count} more, which remain until CloudFormation ${kind === 'Create' ? 'deletes' : 'rolls back'} them`;
}

function list(failures: readonly Failure[]): string {
  const which = failures.slice(0, MOST).map(({ name, reason }) => `'${name}' (${reason})`).join(', ');
  return failures.length > MOST ? `${which} and ${failures.length - MOST} more` : which;
}

const WHAT_CLOUDFORMATION_DOES: Record<RunKind, string> = {
  Create: 'CloudFormation now sends a Delete, which deletes what is left of them',
  Update: 'CloudFormation restores them when it rolls back, or when you continue the rollback',
};
