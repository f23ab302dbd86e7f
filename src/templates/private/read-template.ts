import { Token } from 'aws-cdk-lib';
import { checkLanguage, LanguageCheck } from './check-language';
import { Markers } from './deploy-time-values';
import { Problems } from './problems';
import { PartContent } from '../../contract/contract';
import { EmailSampleData } from '../email-sample-data';
import { readSampleData } from './sample-data';
import { DeclaredPartials, readPartials } from './shared-partials';
import { ContentError, isBlank, Piece } from './token-pieces';
import { MAX_TEMPLATE_BYTES, SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../../contract/limits';
import { PartialLibrary, withoutLineEnd } from '../../language';
import { EmailContent } from '../email-content';

/** A template as its construct declares it. */
export interface DeclaredTemplate {
  /** What the properties and the asset call it. */
  readonly key: string;
  /** What messages call it: the path of its construct. */
  readonly path: string;
  readonly name: string;
  readonly subject: EmailContent;
  readonly html?: EmailContent;
  readonly text?: EmailContent;
  /** Its own, beside those of the resource. */
  readonly partials?: DeclaredPartials;
  readonly sampleData?: EmailSampleData;
  /** By default whatever has sample data is verified. */
  readonly verifyOnDeploy?: boolean;
}

/** What templates have in common that one resource deploys. */
export interface TemplateContext {
  readonly markers: Markers;
  readonly partials?: PartialLibrary;
}

/** A template as it is read and checked. */
export interface ReadTemplate {
  readonly language: LanguageCheck;
  /** Plain JSON. */
  readonly sampleData?: { [key: string]: any };
}

/** Reads a template's parts and checks it against what Amazon SES takes: all problems except the language's are added to `problems`. */
export function readTemplate(template: DeclaredTemplate, { markers, partials: shared }: TemplateContext, problems: Problems): ReadTemplate {
  const report = (problem: string) => problems.add(template.path, problem);

  const nameProblem = templateNameProblem(template.name);
  if (nameProblem) report(`templateName ${nameProblem}`);

  const parts = {
    subject: readPart('subject', () => subjectOf(template.subject), report) ?? [],
    html: readPart('html', () => template.html?._pieces(), report),
    text: readPart('text', () => template.text?._pieces(), report),
  };
  // A subject is one line of a mail's header.
  if (!isBlank(parts.subject) && parts.subject.some(piece => typeof piece === 'string' && /[\r\n]/.test(piece))) {
    report(`subject must be one line, got: ${JSON.stringify(parts.subject.map(piece => typeof piece === 'string' ? piece : '…').join(''))}`);
  }
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
  const [html, text] = [knownBytes(content.html), knownBytes(content.text)];
  if (html + text > MAX_TEMPLATE_BYTES) {
    const added = html + text - knownBytes(written.html?.content) - knownBytes(written.text?.content);
    report(`html and text together must be at most ${MAX_TEMPLATE_BYTES} bytes of UTF-8, got: ${html + text} (html ${html}, text ${text}${added > 0 ? `; ${added} of them by partials` : ''})`);
  }
  return { language, sampleData };
}

/** Editors end a file with a line end, which is not part of a subject. */
function subjectOf(subject: EmailContent): Piece[] {
  return subject._file() === undefined ? subject._pieces() : withoutLineEnd(subject._pieces());
}

/** A part's size, as far as it is known before the deployment, in bytes of UTF-8. */
function knownBytes(content: PartContent = ''): number {
  return [content].flat().reduce((bytes: number, piece) => bytes + (typeof piece === 'string' ? Buffer.byteLength(piece) : 0), 0);
}

/** What is wrong with a template's name, or undefined. What is known only when deployed is let through. */
export function templateNameProblem(name: string): string | undefined {
  if (name.startsWith(SCRATCH_PREFIX)) {
    return `must not begin with "${SCRATCH_PREFIX}", as only templates do that a deployment makes for a moment, to verify others, got: ${JSON.stringify(name)}`;
  }
  if (Token.isUnresolved(name) || TEMPLATE_NAME_PATTERN.test(name)) return undefined;
  return `must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`;
}

/** SES refuses an empty subject (boto3#2464), and an empty part is to be left out; a blank one is a mistake just as well. */
function readPart(part: string, read: () => Piece[] | undefined, report: (problem: string) => void): Piece[] | undefined {
  try {
    const pieces = read();
    if (pieces && isBlank(pieces)) report(`${part} must not be empty or blank, got: ${JSON.stringify(pieces.join(''))}`);
    return pieces;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    report(`${part} ${error.message}`);
    return undefined;
  }
}
