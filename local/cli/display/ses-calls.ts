import { SesCall } from '../../ses';

/** `11 CreateTemplate`, `1 GetTemplate`, and how many more calls there were before because of the quota: `37 throttled`. */
export function describeCalls(calls: readonly SesCall[]): string[] {
  const counts = new Map<string, number>();
  const throttled = calls.filter(({ outcome }) => outcome === 'Throttling').length;
  for (const { operation, outcome } of calls) {
    if (outcome !== 'Throttling') counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return [...[...counts].map(([operation, count]) => `${count} ${operation}`), ...throttled > 0 ? [`${throttled} throttled and tried again`] : []];
}
