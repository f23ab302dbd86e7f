import { Token } from 'aws-cdk-lib';
import { checkLanguage, formatDiagnostics, LanguageCheck } from './check-language';
import { MAX_TEMPLATE_BYTES, SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../private/limits';
import { TemplateContent } from '../template-content';
import { ContentError, isBlank, knownBytes, Piece } from './pieces';
import { sampleDataProblem } from './sample-data';

/** A template as its construct declares it. */
export interface DeclaredTemplate {
  /** What the properties and the asset call it. */
  readonly key: string;
  /** What messages call it: the path of its construct. */
  readonly path: string;
  readonly name: string;
  readonly subject: TemplateContent;
  readonly html?: TemplateContent;
  readonly text?: TemplateContent;
  readonly sampleData?: { [key: string]: any };
  /** By default whatever has sample data is verified. */
  readonly verifyOnDeploy?: boolean;
}

export interface TemplateParts {
  readonly subject: Piece[];
  readonly html?: Piece[];
  readonly text?: Piece[];
}

export interface ReadTemplate {
  readonly parts: TemplateParts;
  readonly language: LanguageCheck;
}

/** Reads a template's parts and checks it against what Amazon SES takes: all that is wrong goes to `problems`. */
export function readTemplate(template: DeclaredTemplate, problems: string[]): ReadTemplate {
  const report = (problem: string) => problems.push(`${template.path}: ${problem}`);

  const nameProblem = templateNameProblem(template.name);
  if (nameProblem) report(`templateName ${nameProblem}`);

  const parts = {
    subject: readPart('subject', () => template.subject._pieces(), report) ?? [],
    html: readPart('html', () => template.html?._pieces(), report),
    text: readPart('text', () => template.text?._pieces(), report),
  };
  // A subject is one line of a mail's header.
  if (!isBlank(parts.subject) && parts.subject.some(piece => typeof piece === 'string' && /[\r\n]/.test(piece))) {
    report(`subject must be one line, got: ${JSON.stringify(parts.subject.map(piece => typeof piece === 'string' ? piece : '…').join(''))}`);
  }
  if (!template.html && !template.text) report('html or text must be given, got: neither');

  const [html, text] = [knownBytes(parts.html ?? []), knownBytes(parts.text ?? [])];
  if (html + text > MAX_TEMPLATE_BYTES) {
    report(`html and text together must be at most ${MAX_TEMPLATE_BYTES} bytes of UTF-8, got: ${html + text} (html ${html}, text ${text})`);
  }

  const dataProblem = template.sampleData && sampleDataProblem(template.sampleData);
  if (dataProblem) report(dataProblem);

  const withFile = (pieces: Piece[] | undefined, content: TemplateContent | undefined) => pieces && { pieces, file: content?._file() };
  const language = checkLanguage({
    subject: { pieces: parts.subject, file: template.subject._file() },
    html: withFile(parts.html, template.html),
    text: withFile(parts.text, template.text),
  }, dataProblem ? undefined : template.sampleData);
  problems.push(...formatDiagnostics(template.path, language.errors));

  return { parts, language };
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
