import { check } from './check';
import { MonitorDependencies, MonitorSettings } from './ports';
import { report } from './report';
import { Summary } from './report/summary';

/** The part of Lambda's context that the handler uses. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** The time reserved for describing the stacks again and for the report, in milliseconds: a quarter of the remaining time, at most a minute. */
function reserve(remaining: number): number {
  return Math.min(60_000, remaining / 4);
}

/**
 * The handler of the monitor. The event of a schedule names the part to check, as `Part`. Any other event, such as the empty one
 * of a manual invocation, requests all parts, one after the other.
 */
export function monitorHandler(settings: MonitorSettings, dependencies: MonitorDependencies) {
  return async (event: unknown, context: Context): Promise<Summary[]> => {
    const { clock, notifications, writeLine } = dependencies;
    const remaining = context.getRemainingTimeInMillis();
    const end = clock.now() + remaining;
    const deadline = end - reserve(remaining);
    const closing = end - reserve(remaining) / 2;
    const summaries: Summary[] = [];
    for (const part of partsOf(event, settings.parts)) {
      const result = await check(part, { ...dependencies, settings, deadline, closing });
      const sent = notifications(() => end - reserve(remaining) / 8);
      summaries.push(await report(result, { writeLine, topicArns: settings.topicArns, notifications: sent }));
    }
    return summaries;
  };
}

function partsOf(event: unknown, parts: number): number[] {
  const part: unknown = (event as { Part?: unknown } | null | undefined)?.Part;
  const all = Array.from({ length: parts }, (_, index) => index + 1);
  return all.includes(Number(part)) ? [Number(part)] : all;
}
