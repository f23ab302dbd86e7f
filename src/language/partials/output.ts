import { guardToken, isGuard, Piece, TagToken, TextToken, Token } from './output-tokens';
import { Program } from '../parse/ast';
import { Unit } from '../parse/parse';
import { lastAtMost } from '../text/last-at-most';
import { Place, Source } from '../text/source';

/**
 * Prints nothing, and its `~` removes the space: what follows a brace or a backslash is then neither one of its braces nor
 * escaped by it. In handlebars.java, a comment cannot do that, and a second backslash does not end an escape
 * (docs/template-language-facts.md#escaped-backslash).
 */
const SEPARATOR = ' {{~#if ""}}{{/if}}';

/** A text that was put together from others, and remembers where each piece of it comes from. */
export class MappedText {
  private readonly starts: number[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;

  /** Parsed again, the text gives what the tokens were made of: nothing is taken for whitespace control or an escape. */
  constructor(tokens: readonly Token[]) {
    const guarded = guard(join(tokens));
    guarded.forEach((token, index) => this.write(token, guarded[index - 1], guarded[index + 1]));
  }

  get text(): string {
    return this.pieces.map(piece => piece.text).join('');
  }

  /** Its positions are those of what it was made of. */
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
      // "The newline character is required to separate the inline block from the content" (SES), and `~` removes it
      // whatever Handlebars it is.
      default: return this.add('{{/inline~}}\n', token.place);
    }
  }

  private writeText({ value, place }: TextToken): void {
    let text = value;
    for (; text.startsWith('{{') && !isEscapable(text); text = text.slice(1)) this.add(`{${SEPARATOR}`, place);
    if (!text.startsWith('{{')) return this.add(text, place);
    const end = text.indexOf('}}') + 2;
    // In handlebars.java, the text right after an escape keeps its space whatever `~` follows.
    const apart = /[{\\]$/.test(text) && end < text.length;
    return this.add(`\\${text.slice(0, end)}${apart ? '{{! }}' : ''}${text.slice(end)}`, place);
  }

  private tag(token: TagToken, before: Token | undefined, after: Token | undefined): void {
    const { head, body, tail, place } = token;
    const left = before?.kind === 'text' && /[{\\]$/.test(before.value);
    const right = after?.kind === 'text' && after.value.startsWith('}');
    if (isGuard(token)) return this.add(left ? SEPARATOR : '{{! }}', place);
    // A brace next to the tag's own would be read as one of them. `~` removes the space that keeps them apart.
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

/** An escape ends with the next `}}` in handlebars.java, with the next `{{` in handlebars.js. */
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

/** Guards where Handlebars would remove whitespace that is meant, because it takes a tag to be alone on its line. */
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

/** What would be removed before a tag that is alone on its line. */
function endsInIndentation(text: string): boolean {
  const whitespace = text.slice(text.trimEnd().length);
  return whitespace.includes('\n') && /[ \t]$/.test(whitespace);
}
