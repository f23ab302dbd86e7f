import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';

/** The time window in which a check starts, so that not all schedules in the world start on the hour. */
export const FLEXIBLE_MINUTES = 15;

/** A check starts within its window, and takes at most a quarter of an hour. */
const MINUTES_APART = 2 * FLEXIBLE_MINUTES;
const DAY = 24 * 60;

/** Why a schedule cannot be shifted for further parts. */
export const NOT_SHIFTABLE = 'be a cron expression with one minute and one hour, so that the schedules of its parts run one after the other';

/** Returns the schedule of a part, or undefined if the given schedule cannot be shifted. */
export function scheduleOf(part: number, parts: number, path: string, given?: ScheduleExpression): ScheduleExpression | undefined {
  // A rate starts at once (docs/ses-facts.md#schedule-rate), so the heartbeat alarm has data.
  if (parts === 1) return given ?? ScheduleExpression.rate(Duration.days(1));
  const shift = (part - 1) * MINUTES_APART;
  if (!given) return daily((stableMinute(path) + shift) % DAY);
  const [, minute, hour, rest] = /^cron\((\d+) (\d+) (.+)\)$/.exec(given.expressionString) ?? [];
  if (minute === undefined) return undefined;
  const time = Number(hour) * 60 + Number(minute) + shift;
  // Past midnight, a restriction to certain days would select the wrong ones.
  if (time >= DAY && !/^(\* \* \?|\? \* \*) \*$/.test(rest)) return undefined;
  return ScheduleExpression.expression(`cron(${time % 60} ${Math.floor(time % DAY / 60)} ${rest})`, given.timeZone);
}

function daily(minuteOfDay: number): ScheduleExpression {
  return ScheduleExpression.expression(`cron(${minuteOfDay % 60} ${Math.floor(minuteOfDay / 60)} * * ? *)`);
}

/** A minute of the day that is the same at each synthesis, and differs between monitors. */
function stableMinute(path: string): number {
  return createHash('sha256').update(path).digest().readUInt32BE(0) % DAY;
}
