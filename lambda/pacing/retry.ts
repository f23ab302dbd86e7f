import { Backoff } from './backoff';
import { Clock } from './clock';
import { asUnsure, DeadlineError } from './errors';
import { Lane } from './lane';

/**
 * What a failed attempt means:
 * - `throttled`: refused for the quota, nothing happened;
 * - `denied`: refused for want of a permission, nothing happened;
 * - `unanswered`: no answer, or one that leaves it open (a 5xx, a connection that breaks): it may have taken effect;
 * - `final`: a real answer; the same call would get it again.
 */
export type ErrorKind = 'throttled' | 'denied' | 'unanswered' | 'final';

export interface RetryPolicy {
  readonly clock: Clock;
  readonly backoff: { readonly [kind in Exclude<ErrorKind, 'final'>]: Backoff };
  readonly classify: (error: unknown) => ErrorKind;
  /** The moment, on the clock, after which no further attempt starts. Asked anew each time: it moves as work is done. */
  readonly deadline: () => number;
  /** Until when, on the clock, a denied call is tried again, because its permission may be on its way. */
  readonly permissionsBy: number;
}

export interface Call<T> {
  /** What the call does, for errors: such as "CreateTemplate of 'welcome'". */
  readonly what: string;
  readonly lane: Lane;
  /** Whether the call changes something, so that an attempt without an answer may have taken effect. @default false */
  readonly writes?: boolean;
  /** Asked before each attempt, when its turn has come; throws an error of this call alone to forbid it. @default - each attempt is made */
  readonly permit?: () => Promise<void>;
  readonly send: (attempt: Attempt) => Promise<T>;
  /** Explains a failure that is final. @default - it is thrown as it came */
  readonly explain?: (error: unknown) => unknown;
}

/** What an attempt may want to know about the ones before it. */
export interface Attempt {
  readonly number: number;
  /** Whether an earlier attempt of this call may have taken effect. */
  readonly unsure: boolean;
}

/**
 * Makes a call on its lane, again and again, until it is answered or the deadline leaves no time.
 *
 * When it fails, however it does, `mayHaveTakenEffect` says of the error whether the call may have taken effect.
 */
export async function retry<T>(call: Call<T>, policy: RetryPolicy): Promise<T> {
  const { what, lane, writes = false, permit = async () => {}, send, explain = error => error } = call;
  const { clock, backoff, classify, deadline, permissionsBy } = policy;
  let unsure = false;
  let last: unknown;
  // Not even a first attempt goes out late: when the answer is sent, a frozen function must not wake up and write.
  const keepDeadline = (attempts: number) => {
    if (clock.now() >= deadline()) throw new DeadlineError(what, attempts, last);
  };
  try {
    for (let number = 1; ; number++) {
      // Before the turn too, or a call that comes late would wait for it only to fail then.
      keepDeadline(number - 1);
      await lane.turn(async () => {
        keepDeadline(number - 1);
        await permit();
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
        // The denial is the reason then, not the deadline.
        if (kind === 'denied' && (next > permissionsBy || next >= deadline())) throw explain(error);
        if (next >= deadline()) throw new DeadlineError(what, number, last);
        // A quota or a missing permission refuses the other calls of the lane as well; a lost answer concerns this one alone.
        if (kind === 'unanswered') await clock.sleep(pause);
        else if (kind === 'throttled') lane.refused(pause);
        else lane.hold(pause);
      }
    }
  } catch (error) {
    throw unsure ? asUnsure(error) : error;
  }
}
