import { Backoff } from './backoff';
import { Clock } from './clock';
import { asUnsure, DeadlineError } from './errors';
import { Lane } from './lane';

/**
 * What a failed attempt means:
 * - `throttled`: refused because of the quota; it had no effect;
 * - `denied`: refused because a permission is missing; it had no effect;
 * - `unanswered`: no response, or an inconclusive one (a 5xx status, a broken connection); it may have taken effect;
 * - `final`: a conclusive response; another attempt would get the same.
 */
export type ErrorKind = 'throttled' | 'denied' | 'unanswered' | 'final';

export interface RetryPolicy {
  readonly clock: Clock;
  readonly backoff: { readonly [kind in Exclude<ErrorKind, 'final'>]: Backoff };
  readonly classify: (error: unknown) => ErrorKind;
  /** The moment, on the clock, after which no further attempt starts. Called for each attempt, because it moves as work is done. */
  readonly deadline: () => number;
  /** The moment, on the clock, until which denied calls are retried: a new permission may not have propagated yet. */
  readonly permissionsBy: number;
}

export interface Call<T> {
  /** A description for errors, such as "CreateTemplate of 'welcome'". */
  readonly what: string;
  readonly lane: Lane;
  /** Whether the call changes something, so that an unanswered attempt may have taken effect. @default false */
  readonly writes?: boolean;
  /** Runs before each attempt, when its turn has come. It throws to prevent the attempt. @default - every attempt is made */
  readonly beforeAttempt?: () => Promise<void>;
  readonly send: (attempt: Attempt) => Promise<T>;
  /** Converts a final error into the one to throw. @default - the error is thrown unchanged */
  readonly explain?: (error: unknown) => unknown;
}

/** Passed to each attempt: what is known about the earlier ones. */
export interface Attempt {
  readonly number: number;
  /** Whether an earlier attempt of this call may have taken effect. */
  readonly unsure: boolean;
}

/**
 * Retries a call on its lane until it gets a conclusive response or the deadline passes.
 *
 * For any error that it throws, `mayHaveTakenEffect` returns whether the call may have taken effect.
 */
export async function retry<T>(call: Call<T>, policy: RetryPolicy): Promise<T> {
  const { what, lane, writes = false, beforeAttempt = async () => {}, send, explain = error => error } = call;
  const { clock, backoff, classify, deadline, permissionsBy } = policy;
  let unsure = false;
  let last: unknown;
  // This applies to the first attempt, too: a function that was frozen after its response must not wake up and write.
  const keepDeadline = (attempts: number) => {
    if (clock.now() >= deadline()) throw new DeadlineError(what, attempts, last);
  };
  try {
    for (let number = 1; ; number++) {
      // Checked before the turn, too, so that a late call fails at once instead of waiting for its turn first.
      keepDeadline(number - 1);
      await lane.turn(async () => {
        keepDeadline(number - 1);
        await beforeAttempt();
        keepDeadline(number - 1);
      });
      try {
        const result = await send({ number, unsure });
        lane.answered();
        return result;
      } catch (error) {
        const kind = classify(error);
        if (kind === 'final') throw explain(error);
        if (kind === 'unanswered') unsure = writes;
        last = error;
        const wanted = backoff[kind](number, lane.follows);
        // Near the deadline a refused call comes sooner, rather than not at all.
        const pause = kind === 'throttled' ? Math.min(wanted, Math.max(lane.interval, (deadline() - clock.now()) / 2)) : wanted;
        const next = clock.now() + pause;
        // Report the denial rather than the deadline.
        if (kind === 'denied' && (next > permissionsBy || next >= deadline())) throw explain(error);
        if (next >= deadline()) throw new DeadlineError(what, number, last);
        // A quota or a missing permission affects all calls of the lane; a lost response affects only this one.
        if (kind === 'unanswered') await clock.sleep(pause);
        else if (kind === 'throttled') lane.refused(pause);
        else lane.hold(pause);
      }
    }
  } catch (error) {
    throw unsure ? asUnsure(error) : error;
  }
}
