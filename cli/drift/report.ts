import { Checked } from './check';
import { Chosen, described } from './choose';
import { WriteResult } from './write';
import { describeFinding, Finding } from '../../lambda/drift';
import { DRIFT_FINDINGS } from '../../src/contract/drift';
import { colors } from '../report/colors';
import { count } from '../report/text';

export interface DriftReport {
  readonly region: string;
  readonly results: readonly Checked[];
  readonly elsewhere: Chosen['elsewhere'];
  /** With `--allow-unknown-values`. */
  readonly allowsUnknownValues?: boolean;
  /** With `--pull`. */
  readonly pulled?: WriteResult;
}

/** The result of the comparison. */
export type Outcome = 'DRIFT' | 'CHECK_FAILED' | 'NOT_COMPARABLE' | 'CLEAN';

export function outcomeOf({ findings, failure, notComparable }: Checked): Outcome {
  if (findings.length > 0) return 'DRIFT';
  if (failure !== undefined) return 'CHECK_FAILED';
  return notComparable.length > 0 ? 'NOT_COMPARABLE' : 'CLEAN';
}

/** The exit code: 1 for drift, 2 if something could not be compared, 0 otherwise. */
export function exitCodeOf({ results, allowsUnknownValues = false }: DriftReport): 0 | 1 | 2 {
  if (results.some(one => outcomeOf(one) === 'DRIFT')) return 1;
  return results.every(one => outcomeOf(one) === 'CLEAN' || allowsUnknownValues && differsInUnknownValuesOnly(one)) ? 0 : 2;
}

/** Whether all that is not compared is the values that only the deployment knows, inside of parts. */
function differsInUnknownValuesOnly(result: Checked): boolean {
  return outcomeOf(result) === 'NOT_COMPARABLE' && result.declared?.notComparable === undefined;
}

/** The version of the JSON. It increases when a field is removed or changes its meaning. */
const VERSION = 1;

/** For programs: the same fields for each template as in the log of the monitor. */
export function json({ region, results, elsewhere, pulled }: DriftReport): string {
  return JSON.stringify({
    version: VERSION,
    region,
    results: results.map(result => {
      const { subject: { name, stackId, logicalId }, findings, rendering, notComparable, failure } = result;
      return {
        name,
        stack: stackId,
        logicalId,
        outcome: outcomeOf(result),
        findings: findings.map(({ kind, parts, reason, details }) => ({ kind, parts, reason, details })),
        rendering,
        notComparable: notComparable.length > 0 ? notComparable : undefined,
        failure,
      };
    }),
    otherStacks: elsewhere.map(({ name, account, region: where }) => ({ name, account, region: where })),
    ...pulled,
  }, undefined, 2);
}

/** For people: each finding with its diff, what was not compared, and a summary. */
export function text(report: DriftReport): string {
  const { results, elsewhere, pulled } = report;
  const findings = results.flatMap(one => one.findings).sort((a, b) =>
    DRIFT_FINDINGS.indexOf(a.kind) - DRIFT_FINDINGS.indexOf(b.kind) || (a.subject.name < b.subject.name ? -1 : 1));
  const notes = [
    ...byReason(results, ({ failure }) => failure === undefined ? [] : [failure]).map(line => `${colors.red('not compared')} ${line}`),
    ...byReason(results, ({ notComparable }) => notComparable).map(line => `${colors.yellow('not comparable')} ${line}`),
    ...elsewhere.map(stack => colors.dim(`left out ${described(stack)}`)),
  ];
  return [
    ...findings.map(block),
    ...notes.length > 0 ? [notes.join('\n')] : [],
    ...pulled && pulled.written.length + pulled.notWritten.length > 0 ? [written(pulled)] : [],
    summary(report),
  ].join('\n\n');
}

/** A line for each reason, with the templates that have it: often, all emails have the same link. */
function byReason(results: readonly Checked[], reasonsOf: (result: Checked) => readonly string[]): string[] {
  const names = new Map<string, string[]>();
  for (const result of results) for (const reason of reasonsOf(result)) names.set(reason, [...names.get(reason) ?? [], result.subject.name]);
  return Array.from(names, ([reason, all]) => `${all.join(', ')}: ${reason}`);
}

function block(finding: Finding): string {
  const { kind, details = [] } = finding;
  return [`${colors.red(colors.bold(kind))} ${describeFinding(finding)}`, ...details.map(line => `  ${coloured(line)}`)].join('\n');
}

function coloured(line: string): string {
  if (line.startsWith('+')) return colors.green(line);
  if (line.startsWith('-')) return colors.red(line);
  return line.startsWith('@@') || line.startsWith('(') ? colors.dim(line) : line;
}

function written({ written: files, notWritten }: WriteResult): string {
  return [
    ...files.map(({ file }) => `${colors.green('written')} ${file}`),
    ...notWritten.map(({ name, part, why }) => `${colors.yellow('not written')} ${name}${part === undefined ? '' : ` (${part})`}: ${why}`),
  ].join('\n');
}

function summary(report: DriftReport): string {
  const { results, region } = report;
  const number = (outcome: Outcome) => results.filter(one => outcomeOf(one) === outcome).length;
  const [drifted, failed, open] = [number('DRIFT'), number('CHECK_FAILED'), number('NOT_COMPARABLE')];
  const all = `${count(results.length, 'template')} in ${region}`;
  if (drifted + failed + open === 0) return colors.green(`✓ ${all}, no drift`);
  if (exitCodeOf(report) === 0) return colors.green(`✓ ${all}, no drift; values that only the deployment knows not compared in ${open}`);
  const facts = [
    `${drifted} with drift`, `${number('CLEAN')} as declared`,
    ...open > 0 ? [`${open} not comparable`] : [],
    ...failed > 0 ? [`${failed} not compared`] : [],
  ].join(', ');
  return drifted > 0 ? colors.red(`✗ ${all}: ${facts}`) : colors.yellow(`! ${all}: ${facts}`);
}
