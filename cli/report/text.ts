import { colors } from './colors';
import { Report } from './report';
import { Severity } from '../../src/language';
import { Finding as PathFinding, formatErrors, formatNotice } from '../../src/templates/private/findings';
import { countOf, Finding } from '../emails/check';

const COLOUR: Readonly<Record<Severity, (text: string) => string>> = { error: colors.red, warning: colors.yellow, info: colors.cyan };

/** The report for people: each error and warning with its frame, and one line for each kind of info. */
export function text(report: Report): string {
  const { path, findings } = report;
  const blocks = (['error', 'warning'] as const).flatMap(severity => findingsText(path, findings, severity));
  const infos = new Map<string, PathFinding[]>();
  for (const finding of ofSeverity(findings, 'info', path)) infos.set(finding.diagnostic.id, [...infos.get(finding.diagnostic.id) ?? [], finding]);
  const notices = [...infos].map(([id, group]) => `${COLOUR.info('info')} ${formatNotice(group)} ${colors.dim(`[${id}]`)}`);
  return [...blocks, ...notices, summary(report)].join('\n\n');
}

/** The findings of a severity, each with its frame. */
export function findingsText(path: string, findings: readonly Finding[], severity: 'error' | 'warning'): string[] {
  return formatErrors(ofSeverity(findings, severity, path))
    .map(block => `${COLOUR[severity](colors.bold(severity))} ${decorated(withoutPath(block, path), severity)}`);
}

function ofSeverity(findings: readonly Finding[], severity: Severity, path: string): PathFinding[] {
  return findings.filter(({ diagnostic }) => diagnostic.severity === severity)
    .map(({ email, diagnostic }) => ({ path: isSelfContained(diagnostic.message, path) ? '' : email === undefined ? path : `${path}/${email}`, diagnostic }));
}

/** Messages about files already name their email. */
function isSelfContained(message: string, path: string): boolean {
  return message.startsWith(`${path}/`) || message.startsWith(`${path}:`);
}

/** The path of a file shows the email to which it belongs. */
function withoutPath(block: string, path: string): string {
  const [first] = block.split(': ', 1);
  return first.startsWith(`${path}/`) && block.startsWith(`${first}: ${first}/`) ? block.slice(first.length + 2) : block;
}

/** Highlights the marked line and the mark, and dims the rest of the frame and the id. */
function decorated(block: string, severity: Severity): string {
  return block.split('\n').map((line, index) => {
    if (index > 0 && /^ *\d* \| *\^+$/.test(line)) return line.replace(/\^+$/, marks => COLOUR[severity](marks));
    if (index > 0 && /^ {2} *\d+ \|/.test(line)) return colors.dim(line);
    return line;
  }).join('\n').replace(/ (\[cdk-ses-templates:\w+\])$/, (_, id: string) => ` ${colors.dim(id)}`);
}

function summary({ emails, findings }: Report): string {
  const [errors, warnings] = (['error', 'warning'] as const).map(severity => countOf(findings, severity));
  const checked = `${count(emails, 'email')} checked`;
  if (errors + warnings === 0) return colors.green(`✓ ${checked}, no errors and no warnings`);
  const verdict = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return `${errors > 0 ? colors.red(`✗ ${verdict}`) : colors.yellow(`! ${verdict}`)} in ${checked.replace(' checked', '')}`;
}

export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
