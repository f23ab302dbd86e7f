import { explanationOf, Report } from './report';
import { countOf } from '../emails/check';

/** The report for programs. */
export function json({ path, emails, findings }: Report): string {
  return JSON.stringify({
    directory: path,
    emails,
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    infos: countOf(findings, 'info'),
    diagnostics: findings.map(({ email, diagnostic }) =>
      ({ ...email !== undefined && { email }, ...diagnostic, help: explanationOf(diagnostic.id) })),
  }, undefined, 2);
}
