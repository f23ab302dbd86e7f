import { Program, programsIn } from './ast';
import { MAX_NESTING } from './builtins';
import { checkCharacters } from './check-characters';
import { malformedTags, Range, unpaired, unreadableLine } from './explain-syntax';
import { parseHandlebars } from './handlebars';
import { scanTags, Tag } from './tags';
import { Problem } from '../diagnostics/diagnostic';
import { NAMES, SYNTAX } from '../diagnostics/messages/syntax';
import { Location, Place, Source } from '../text/source';

/** A parsed text, with a mapping from its syntax tree to the original source. */
export interface Unit {
  readonly source: Source;
  readonly program: Program;
  /** The originals of compiled partials, by their compiled names. */
  readonly written?: ReadonlyMap<string, Written>;
  place(location: Location): Place;
}

export interface Written {
  readonly name: string;
  /** The layout whose block contains it. */
  readonly layout?: string;
  /** Whether it is that block. */
  readonly isBlock?: boolean;
}

export interface Parsed {
  /** Absent if the text is too broken to continue. If there are problems, use it only to find more of them. */
  readonly unit?: Unit;
  readonly problems: readonly Problem[];
  /** The places where the unit differs from what its author wrote. */
  readonly repaired?: readonly Range[];
}

/** Parses any text, or returns problems with their positions. Never throws. */
export function parse(source: Source): Parsed {
  if (source.reservedAt !== undefined) {
    const code = source.text.codePointAt(source.reservedAt)!.toString(16).toUpperCase();
    return { problems: [SYNTAX.reservedCharacter({ source, start: source.reservedAt, end: source.reservedAt + 1 }, code)] };
  }
  const tags = scanTags(source.text);
  const deepest = tooDeep(source.text, tags);
  if (deepest) return { problems: [NAMES.nestedTooDeeply({ source, start: deepest.start, end: deepest.end }, MAX_NESTING)] };
  try {
    const unit = unitOf(source, source.text, tags);
    const problems = checkCharacters(source, tags);
    return { unit, problems, repaired: problems.map(({ place }) => place!) };
  } catch (error) {
    return explain(source, error instanceof Error ? error.message : String(error));
  }
}

/** Explains all malformed tags, and the first unpaired block. */
function explain(source: Source, cause: string): Parsed {
  const { problems, ranges, repaired } = malformedTags(source);
  if (repaired === undefined) return { problems };
  const tags = scanTags(repaired);
  const pairing = unpaired(source, tags);
  if (pairing) return { problems: [...problems, pairing] };
  if (problems.length === 0) return { problems: [unreadableLine(source, cause)] };
  try {
    return { unit: unitOf(source, repaired, tags), problems, repaired: ranges };
  } catch {
    // Report the problems found so far.
    return { problems };
  }
}

function unitOf(source: Source, text: string, tags: readonly Tag[]): Unit {
  const program = parseHandlebars(blank(text, tags));
  dropLineBreaks(program);
  return { source, program, place: location => source.place(location) };
}

/** Replaces the text of comments by spaces, because Handlebars's lexer copies the rest of the text for each `{{!--`. */
function blank(text: string, tags: readonly Tag[]): string {
  let from = 0;
  const pieces: string[] = [];
  for (const { start, end, sigil, closed } of tags) {
    if (sigil !== '!' || !closed) continue;
    const inner = text.slice(start, end).replace(/^(\{\{~?!)([^]*?)(~?\}\})$/, (_, open: string, comment: string, close: string) =>
      open + comment.replace(/[^\r\n]/g, ' ') + close);
    pieces.push(text.slice(from, start), inner);
    from = end;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from);
}

/**
 * Removes the line break after an inline partial: "The newline isn't rendered in the final output." Handlebars itself removes it
 * only if the block's tags are alone on their lines.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
 */
function dropLineBreaks({ body }: Program): void {
  body.forEach((node, index) => {
    const after = body[index + 1];
    for (const inner of programsIn(node)) dropLineBreaks(inner);
    if (node.type !== 'DecoratorBlock' || after?.type !== 'ContentStatement') return;
    if (indentation(after.value) === indentation(after.original)) after.value = after.value.replace(/^\r?\n/, '');
  });
}

function indentation(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

/** Finds too deep nesting before parsing: the time of Handlebars's parser is quadratic in the depth, and its stack is limited. */
function tooDeep(text: string, tags: readonly Tag[]): Tag | undefined {
  const open = [0];
  for (const tag of tags) {
    const last = open.length - 1;
    if (tag.sigil === '/') {
      if (open.length > 1) open.pop();
    } else if (tag.sigil === 'else') {
      // Each `{{else if}}` adds a level to the tree until its block ends.
      if (tag.name !== '') open[last]++;
    } else if (tag.sigil.startsWith('#') || (tag.sigil === '^' && tag.name !== '')) {
      open.push(open[last] + 1);
    }
    if (open[open.length - 1] > MAX_NESTING || parentheses(text.slice(tag.start, tag.end)) > MAX_NESTING) return tag;
  }
  return undefined;
}

function parentheses(tag: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of tag) {
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth--;
  }
  return deepest;
}
