import { entry, REPORT_VERSION } from './lines';
import { openFindings, Summary } from './summary';
import { describeFinding } from '../../drift';
import { Message } from '../ports';
import { isHealable, Report, Result } from '../result';

/** SNS accepts messages of 256 KB, which the text and five copies of the JSON share. */
const MAX_TEXT_BYTES = 50_000;
const MAX_JSON_BYTES = 25_000;
/** SNS accepts subjects of fewer than 100 ASCII characters. */
const MAX_SUBJECT = 99;

/** Returns a message for people and programs, or undefined without new findings and failures. */
export function message(report: Report, summary: Summary): Message | undefined {
  if (summary.Problems === 0 && summary.Healed === 0) return undefined;
  const subject = `SES email drift in ${report.monitor}: ${headline(summary)}`.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_SUBJECT);
  return { subject, text: text(report, summary), json: json(report, summary) };
}

function headline({ Problems, CheckFailed, Healed }: Summary): string {
  const findings = Problems - CheckFailed;
  return [
    ...findings > 0 ? [`${findings} finding(s)`] : [],
    ...CheckFailed > 0 ? [`${CheckFailed} failed check(s)`] : [],
    ...Healed > 0 ? [`${Healed} healed`] : [],
  ].join(', ');
}

function text({ monitor, checkedAt, results, failures }: Report, summary: Summary): string {
  const introduction = `${monitor} compared Amazon SES with what its stacks declare, at ${checkedAt.toISOString()}.\n`
    + `${summary.Checked} checked: ${headline(summary)}.`;
  const sections = [...results.flatMap(describeResult), ...failures.map(reason => `CHECK FAILED: ${reason}`)];
  return within(MAX_TEXT_BYTES, sections, (shown, omitted) =>
    [introduction, ...shown, ...omitted > 0 ? [`(${omitted} more: see the log of the monitor's function)`] : []].join('\n\n'));
}

function describeResult(result: Result): string[] {
  const { subject, findings, failure, healing } = result;
  const unknown = findings.filter(({ known }) => !known).map(({ finding }) => finding);
  const open = openFindings(result);
  return [
    ...unknown.map(finding => [
      `${finding.kind} ${describeFinding(finding)}`,
      ...subject.stackId === undefined ? [] : [`  declared in ${subject.stackId}, resource ${subject.logicalId}`],
      ...(finding.details ?? []).map(line => `  ${line}`),
      ...healing && isHealable(finding.kind) ? [`  ${describeHealing(healing)}`] : [],
      ...open.includes(finding) ? [`  To accept this state until it changes: acknowledged: ['${finding.acknowledgement}']`] : [],
    ].join('\n')),
    ...failure === undefined ? [] : [`CHECK FAILED ${subject.name}: ${failure}`],
  ];
}

function describeHealing({ outcome, reason }: NonNullable<Result['healing']>): string {
  switch (outcome) {
    case 'healed': return 'Healed: the declared content is back.';
    case 'left': return `Not healed: ${reason}.`;
    case 'failed': return `Healing failed: ${reason}.`;
  }
}

function json({ monitor, part, checkedAt, results, failures }: Report, summary: Summary): string {
  const reported = results.filter(({ findings, failure }) => failure !== undefined || findings.some(({ known }) => !known));
  return within(MAX_JSON_BYTES, reported, (shown, omitted) => JSON.stringify({
    version: REPORT_VERSION,
    monitor,
    part,
    checkedAt: checkedAt.toISOString(),
    summary,
    results: shown.map(result => ({ type: result.subject.type, ...entry(result) })),
    failures: failures.slice(0, 10),
    ...omitted > 0 && { omitted },
  }));
}

/** Writes as many of the items as fit, in order, and the number of those that it omits. */
function within<T>(bytes: number, items: readonly T[], write: (shown: readonly T[], omitted: number) => string): string {
  let [fits, tooMany] = [0, items.length + 1];
  while (tooMany - fits > 1) {
    const count = Math.floor((fits + tooMany) / 2);
    if (Buffer.byteLength(write(items.slice(0, count), items.length - count)) <= bytes) fits = count;
    else tooMany = count;
  }
  return write(items.slice(0, fits), items.length - fits);
}
