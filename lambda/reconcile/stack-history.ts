import { StackEvent } from './ports';

/** The operation that an event of a custom resource belongs to. */
export interface Sending {
  /** Whether CloudFormation sent the event while the stack was rolling back. */
  readonly inRollback: boolean;
  /** Whether the stack has left the status in which the event was sent, so that CloudFormation no longer waits for a response. */
  readonly isOver: boolean;
}

/** `sentAt` comes from a signature, which contains only whole seconds. */
const SECOND = 1_000;

/**
 * Determines what the stack was doing when CloudFormation sent an event (docs/ses-facts.md#stack-events). CloudFormation sets both
 * times, so no other clock matters.
 *
 * If the stack's status changed within the second in which the event was sent, the resource's own status decides:
 * CloudFormation sets it before it sends the event.
 *
 * @param history the stack's status changes, newest first
 * @returns undefined if they do not go back to the time at which the event was sent
 */
export async function sendingOf(history: AsyncIterable<StackEvent>, logicalResourceId: string, sentAt: Date): Promise<Sending | undefined> {
  const earliest = sentAt.getTime();
  const since = new Set<string>();
  let hasStarted = false;
  for await (const { at, logicalId, status } of history) {
    const time = at.getTime();
    if (logicalId === logicalResourceId) hasStarted ||= status.endsWith('_IN_PROGRESS') && time < earliest + SECOND;
    if (logicalId !== undefined) continue;
    const isSince = time >= earliest + SECOND || (time > earliest && !hasStarted);
    if (!isSince) return { inRollback: status.includes('ROLLBACK'), isOver: [...since].some(other => other !== status) };
    since.add(status);
  }
  return undefined;
}

/**
 * When the stack's last creation, update or import began, according to its status changes, newest first. A rollback belongs to
 * the operation that failed.
 */
export async function operationBegan(history: AsyncIterable<StackEvent>): Promise<Date | undefined> {
  let began: Date | undefined;
  for await (const { at, logicalId, status } of history) {
    if (logicalId !== undefined) continue;
    // A creation repeats its status with the detail CONFIGURATION_COMPLETE.
    if (/^(CREATE|UPDATE|IMPORT)_IN_PROGRESS$/.test(status)) began = at;
    else if (began) break;
  }
  return began;
}
