import { Backoff } from './backoff';
import { Clock } from './clock';
import { DeadlineError } from './errors';
import { Lane } from './lane';

/**
 * What a failed attempt means:
 * - `throttled`: refused for the quota, nothing happened;
 * - `unanswered`: no answer, or one that leaves it open (a 5xx, a connection that breaks): it may have taken effect;
 * - `final`: a real answer; the same call would get it again.
 */
export type ErrorKind = 'throttled' | 'unanswered' | 'final';

export interface RetryPolicy {
  readonly clock: Clock;
  readonly backoff: { readonly [kind in Exclude<ErrorKind, 'final'>]: Backoff };
  readonly classify: (error: unknown) => ErrorKind;
  /** The moment, on the clock, after which no further attempt starts. Asked anew each time: it moves as work is done. */
  readonly deadline: () => number;
}

/** What an attempt may want to know about the ones before it. */
export interface Attempt {
  readonly number: number;
  /** Whether an earlier attempt of this call may have taken effect. */
  readonly unsure: boolean;
}

/** Makes a call on its lane, again and again, until it is answered or the deadline leaves no time. */
export async function retry<T>(what: string, lane: Lane, policy: RetryPolicy, call: (attempt: Attempt) => Promise<T>): Promise<T> {
  const { clock, backoff, classify, deadline } = policy;
  let unsure = false;
  let last: unknown;
  // Not even a first attempt goes out late: when the answer is sent, a frozen function must not wake up and write.
  const keepDeadline = (attempts: number) => {
    if (clock.now() >= deadline()) throw new DeadlineError(what, attempts, unsure, last);
  };
  for (let number = 1; ; number++) {
    // Before the turn too: many calls that come late must not wait for a turn each, only to learn that.
    keepDeadline(number - 1);
    await lane.turn();
    keepDeadline(number - 1);
    try {
      const result = await call({ number, unsure });
      lane.answered();
      return result;
    } catch (error) {
      const kind = classify(error);
      if (kind === 'final') throw error;
      if (kind === 'unanswered') unsure = true;
      last = error;
      const pause = backoff[kind](number);
      if (clock.now() + pause >= deadline()) throw new DeadlineError(what, number, unsure, last);
      if (kind === 'throttled') lane.hold(pause);
      else await clock.sleep(pause);
    }
  }
}
