import { classifyError } from './classify-error';
import { doubling, fullJitter, queueing } from '../pacing/backoff';
import { Clock } from '../pacing/clock';
import { RetryPolicy } from '../pacing/retry';

export interface RetryPolicyOptions {
  readonly clock: Clock;
  /** Returns a number of at least 0 and below 1. */
  readonly random: () => number;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  /** When the event arrived, on the clock. */
  readonly began: number;
  /** The moment, on the clock, after which no further attempt starts. */
  readonly deadline: () => number;
}

/**
 * How long after the arrival of an event denied calls are retried, in intervals of the pace (seconds, with SES). A
 * deployment grants new permissions moments before it calls the function, and IAM takes some seconds to propagate them.
 * It counts from the event, so that a run without permission waits only once, and not again while it undoes its changes.
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
