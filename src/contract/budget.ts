import { CALLS_PER_SECOND, FUNCTION_TIMEOUT_SECONDS } from './limits';

/**
 * How a run of the function divides its time, in milliseconds, and how many templates fit into it. The function keeps to
 * this budget, and synth rejects a set that exceeds it.
 */

/** Reserved for delivering the answer, with retries: at most a quarter of the time that remains. */
export function deliveryReserve(remaining: number): number {
  return Math.min(20_000, remaining / 4);
}

/** Reserved for undoing, however few writes there are: a few retries must fit. */
export function undoReserve(time: number): number {
  return Math.min(15_000, time / 4);
}

/**
 * How long a run may make changes. Undoing takes one call per write, so each write brings the end of that period forward.
 */
export function timeToDo(time: number, writes: number, interval: number): number {
  return time - undoReserve(time) - writes * interval;
}

/** The share of its time that a run plans to use at the pace of the quota. The rest is for calls that SES throttles. */
const AT_FULL_PACE = 0.9;

/** How many templates one run can write, and restore if one fails. */
export function writesThatFit(time: number, interval: number): number {
  return Math.floor(AT_FULL_PACE * (time - undoReserve(time)) / (2 * interval));
}

const FUNCTION_TIME = FUNCTION_TIMEOUT_SECONDS * 1_000;

/** How many templates one custom resource can have. */
export const MAX_TEMPLATES_PER_RESOURCE = writesThatFit(FUNCTION_TIME - deliveryReserve(FUNCTION_TIME), 1_000 / CALLS_PER_SECOND);
