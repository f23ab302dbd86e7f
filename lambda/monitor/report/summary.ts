import { DriftFindingName, DriftMetricName } from '../../../src/contract/drift';
import { isOpen, Report, Result } from '../result';

/** The figures of a check. */
export type Summary = Readonly<Record<DriftMetricName, number>>;

export function summarize({ results, failures }: Report, unreported: number = 0): Summary {
  const found = (kind: DriftFindingName) =>
    results.filter(({ findings }) => findings.some(({ finding, known }) => !known && finding.kind === kind)).length;
  const open = results.flatMap(result => openFindings(result)).length;
  const failed = results.filter(({ failure }) => failure !== undefined).length + failures.length + unreported;
  return {
    Checked: results.filter(({ failure }) => failure === undefined).length,
    Drifted: found('CHANGED'),
    Missing: found('MISSING'),
    Unexpected: found('UNEXPECTED'),
    Broken: found('BROKEN'),
    Different: found('DIFFERENT'),
    Healed: results.filter(({ healing }) => healing?.outcome === 'healed').length,
    Ignored: results.flatMap(({ findings }) => findings).filter(({ known }) => known !== undefined).length,
    CheckFailed: failed,
    Problems: open + failed,
    Heartbeat: 1,
  };
}

/** The findings that need attention. */
export function openFindings(result: Result) {
  return result.findings.filter(judged => isOpen(result, judged)).map(({ finding }) => finding);
}
