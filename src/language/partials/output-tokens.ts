import { Block, Call, lastArgument, Literal, Mustache, Node, Path } from '../parse/ast';
import { Unit } from '../parse/parse';
import { Place } from '../text/source';

/** A text to write, and the place that it comes from: character by character if `verbatim`, otherwise as a whole. */
export interface Piece {
  readonly text: string;
  readonly place: Place;
  readonly verbatim: boolean;
}

export interface TextToken {
  readonly kind: 'text';
  readonly value: string;
  readonly place: Place;
}

/** A tag before its whitespace control is decided. */
export interface TagToken {
  readonly kind: 'tag';
  /** The characters between `{{~` and the body. */
  readonly head: string;
  readonly body: readonly Piece[];
  /** The characters between the body and `~}}`. */
  readonly tail: string;
  /** Whether Handlebars removes the line if the tag is alone on it. */
  readonly standalone: boolean;
  readonly place: Place;
}

/** The end of an inline partial. The whitespace after it is not printed. */
export interface EndToken {
  readonly kind: 'end';
  readonly place: Place;
}

export type Token = TextToken | TagToken | EndToken;

export function textToken(value: string, place: Place): Token {
  return { kind: 'text', value, place };
}

/** `{{x}}` or `{{{x}}}` */
export function mustacheToken(node: Mustache, unit: Unit): Token {
  const [head, tail] = node.escaped ? ['', ''] : ['{', '}'];
  return { ...tag(unit.place(node.loc), head, [slice(unit, node.path, lastArgument(node))]), tail, standalone: false };
}

/** `{{#if x}}`, `{{^x}}`, `{{else if x}}` */
export function openToken(sigil: '#' | '^' | 'else ', node: Block, unit: Unit): Token {
  const place = unit.place(node.path.loc);
  const names = (node.program ?? node.inverse)?.blockParams ?? [];
  return tag(place, sigil, [
    slice(unit, node.path, lastArgument(node)),
    ...names.length > 0 ? [made(` as |${names.join(' ')}|`, place)] : [],
  ]);
}

export function elseToken(place: Place): Token {
  return tag(place, 'else');
}

export function closeToken(name: Path | Literal, unit: Unit): Token {
  return tag(unit.place(name.loc), '/', [slice(unit, name)]);
}

/** `{{> name arguments}}` */
export function partialToken(name: string, node: Call, unit: Unit): Token {
  const place = unit.place(node.loc);
  const first = node.params[0] ?? node.hash;
  return tag(place, '> ', [made(name, place), ...first ? [made(' ', place), slice(unit, first, lastArgument(node))] : []]);
}

/** `{{#* inline "name"}}` */
export function inlineToken(name: string, place: Place): Token {
  return tag(place, '#* ', [made(`inline "${name}"`, place)]);
}

/** A token that prints nothing, and separates what is before and after it. */
export function guardToken(place: Place): TagToken {
  return { ...tag(place, '! '), standalone: false };
}

export function isGuard(token: TagToken): boolean {
  return token.head === '! ';
}

function tag(place: Place, head: string, body: readonly Piece[] = []): TagToken {
  return { kind: 'tag', head, body, tail: '', standalone: true, place };
}

function slice(unit: Unit, from: Node, to: Node = from): Piece {
  const place = unit.place({ start: from.loc.start, end: to.loc.end });
  return { text: place.source.text.slice(place.start, place.end), place, verbatim: true };
}

function made(value: string, place: Place): Piece {
  return { text: value, place, verbatim: false };
}
