import { BLOCK_HELPERS } from './builtins';
import { explainTag, Explanation } from './explain-tag';
import { scanTags, Tag } from './tags';
import { Problem } from '../diagnostics/diagnostic';
import { HELPERS } from '../diagnostics/messages/helpers';
import { SYNTAX } from '../diagnostics/messages/syntax';
import { Source } from '../text/source';

/** Problems after these may only be consequences of them. */
const MAX_TAGS = 20;

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface MalformedTags {
  readonly problems: readonly Problem[];
  /** The places of the malformed tags. */
  readonly ranges: readonly Range[];
  /** The text with each malformed tag replaced by a well-formed one of the same length; absent if one does not fit, or if there are too many. */
  readonly repaired?: string;
}

/**
 * Finds the tags that Handlebars cannot parse, each independently of the others.
 *
 * Handlebars itself reports only the first token that does not fit its grammar, which is often lines after the mistake.
 */
export function malformedTags(source: Source): MalformedTags {
  const problems: Problem[] = [];
  const ranges: Range[] = [];
  const wellFormed = new Set<string>();
  let { text } = source;
  let isRepaired = true;
  let tags = scanTags(text);
  for (let index = 0; index < tags.length;) {
    const tag = tags[index];
    const written = text.slice(tag.start, tag.end);
    const explanation = wellFormed.has(written) ? undefined : explainTag(written, tag, text.slice(0, tag.start).slice(-1));
    if (!explanation) {
      wellFormed.add(written);
      index++;
      continue;
    }
    const end = tag.start + explanation.length;
    problems.push(explanation.problem({ source, start: tag.start, end }));
    ranges.push({ start: tag.start, end });
    const repaired = repair(text.slice(tag.start, end), explanation, tag);
    isRepaired &&= repaired !== undefined;
    if (problems.length === MAX_TAGS || (tag.sigil === '!' && !tag.closed)) return { problems, ranges };
    text = text.slice(0, tag.start) + (repaired ?? blank(text.slice(tag.start, end))) + text.slice(end);
    if (end === tag.end) {
      index++;
    } else {
      tags = scanTags(text, end);
      index = 0;
    }
  }
  return { problems, ranges, ...isRepaired && { repaired: text } };
}

/** Replacements that open or close the same block as a malformed tag. They are padded with spaces to the same length. */
const REPAIRED: Readonly<Record<string, (name: string) => string>> = {
  '#': name => `{{#${name} x`,
  '^': name => `{{^${name} x`,
  '#>': name => `{{#>${name}`,
  '#*': () => '{{#*inline "x"',
  '/': name => `{{/${name}`,
  'else': () => '{{else',
};

function repair(written: string, { length }: Explanation, tag: Tag): string | undefined {
  const [sigil, name] = intended(written, tag);
  if (name === '' && sigil !== 'else') return blank(written);
  const open = REPAIRED[sigil]?.(name);
  if (open === undefined) return blank(written);
  return open.length + 2 > length ? undefined : `${open}${blank(written).slice(open.length, length - 2)}}}`;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** The intended sigil and name of a tag. The scanner misreads `{{ #if x}}`, `{{/#if}}` and `{{#else}}`. */
function intended(written: string, { sigil, name }: Tag): [sigil: string, name: string] {
  const spaced = /^\{\{~?\s+([#/^])\s*([\w-]+)/.exec(written) ?? /^\{\{~?(\/)\s*#([\w-]+)/.exec(written);
  if (spaced) return [spaced[1], spaced[2]];
  return sigil === '#' && name.startsWith('else') ? ['else', ''] : [sigil, /^[\w./-]*/.exec(name)![0]];
}

const ENDS: ReadonlySet<string> = new Set(['end', 'endif', 'endfor', 'endeach', 'endunless', 'endwith', 'fi']);

/**
 * Finds the first block that is not closed, not opened, or crosses another.
 *
 * @param tags well-formed tags, which may differ from the source
 */
export function unpaired(source: Source, tags: readonly Tag[]): Problem | undefined {
  const text = (tag: Tag) => source.text.slice(tag.start, tag.end);
  const at = (tag: Tag) => ({ source, start: tag.start, end: tag.end });
  const lineOf = (tag: Tag) => source.position(tag.start).line;
  const open: Array<Tag & { otherwise?: Tag }> = [];
  for (const tag of tags) {
    const innermost = open[open.length - 1];
    if (tag.sigil === '{{{{' && !source.text.includes(`{{{{/${tag.name}}}}}`, tag.end)) return SYNTAX.rawBlockNotClosed(at(tag), text(tag), tag.name);
    if (tag.sigil.startsWith('#') || (tag.sigil === '^' && tag.name !== '')) {
      open.push({ ...tag });
    } else if (tag.sigil === 'else' || tag.sigil === '^') {
      const isInPartial = innermost?.sigil === '#*' || innermost?.sigil === '#>';
      if (!innermost || isInPartial) return SYNTAX.elseOutsideBlock(at(tag), text(tag), isInPartial);
      if (innermost.otherwise) return SYNTAX.elseAfterElse(at(tag), text(tag));
      if (tag.name === '') innermost.otherwise = tag;
    } else if (tag.sigil === '/') {
      if (innermost?.name === tag.name) {
        open.pop();
        continue;
      }
      const withoutHash = BLOCK_HELPERS.has(tag.name) ? tags.find(({ start, sigil, name }) =>
        sigil === '' && name === tag.name && start > (innermost?.start ?? -1) && start < tag.start) : undefined;
      if (withoutHash) return HELPERS.helperNeedsBlock(at(withoutHash), tag.name, `${text(withoutHash).replace(/^\{\{~?\s*/, '{{#')}…${text(tag)}`);
      if (!innermost) return SYNTAX.blockNotOpened(at(tag), text(tag), tag.name);
      return open.some(other => other.name === tag.name)
        ? SYNTAX.blockNotClosed(at(innermost), text(innermost), innermost.name, { tag: text(tag), line: lineOf(tag) })
        : SYNTAX.blockMismatch(at(tag), text(tag), tag.name, { tag: text(innermost), name: innermost.name, line: lineOf(innermost) });
    }
  }
  const last = open[open.length - 1];
  if (!last) return undefined;
  const instead = tags.find(tag => tag.start > last.start && tag.sigil === '' && ENDS.has(tag.name.toLowerCase()));
  return SYNTAX.blockNotClosed(at(last), text(last), last.name, undefined, instead && { tag: text(instead), line: lineOf(instead) });
}

/** Handlebars reports at least the line. */
export function unreadableLine(source: Source, cause: string): Problem {
  if (source.text.includes('\0')) {
    const at = source.text.indexOf('\0');
    return SYNTAX.nulCharacter({ source, start: at, end: at + 1 });
  }
  const line = Number(/on line (\d+)/.exec(cause)?.[1] ?? / - (\d+):\d+$/.exec(cause)?.[1] ?? 1);
  const { start, end } = source.place({ start: { line, column: 0 }, end: { line, column: (source.line(line) ?? '').length } });
  return SYNTAX.unreadableLine({ source, start, end }, /^Expecting.*/m.exec(cause)?.[0] ?? cause.split('\n')[0]);
}
