import { driftEvents } from './events';
import { metricsLine, REPORT_VERSION, reportLines } from './lines';
import { message } from './message';
import { Summary, summarize } from './summary';
import { reasonOf } from '../../reconcile/reason';
import { Notifications } from '../ports';
import { Report } from '../result';

export interface ReportContext {
  readonly writeLine: (line: string) => void;
  readonly notifications: Notifications;
  readonly topicArns: readonly string[];
}

/** Writes the log, sends the notifications, and writes the metrics last, because a failed notification counts as a failed check. */
export async function report(result: Report, { writeLine, notifications, topicArns }: ReportContext): Promise<Summary> {
  reportLines(result).forEach(writeLine);
  let failures = 0;
  const attempt = async (send: () => Promise<void>) => {
    try {
      await send();
    } catch (error) {
      failures++;
      writeLine(JSON.stringify({ version: REPORT_VERSION, record: 'failure', monitor: result.monitor, part: result.part, reason: reasonOf(error) }));
    }
  };
  const found = message(result, summarize(result));
  const events = driftEvents(result);
  if (events.length > 0) await attempt(async () => notifications.putEvents(events));
  if (found) for (const topicArn of topicArns) await attempt(async () => notifications.publish(topicArn, found));
  const summary = summarize(result, failures);
  writeLine(metricsLine(result, summary));
  return summary;
}
