import { REPORT_VERSION } from './lines';
import { DRIFT_EVENT_DETAIL_TYPE, DRIFT_EVENT_SOURCE } from '../../../src/contract/drift';
import { DriftEvent } from '../ports';
import { Report } from '../result';

/** The maximum number of lines of a diff in an event: PutEvents limits the total size of a request, which has up to ten events. */
const MOST_LINES = 20;

/** Returns an event for EventBridge for each finding that is not known, including those that were healed. */
export function driftEvents({ monitor, part, checkedAt, results }: Report): DriftEvent[] {
  return results.flatMap(({ subject: { type, name, stackId, logicalId }, findings, healing }) => findings.filter(({ known }) => !known)
    .map(({ finding: { kind, parts, reason, details, acknowledgement } }) => ({
      source: DRIFT_EVENT_SOURCE,
      detailType: DRIFT_EVENT_DETAIL_TYPE,
      resources: stackId === undefined ? [] : [stackId],
      detail: {
        version: REPORT_VERSION,
        monitor,
        part,
        checkedAt: checkedAt.toISOString(),
        finding: kind,
        type,
        name,
        stackId,
        logicalId,
        parts,
        reason,
        details: details?.slice(0, MOST_LINES),
        healing,
        acknowledgement,
      },
    })));
}
