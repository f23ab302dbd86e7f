import { Report, Result } from '../result';
import { Summary } from './summary';
import { DRIFT_DIMENSIONS, DRIFT_METRICS, DRIFT_NAMESPACE } from '../../../src/contract/drift';

/** The version of what the monitor writes for programs: lines of its log, messages and events. It increases when a field is removed or changes its meaning. */
export const REPORT_VERSION = 1;

/** One line of JSON for each template and configuration set, and for each area that could not be checked. */
export function reportLines({ monitor, part, checkedAt, results, failures }: Report): string[] {
  const base = { version: REPORT_VERSION, monitor, part, checkedAt: checkedAt.toISOString() };
  return [
    ...results.map(result => JSON.stringify({ ...base, record: result.subject.type, ...entry(result) })),
    ...failures.map(reason => JSON.stringify({ ...base, record: 'failure', reason })),
  ];
}

/** The entry of a template or configuration set, for programs. */
export function entry({ subject: { name, stackId, logicalId }, findings, rendering, notComparable, failure, healing }: Result) {
  return {
    name,
    stackId,
    logicalId,
    outcome: failure !== undefined ? 'CHECK_FAILED' : findings.some(({ known }) => !known) ? 'DRIFT' : 'CLEAN',
    findings: findings.map(({ finding: { subject: _, ...finding }, known, ignoredParts }) => ({ ...finding, known, ignoredParts })),
    rendering,
    notComparable: notComparable?.length ? notComparable : undefined,
    failure,
    healing,
  };
}

/**
 * The metrics, as CloudWatch reads them from the log.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsLine({ monitor, part, checkedAt }: Report, summary: Summary): string {
  const { monitor: byMonitor, part: byPart } = DRIFT_DIMENSIONS;
  return JSON.stringify({
    _aws: {
      Timestamp: checkedAt.getTime(),
      CloudWatchMetrics: [{
        Namespace: DRIFT_NAMESPACE,
        Dimensions: [[byMonitor], [byMonitor, byPart]],
        Metrics: DRIFT_METRICS.map(name => ({ Name: name, Unit: 'Count' })),
      }],
    },
    version: REPORT_VERSION,
    record: 'metrics',
    [byMonitor]: monitor,
    [byPart]: String(part),
    ...summary,
  });
}
