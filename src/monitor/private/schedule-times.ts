import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';

/** How late a check may begin, so that not all schedules of the world begin at the full hour. */
export const FLEXIBLE_MINUTES = 15;

/** A schedule begins within its window, and its run takes at most a quarter of an hour. */
const MINUTES_APART = 2 * FLEXIBLE_MINUTES;
const DAY = 24 * 60;

/** Why a schedule cannot be shifted for further parts. */
export const NOT_SHIFTABLE = 'be a cron expression with one minute and one hour, so that the schedules of its parts run one after the other';

/** The schedule of a part. Undefined: it cannot be shifted so far. */
export function scheduleOf(part: number, parts: number, path: string, given?: ScheduleExpression): ScheduleExpression | undefined {
  // A rate begins at once (docs/ses-facts.md#schedule-rate), so that the alarm on the heartbeat has data.
  if (parts === 1) return given ?? ScheduleExpression.rate(Duration.days(1));
  const shift = (part - 1) * MINUTES_APART;
  if (!given) return daily((stableMinute(path) + shift) % DAY);
  const [, minute, hour, rest] = /^cron\((\d+) (\d+) (.+)\)$/.exec(given.expressionString) ?? [];
  if (minute === undefined) return undefined;
  const time = Number(hour) * 60 + Number(minute) + shift;
  // The days of the expression would be those of the first part.
  if (time >= DAY && !/^(\* \* \?|\? \* \*) \*$/.test(rest)) return undefined;
  return ScheduleExpression.expression(`cron(${time % 60} ${Math.floor(time % DAY / 60)} ${rest})`, given.timeZone);
}

function daily(minuteOfDay: number): ScheduleExpression {
  return ScheduleExpression.expression(`cron(${minuteOfDay % 60} ${Math.floor(minuteOfDay / 60)} * * ? *)`);
}

/** The same for a monitor at each synthesis, and spread over the day for many. */
function stableMinute(path: string): number {
  return createHash('sha256').update(path).digest().readUInt32BE(0) % DAY;
}
