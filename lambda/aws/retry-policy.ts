import { classifyError } from './classify-error';
import { doubling, fullJitter, queueing } from '../pacing/backoff';
import { Clock } from '../pacing/clock';
import { RetryPolicy } from '../pacing/retry';

export interface RetryPolicyOptions {
  readonly clock: Clock;
  /** Numbers from 0 to 1, the latter excluded. */
  readonly random: () => number;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  /** When the event came, on the clock. */
  readonly began: number;
  /** The moment, on the clock, after which no further attempt starts. */
  readonly deadline: () => number;
}

/**
 * How long after an event came a denied call may still be waiting for its permission, in intervals of the pace: seconds, with
 * SES. A deployment grants what it adds moments before it calls the function, and IAM takes some seconds to know everywhere.
 * Counted from the event, so that a run that is denied for good waits once, and not again when it undoes what it did.
 */
const PERMISSION_PATIENCE = 90;

/** How calls to AWS are retried during one event. */
export function awsRetryPolicy({ clock, random, interval, began, deadline }: RetryPolicyOptions): RetryPolicy {
  return {
    clock,
    deadline,
    classify: classifyError,
    permissionsBy: began + PERMISSION_PATIENCE * interval,
    backoff: {
      throttled: fullJitter(queueing(interval), random),
      denied: fullJitter(doubling(interval, 8 * interval), random),
      unanswered: fullJitter(doubling(interval / 2, 5 * interval), random),
    },
  };
}
