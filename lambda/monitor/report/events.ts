import { REPORT_VERSION } from './lines';
import { DRIFT_EVENT_DETAIL_TYPE, DRIFT_EVENT_SOURCE } from '../../../src/contract/drift';
import { DriftEvent } from '../ports';
import { Report } from '../result';

/** How many lines of a diff are in an event: PutEvents limits what ten of them may have together. */
const MOST_LINES = 20;

/** An event for EventBridge for each finding that is not known: those that were healed, too. */
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
