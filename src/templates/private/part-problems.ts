import { MAX_TEMPLATE_BYTES, SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../../contract/limits';

/** Text, with objects in place of deploy-time values. */
type Pieces = string | ReadonlyArray<string | object>;

/** The content of the parts whose size is limited. */
interface Bodies {
  readonly html?: Pieces;
  readonly text?: Pieces;
}

/** Whether the pieces are only whitespace, without deploy-time values. */
export function isBlank(pieces: Pieces): boolean {
  return [pieces].flat().every(piece => typeof piece === 'string' && piece.trim() === '');
}

/** SES rejects an empty subject (boto3#2464), an empty part must be omitted, and a blank part is a mistake, too. */
export function blankProblem(part: string, pieces: Pieces): string | undefined {
  return isBlank(pieces) ? `${part} must not be empty or blank, got: ${JSON.stringify([pieces].flat().join(''))}` : undefined;
}

/** A subject must be a single line, because it is a header of the mail. */
export function subjectProblem(pieces: Pieces): string | undefined {
  const all = [pieces].flat();
  if (isBlank(pieces) || !all.some(piece => typeof piece === 'string' && /[\r\n]/.test(piece))) return undefined;
  return `subject must be one line, got: ${JSON.stringify(all.map(piece => typeof piece === 'string' ? piece : '…').join(''))}`;
}

/**
 * The problem with the size of an email, or undefined.
 *
 * @param content the content with its partials compiled in
 * @param written the content without partials
 */
export function sizeProblem(content: Bodies, written: Bodies): string | undefined {
  const [html, text] = [knownBytes(content.html), knownBytes(content.text)];
  if (html + text <= MAX_TEMPLATE_BYTES) return undefined;
  const added = html + text - knownBytes(written.html) - knownBytes(written.text);
  return `html and text together must be at most ${MAX_TEMPLATE_BYTES} bytes of UTF-8, got: ${html + text} (html ${html}, text ${text}${added > 0 ? `; ${added} of them from partials` : ''})`;
}

/** The problem with a template's name, or undefined. */
export function templateNameProblem(name: string): string | undefined {
  if (name.startsWith(SCRATCH_PREFIX)) {
    return `must not begin with "${SCRATCH_PREFIX}", which is reserved for temporary templates that verify others, got: ${JSON.stringify(name)}`;
  }
  return TEMPLATE_NAME_PATTERN.test(name) ? undefined : `must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`;
}

/** A name that needs no brackets or quotes in `{{> name}}`, and is a valid file name on every file system. */
const PARTIAL_NAME = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/;

/** The problem with the name of a partial, or undefined. */
export function partialNameProblem(name: string, file: string | undefined): string | undefined {
  if (PARTIAL_NAME.test(name)) return undefined;
  return `the name of a partial must consist of [a-zA-Z0-9_-], with slashes as separators, got: ${JSON.stringify(name)}${file === undefined ? '' : ` of ${file}`}`;
}

/** The size of a part without deploy-time values, in bytes of UTF-8. */
function knownBytes(content: Pieces = ''): number {
  return [content].flat().reduce((bytes: number, piece) => bytes + (typeof piece === 'string' ? Buffer.byteLength(piece) : 0), 0);
}
