import { CALLS_PER_SECOND, FUNCTION_TIMEOUT_SECONDS } from './limits';

/**
 * How a run of the function divides its time, in milliseconds, and how many templates fit into it. The function keeps
 * to it, and synth refuses a set that cannot.
 */

/** Kept for the delivery of the answer, with retries; when little time is left, a quarter of it. */
export function deliveryReserve(remaining: number): number {
  return Math.min(20_000, remaining / 4);
}

/** Kept for undoing even when next to nothing was done: some retries must fit. */
export function undoReserve(time: number): number {
  return Math.min(15_000, time / 4);
}

/**
 * How long a run may go on, of the time that it has. Undoing takes a call for each write, as doing did; so the more is
 * done, the sooner the doing must stop.
 */
export function timeToDo(time: number, writes: number, interval: number): number {
  return time - undoReserve(time) - writes * interval;
}

/** The part of its time that a run should need at the pace of the quota: the rest is for calls that SES refuses. */
const AT_FULL_PACE = 0.9;

/** How many templates one run can write, and put back if one fails. */
export function writesThatFit(time: number, interval: number): number {
  return Math.floor(AT_FULL_PACE * (time - undoReserve(time)) / (2 * interval));
}

const FUNCTION_TIME = FUNCTION_TIMEOUT_SECONDS * 1_000;

/** How many templates one custom resource can have. */
export const MAX_TEMPLATES_PER_RESOURCE = writesThatFit(FUNCTION_TIME - deliveryReserve(FUNCTION_TIME), 1_000 / CALLS_PER_SECOND);
