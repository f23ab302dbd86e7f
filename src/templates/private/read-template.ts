import { Token } from 'aws-cdk-lib';
import { checkLanguage, LanguageCheck } from './check-language';
import { ContentError } from './content-error';
import { Markers } from './deploy-time-values';
import { Problems } from './problems';
import { EmailSampleData } from '../email-sample-data';
import { blankProblem, sizeProblem, subjectProblem, templateNameProblem } from './part-problems';
import { readSampleData } from './sample-data';
import { DeclaredPartials, readPartials } from './shared-partials';
import { Piece } from './token-pieces';
import { SCRATCH_PREFIX } from '../../contract/limits';
import { PartialLibrary, withoutLineEnd } from '../../language';
import { EmailContent } from '../email-content';

/** A template as declared by its construct. */
export interface DeclaredTemplate {
  /** The key of the template in the properties and the asset. */
  readonly key: string;
  /** The path of the template's construct, for messages. */
  readonly path: string;
  readonly name: string;
  readonly subject: EmailContent;
  readonly html?: EmailContent;
  readonly text?: EmailContent;
  /** The template's own partials, in addition to those of the resource. */
  readonly partials?: DeclaredPartials;
  readonly sampleData?: EmailSampleData;
  /** @default - true if there is sample data */
  readonly verifyOnDeploy?: boolean;
}

/** What the templates of one resource have in common. */
export interface TemplateContext {
  readonly markers: Markers;
  readonly partials?: PartialLibrary;
}

/** A template after reading and checking. */
export interface ReadTemplate {
  readonly language: LanguageCheck;
  /** Plain JSON. */
  readonly sampleData?: { [key: string]: any };
}

/** Reads a template and checks it against the limits of Amazon SES. All problems except language diagnostics are added to `problems`. */
export function readTemplate(template: DeclaredTemplate, { markers, partials: shared }: TemplateContext, problems: Problems): ReadTemplate {
  const report = (problem: string) => problems.add(template.path, problem);

  const nameProblem = declaredNameProblem(template.name);
  if (nameProblem) report(`templateName ${nameProblem}`);

  const parts = {
    subject: readPart('subject', () => subjectOf(template.subject), report) ?? [],
    html: readPart('html', () => template.html?._pieces(), report),
    text: readPart('text', () => template.text?._pieces(), report),
  };
  const notOneLine = subjectProblem(parts.subject);
  if (notOneLine) report(notOneLine);
  if (!template.html && !template.text) report('html or text must be given, got: neither');

  const partials = template.partials ? readPartials(template.path, template.partials, markers, problems, shared) : shared;
  const sampleData = template.sampleData && readSampleData(template.sampleData, { verified: template.verifyOnDeploy !== false }, report);

  const source = (pieces: Piece[], content: EmailContent) => ({ content: markers.number(pieces), file: content._file() });
  const written = {
    subject: source(parts.subject, template.subject),
    ...parts.html && { html: source(parts.html, template.html!) },
    ...parts.text && { text: source(parts.text, template.text!) },
  };
  const language = checkLanguage(written, partials, sampleData);

  const content = language.email?.content ?? { html: written.html?.content, text: written.text?.content };
  const tooLarge = sizeProblem(content, { html: written.html?.content, text: written.text?.content });
  if (tooLarge) report(tooLarge);
  return { language, sampleData };
}

/** Removes the line end that editors add to a file, which is not part of a subject. */
function subjectOf(subject: EmailContent): Piece[] {
  return subject._file() === undefined ? subject._pieces() : withoutLineEnd(subject._pieces());
}

/** The problem with a declared name, or undefined. A name that is known only at deployment is accepted, unless it starts with the reserved prefix. */
export function declaredNameProblem(name: string): string | undefined {
  const problem = templateNameProblem(name);
  return Token.isUnresolved(name) && !name.startsWith(SCRATCH_PREFIX) ? undefined : problem;
}

function readPart(part: string, read: () => Piece[] | undefined, report: (problem: string) => void): Piece[] | undefined {
  try {
    const pieces = read();
    const blank = pieces && blankProblem(part, pieces);
    if (blank) report(blank);
    return pieces;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    report(`${part} ${error.message}`);
    return undefined;
  }
}
