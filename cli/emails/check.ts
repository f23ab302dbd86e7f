import { fileDiagnostic } from './file-diagnostic';
import { EmailsOfFolder, WrittenEmail } from './folder';
import { readSample } from './sample';
import { compileEmail, CompiledEmail, Diagnostic, PartialLibrary, renderEmail, Rendering, Severity } from '../../src/language';
import { blankProblem, sizeProblem, subjectProblem, templateNameProblem } from '../../src/templates/private/part-problems';

/** A problem of an email, or a hint. */
export interface Finding {
  /** Absent if the problem concerns the folder. */
  readonly email?: string;
  readonly diagnostic: Diagnostic;
}

export interface CheckedEmail {
  readonly findings: readonly Finding[];
  /** Present if and only if SES can parse the template. */
  readonly compiled?: CompiledEmail;
}

/** Checks an email without an app. */
export function checkEmail(email: WrittenEmail, partials: PartialLibrary): CheckedEmail {
  const { name, subject, html, text } = email;
  const samples = email.samples.map(sample => readSample(sample));
  const [first] = samples;
  const { errors, warnings, infos, email: compiled } = compileEmail({ subject, html, text }, partials, first?.data);
  const rendered = samples.flatMap(({ data }, index) =>
    compiled && data ? [rendering(compiled, data, index > 0 ? email.samples[index].file : undefined)] : []);

  const nameProblem = templateNameProblem(name);
  const written = { html: html?.content, text: text?.content };
  const size = sizeProblem(compiled?.content ?? written, written);
  const diagnostics = [
    ...nameProblem === undefined ? [] : [fileDiagnostic(`the name of an email ${nameProblem}`)],
    ...(['subject', 'html', 'text'] as const).flatMap(part => {
      const source = email[part];
      const problem = source && (blankProblem(part, source.content) ?? (part === 'subject' ? subjectProblem(source.content) : undefined));
      return problem === undefined ? [] : [fileDiagnostic(problem, { part, file: source!.file })];
    }),
    ...size === undefined ? [] : [fileDiagnostic(size)],
    ...errors,
    ...samples.flatMap(({ problems }) => problems),
    ...distinct(rendered.flatMap(({ errors: found }) => found)),
    ...warnings,
    ...distinct(rendered.flatMap(({ warnings: found }) => found)).filter(({ id }) => !warnings.some(warning => warning.id === id)),
    ...infos,
  ];
  return { findings: diagnostics.map(diagnostic => ({ email: name, diagnostic })), compiled };
}

/** All findings of a folder: errors first in each email, emails in the order of their names. */
export function checkFolder({ emails, partials, problems }: EmailsOfFolder): Finding[] {
  const named = new Map(emails.map(({ name }) => [name, [] as Finding[]]));
  const others: Finding[] = [];
  for (const { email, message } of problems) (named.get(email ?? '') ?? others).push({ email, diagnostic: fileDiagnostic(message) });
  return [...others, ...emails.flatMap(email => [...named.get(email.name)!, ...checkEmail(email, partials).findings])];
}

/** How many findings there are of a severity. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.filter(({ diagnostic }) => diagnostic.severity === severity).length;
}

/** @param file that the data is of, if the email has other data, too */
function rendering(compiled: CompiledEmail, data: object, file: string | undefined): Pick<Rendering, 'errors' | 'warnings'> {
  const named = (diagnostic: Diagnostic) => file === undefined ? diagnostic
    : { ...diagnostic, suggestion: [diagnostic.suggestion, `This is with the data of ${file}.`].filter(Boolean).join(' ') };
  const { errors, warnings } = renderEmail(compiled, data);
  return { errors: errors.map(named), warnings: warnings.map(named) };
}

/** Reports a problem that several samples show only once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map(one => [JSON.stringify([one.id, one.file, one.line, one.column, one.message]), one])).values()];
}

