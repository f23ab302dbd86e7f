import { Undone } from './journal';
import { reasonOf } from './reason';

/** The kind of event that a run works for. */
export type RunKind = 'Create' | 'Update';

/** A template that could not be brought to its state, and why. */
export interface Failure {
  readonly name: string;
  readonly reason: string;
}

/** How many templates a reason names at most: it is cut at 4,096 bytes. */
const MOST = 10;

/** Thrown when a run failed; what it had done is undone, except for what `undone.left` names. */
export class RunError extends Error {
  /** @param createdEarlier how many templates an earlier delivery of the event had created: this run leaves them alone */
  constructor(cause: unknown, readonly undone: Undone, kind: RunKind, private readonly createdEarlier: number = 0) {
    super(`${reasonOf(cause)}. ${describe(undone, kind)}${describeEarlier(createdEarlier, kind)}`, { cause });
    this.name = 'RunError';
  }

  /** Whether something of this deployment is still in SES. */
  get leftBehind(): boolean {
    return this.undone.left.length + this.createdEarlier > 0;
  }
}

/** Thrown when a rollback could not restore every template. Continuing the rollback tries the rest again. */
export class RollbackError extends Error {
  constructor(failures: readonly Failure[], total: number) {
    super(
      `${failures.length} of ${total} template(s) could not be rolled back: ${list(failures)}; `
      + 'the others are as they were; continue the rollback to try these again',
    );
    this.name = 'RollbackError';
  }
}

function describe({ restored, left }: Undone, kind: RunKind): string {
  if (left.length > 0) {
    return `${restored.length} of ${restored.length + left.length} templates that this deployment had written were put back; `
      + `not put back: ${list(left)}; ${WHAT_CLOUDFORMATION_DOES[kind]}`;
  }
  if (restored.length === 0) return 'Nothing was changed';
  return restored.length === 1
    ? `The one template that this deployment had written was put back: '${restored[0]}'`
    : `All ${restored.length} templates that this deployment had written were put back`;
}

function describeEarlier(count: number, kind: RunKind): string {
  return count === 0 ? '' : `; an earlier attempt of it had created ${count} more, which stay until CloudFormation ${kind === 'Create' ? 'deletes' : 'rolls back'} them`;
}

function list(failures: readonly Failure[]): string {
  const which = failures.slice(0, MOST).map(({ name, reason }) => `'${name}' (${reason})`).join(', ');
  return failures.length > MOST ? `${which} and ${failures.length - MOST} more` : which;
}

const WHAT_CLOUDFORMATION_DOES: Record<RunKind, string> = {
  Create: 'the Delete that CloudFormation sends next deletes what is left of them',
  Update: 'CloudFormation puts them back when it rolls back, or when its rollback is continued',
};
