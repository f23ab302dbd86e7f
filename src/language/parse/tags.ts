/** The characters that a tag begins with, after `{{` and `~`. */
export type Sigil = '' | '#' | '^' | '/' | '>' | '#>' | '#*' | '*' | '!' | '&' | '{' | '{{{{' | 'else';

/** One `{{…}}` of a text, found without parsing: accurate enough to explain syntax errors. */
export interface Tag {
  readonly start: number;
  /** The offset after its `}}`, or the end of the text if it has none. */
  readonly end: number;
  readonly closed: boolean;
  readonly sigil: Sigil;
  /** The name that it opens, closes, calls or prints. */
  readonly name: string;
}

const HEAD = /^\{\{~?(#>|#\s*\*|[#^/>*!&{]|else\b)?[\s>]*/;

/** The result for the last text, because several checks of a text use its tags. */
let last: { readonly text: string; readonly tags: readonly Tag[] } | undefined;

/** Finds tags by the rules of Handlebars's lexer for escapes, comments, quotes and raw blocks. `from` must be outside tags. */
export function scanTags(text: string, from = 0): readonly Tag[] {
  if (from > 0) return scan(text, from);
  if (last?.text !== text) last = { text, tags: scan(text, 0) };
  return last.tags;
}

function scan(text: string, from: number): readonly Tag[] {
  const tags: Tag[] = [];
  let at = from;
  for (;;) {
    const start = text.indexOf('{{', at);
    if (start < 0) return tags;
    const before = text.slice(Math.max(at, start - 2), start);
    if (before.endsWith('\\') && before !== '\\\\') {
      at = escapedEnd(text, start + 2);
      continue;
    }
    const tag = tagAt(text, start);
    tags.push(tag);
    at = tag.sigil === '{{{{' && tag.closed ? rawBlockEnd(text, tag.end) : tag.end;
  }
}

/** `\{{` makes everything up to the next tag, or the backslashes before it, plain text. */
function escapedEnd(text: string, from: number): number {
  const next = text.indexOf('{{', from);
  if (next < 0) return text.length;
  let end = next;
  while (end > from && next - end < 2 && text[end - 1] === '\\') end--;
  return end;
}

function tagAt(text: string, start: number): Tag {
  if (text.startsWith('{{{{', start)) return finish(text, start, '{{{{', closing(text, start + 4, '}}}}'));
  const comment = /^\{\{~?!(--)?/.exec(text.slice(start, start + 6));
  if (comment) {
    const body = start + comment[0].length;
    const end = comment[1] ? endOf(/--~?\}\}/g, text, body - 2) : endOf(/\}\}/g, text, body);
    return { start, end: end ?? text.length, closed: end !== undefined, sigil: '!', name: '' };
  }
  const head = HEAD.exec(text.slice(start, start + 200))!;
  const sigil = (head[1] ?? '').replace(/\s/g, '') as Sigil;
  let end = closing(text, start + head[0].length, '}}');
  // Handlebars reads three or four closing braces as one token, regardless of how the tag opens.
  for (const most = end === undefined ? 0 : end + 2; end !== undefined && end < most && text[end] === '}';) end++;
  return finish(text, start, sigil, end);
}

function finish(text: string, start: number, sigil: Sigil, end: number | undefined): Tag {
  const inner = text.slice(start, end).slice(sigil === '{{{{' ? 4 : 0).replace(HEAD, '');
  return { start, end: end ?? text.length, closed: end !== undefined, sigil, name: /^[^\s}~|()]*/.exec(inner)![0] };
}

/** The offset after the braces that close a tag. Braces in quotes or brackets do not count. */
function closing(text: string, from: number, braces: string): number | undefined {
  // An unclosed quote is an error, but must not hide the tags that follow.
  const next = text.indexOf('{{', from);
  const within = next < 0 ? text.length : next;
  const unclosed = new Set<string>();
  for (let at = from; at < text.length; at++) {
    if (text.startsWith(braces, at)) return at + braces.length;
    const quote = text[at] === '[' ? ']' : text[at] === '"' || text[at] === '\'' ? text[at] : undefined;
    if (quote === undefined || at >= within || unclosed.has(quote)) continue;
    const end = quoteEnd(text, at + 1, within, quote);
    if (end === undefined) unclosed.add(quote);
    else at = end;
  }
  return undefined;
}

function quoteEnd(text: string, from: number, within: number, quote: string): number | undefined {
  for (let at = from; at < within; at++) {
    if (text[at] === quote && text[at - 1] !== '\\') return at;
  }
  return undefined;
}

/** The end of a raw block. Raw blocks can be nested, and contain no tags. */
function rawBlockEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = text.indexOf('{{{{', from); at >= 0; at = text.indexOf('{{{{', at + 4)) {
    depth += text[at + 4] === '/' ? -1 : 1;
    const end = text.indexOf('}}}}', at);
    if (depth === 0 && end >= 0) return end + 4;
  }
  return text.length;
}

function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text) ? pattern.lastIndex : undefined;
}
