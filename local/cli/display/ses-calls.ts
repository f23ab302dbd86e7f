import { SesCall } from '../../ses';

/** The codes of the v1 and the v2 API. */
const THROTTLED = ['Throttling', 'TooManyRequestsException'];

/** Counts the calls of each operation, such as `11 CreateTemplate`, and those that the quota refused, such as `37 throttled and retried`. */
export function describeCalls(calls: readonly SesCall[]): string[] {
  const counts = new Map<string, number>();
  const throttled = calls.filter(({ outcome }) => THROTTLED.includes(outcome)).length;
  for (const { operation, outcome } of calls) {
    if (!THROTTLED.includes(outcome)) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return [...[...counts].map(([operation, count]) => `${count} ${operation}`), ...throttled > 0 ? [`${throttled} throttled and retried`] : []];
}
