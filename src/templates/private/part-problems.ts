import { MAX_TEMPLATE_BYTES, SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../../contract/limits';

/** Text, with objects in place of what is known only when deployed. */
type Pieces = string | ReadonlyArray<string | object>;

/** The content of the parts that can be measured. */
interface Bodies {
  readonly html?: Pieces;
  readonly text?: Pieces;
}

/** Whether there is nothing but white space, now or when deployed. */
export function isBlank(pieces: Pieces): boolean {
  return [pieces].flat().every(piece => typeof piece === 'string' && piece.trim() === '');
}

/** SES refuses an empty subject (boto3#2464), and an empty part is to be left out; a blank one is a mistake as well. */
export function blankProblem(part: string, pieces: Pieces): string | undefined {
  return isBlank(pieces) ? `${part} must not be empty or blank, got: ${JSON.stringify([pieces].flat().join(''))}` : undefined;
}

/** A subject is one line of a mail's header. */
export function subjectProblem(pieces: Pieces): string | undefined {
  const all = [pieces].flat();
  if (isBlank(pieces) || !all.some(piece => typeof piece === 'string' && /[\r\n]/.test(piece))) return undefined;
  return `subject must be one line, got: ${JSON.stringify(all.map(piece => typeof piece === 'string' ? piece : '…').join(''))}`;
}

/**
 * What is wrong with the size of an email, or undefined.
 *
 * @param written without the partials that `content` has compiled in
 */
export function sizeProblem(content: Bodies, written: Bodies): string | undefined {
  const [html, text] = [knownBytes(content.html), knownBytes(content.text)];
  if (html + text <= MAX_TEMPLATE_BYTES) return undefined;
  const added = html + text - knownBytes(written.html) - knownBytes(written.text);
  return `html and text together must be at most ${MAX_TEMPLATE_BYTES} bytes of UTF-8, got: ${html + text} (html ${html}, text ${text}${added > 0 ? `; ${added} of them by partials` : ''})`;
}

/** What is wrong with a template's name, or undefined. */
export function templateNameProblem(name: string): string | undefined {
  if (name.startsWith(SCRATCH_PREFIX)) {
    return `must not begin with "${SCRATCH_PREFIX}", as only templates do that a deployment makes for a moment, to verify others, got: ${JSON.stringify(name)}`;
  }
  return TEMPLATE_NAME_PATTERN.test(name) ? undefined : `must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`;
}

/** What `{{> name}}` can call without brackets or quotes, and any file system can hold. */
const PARTIAL_NAME = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/;

/** What is wrong with the name of a partial, or undefined. */
export function partialNameProblem(name: string, file: string | undefined): string | undefined {
  if (PARTIAL_NAME.test(name)) return undefined;
  return `the name of a partial must be of [a-zA-Z0-9_-], with slashes between if need be, got: ${JSON.stringify(name)}${file === undefined ? '' : ` of ${file}`}`;
}

/** A part's size, without what is known only when deployed, in bytes of UTF-8. */
function knownBytes(content: Pieces = ''): number {
  return [content].flat().reduce((bytes: number, piece) => bytes + (typeof piece === 'string' ? Buffer.byteLength(piece) : 0), 0);
}
