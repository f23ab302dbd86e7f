import { guardToken, isGuard, Piece, TagToken, TextToken, Token } from './output-tokens';
import { Program } from '../parse/ast';
import { Unit } from '../parse/parse';
import { lastAtMost } from '../text/last-at-most';
import { Place, Source } from '../text/source';

/**
 * Prints nothing, and its `~` removes the space. It separates a brace or backslash from what follows, which is then neither part of
 * the same braces nor escaped. In handlebars.java, a comment cannot do that, and a second backslash does not end an escape
 * (docs/template-language-facts.md#escaped-backslash).
 */
const SEPARATOR = ' {{~#if ""}}{{/if}}';
/** Each separator costs SES some work. A text with more unclosed braces is reported elsewhere. */
const MAX_SEPARATORS = 100;

/** A text assembled from pieces, with the origin of each piece. */
export class MappedText {
  private readonly starts: number[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private separators = 0;

  /** Parsing the text again yields the same tokens: nothing in it becomes whitespace control or an escape by accident. */
  constructor(tokens: readonly Token[]) {
    const guarded = guard(join(tokens));
    guarded.forEach((token, index) => this.write(token, guarded[index - 1], guarded[index + 1]));
  }

  get text(): string {
    return this.pieces.map(piece => piece.text).join('');
  }

  /** A unit whose positions are those of the original texts. */
  unit(source: Source, program: Program): Unit {
    return { source, program, place: location => this.origin(source.place(location)) };
  }

  private origin({ start, end }: Place): Place {
    const index = lastAtMost(this.starts, start);
    const { place, verbatim } = this.pieces[index];
    if (!verbatim) return place;
    const from = place.start + start - this.starts[index];
    return { source: place.source, start: from, end: Math.min(from + end - start, place.end) };
  }

  private write(token: Token, before: Token | undefined, after: Token | undefined): void {
    switch (token.kind) {
      case 'text': return this.writeText(token);
      case 'tag': return this.tag(token, before, after);
      // "The newline character is required to separate the inline block from the content" (SES), and `~` removes it in both
      // engines.
      default: return this.add('{{/inline~}}\n', token.place);
    }
  }

  private writeText({ value, place }: TextToken): void {
    let text = value;
    for (; text.startsWith('{{') && !isEscapable(text) && this.separators < MAX_SEPARATORS; text = text.slice(1)) {
      this.separators++;
      this.add(`{${SEPARATOR}`, place);
    }
    if (!text.startsWith('{{')) return this.add(text, place);
    const end = text.includes('}}') ? text.indexOf('}}') + 2 : text.length;
    // In handlebars.java, `~` does not remove the space of the text directly after an escape.
    const apart = /[{\\]$/.test(text) && end < text.length;
    return this.add(`\\${text.slice(0, end)}${apart ? '{{! }}' : ''}${text.slice(end)}`, place);
  }

  private tag(token: TagToken, before: Token | undefined, after: Token | undefined): void {
    const { head, body, tail, place } = token;
    const left = before?.kind === 'text' && /[{\\]$/.test(before.value);
    const right = after?.kind === 'text' && after.value.startsWith('}');
    if (isGuard(token)) return this.add(left ? SEPARATOR : '{{! }}', place);
    // A brace next to the tag would be read as part of it. `~` removes the space that separates them.
    this.add(`${left ? ' {{~' : '{{'}${head}`, place);
    for (const piece of body) this.add(piece.text, piece.place, piece.verbatim);
    return this.add(`${tail}${right ? '~}} ' : '}}'}`, place);
  }

  private add(text: string, place: Place, verbatim = false): void {
    this.starts.push(this.length);
    this.pieces.push({ text, place, verbatim });
    this.length += text.length;
  }
}

/** Whether both engines read the escape the same way: it ends at the next `}}` in handlebars.java, at the next `{{` in handlebars.js. */
function isEscapable(text: string): boolean {
  return !text.startsWith('{{{') && text.includes('}}');
}

/** Merges adjacent text tokens, then splits before every `{{`, because an escape covers only the text up to the next one. */
function join(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token.kind !== 'text') {
      joined.push(token);
      continue;
    }
    let { value } = token;
    for (let next = tokens[index + 1]; next?.kind === 'text'; next = tokens[index + 1]) {
      value += next.value;
      index++;
    }
    const pieces = value.includes('{{') ? value.match(/\{\{(?:(?!\{\{)[^])*|(?:(?!\{\{)[^])+/g)! : [value];
    for (const piece of pieces) {
      if (piece !== '') joined.push({ ...token, value: piece });
    }
  }
  return joined;
}

/** Adds guards where Handlebars would remove intended whitespace because a tag seems to be alone on its line. */
function guard(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, index): Token[] => {
    const before = textOf(tokens[index - 1]);
    const after = textOf(tokens[index + 1]);
    const keepApart = guardToken(token.place);
    switch (token.kind) {
      case 'text':
        return token.value.endsWith('\\') && after !== undefined ? [token, keepApart] : [token];
      case 'end':
        return [...before && (/[{\\]$/.test(before) || endsInIndentation(before)) ? [keepApart] : [], token, ...after && /^\s/.test(after) ? [keepApart, keepApart] : []];
      default:
        if (!token.standalone) return [token];
        return [
          ...before && endsInIndentation(before) && index === tokens.length - 1 ? [keepApart] : [],
          token,
          ...after && /^\s*?\r?\n/.test(after) ? [keepApart] : [],
        ];
    }
  });
}

function textOf(token: Token | undefined): string | undefined {
  return token?.kind === 'text' ? token.value : undefined;
}

/** Whether a text ends in whitespace that would be removed before a tag that is alone on its line. */
function endsInIndentation(text: string): boolean {
  const whitespace = text.slice(text.trimEnd().length);
  return whitespace.includes('\n') && /[ \t]$/.test(whitespace);
}
