import { conditionName } from './condition-name';
import { parseHandlebars } from './handlebars';
import { Tag } from './tags';
import { Problem } from '../diagnostics/diagnostic';
import { NAMES, SYNTAX } from '../diagnostics/messages/syntax';
import { Place } from '../text/source';

export interface Explanation {
  readonly problem: (place: Place) => Problem;
  /** The length of the tag itself: the text of an unclosed tag includes what follows it. */
  readonly length: number;
}

/**
 * Explains what is wrong with a tag. Returns undefined if it is well formed.
 *
 * @param before the text before the tag, at least one character
 */
export function explainTag(text: string, tag: Tag, before: string): Explanation | undefined {
  if (!tag.closed) return unclosed(text, tag);
  if (tag.sigil === '{{{{') return undefined;
  if (tag.sigil === '#' && tag.name === 'else') return { problem: place => SYNTAX.elseWithHash(place, text, text.replace('#', '')), length: text.length };
  const cause = failure(text, tag);
  if (cause === undefined) return undefined;
  const swallowed = swallowing(text);
  if (swallowed) return swallowed;
  const problem = /Invalid path/.test(cause) && /[\w\]]\/\.\.?\//.test(text)
    ? (place: Place) => SYNTAX.parentInPath(place, text, `{{${'../'.repeat(text.split('../').length - 1)}${/[\w.-]+(?=\s*~?\}\}$)/.exec(text)?.[0] ?? 'name'}}}`)
    : describe(text, tag, before);
  return { problem, length: text.length };
}

/** The reason why Handlebars cannot parse a tag, even with a matching opening or closing tag. */
function failure(text: string, { sigil, name }: Tag): string | undefined {
  const alone = sigil === 'else' || name === '' && sigil === '^' ? `{{#if x}}${text}{{/if}}`
    : sigil === '/' ? `{{#${name}}}${text}`
      : sigil.startsWith('#') || sigil === '^' ? `${text}{{/${name}}}`
        : text;
  try {
    parseHandlebars(alone);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return /doesn't match/.test(message) ? undefined : message;
  }
}

function unclosed(text: string, tag: Tag): Explanation {
  if (tag.sigil === '!') return { problem: place => SYNTAX.commentNotClosed(place, text.slice(0, 6).includes('--') ? '--}}' : '}}'), length: text.length };
  return unclosedTag(text.slice(0, 200));
}

/** The scanner extends an unclosed tag to the next closing braces; only its first words belong to it. */
function unclosedTag(text: string): Explanation {
  const own = /^\{\{[^\n<]*?(?=\{\{|\n|<|$)/.exec(text)?.[0] ?? text;
  const length = Math.max(own.trimEnd().length, 2);
  const single = /^(\{\{[^{}\n]*\})(?!\})/.exec(text);
  if (single) return { problem: place => SYNTAX.tagNotClosed(place, single[1], 'oneBrace'), length };
  const words = /^\{\{~?[#/^>&]?\s*[\w.@/-]*/.exec(text)![0].trimEnd();
  const isEmpty = /^\{\{~?[#/^>&]?\s*($|[<,;)])/.test(text);
  return { problem: place => SYNTAX.tagNotClosed(place, words, isEmpty ? 'empty' : 'open'), length };
}

/** Explains an unclosed tag or quote that extends into the next tag. */
function swallowing(text: string): Explanation | undefined {
  const end = text.indexOf('}}');
  const first = text.slice(0, end + 2);
  if (first.length < text.length && text[end + 2] !== '}' && !first.slice(2).includes('{{') && openQuote(first)) {
    return { problem: quoteProblem(first), length: first.length };
  }
  return text.indexOf('{{', 2) > 1 && !text.startsWith('{{{') || /\n\s*</.test(text) ? unclosedTag(text) : undefined;
}

/** The first quote without a matching one. */
function openQuote(text: string): { readonly index: number } | undefined {
  const quoted = text.replace(/"[^"]*"|'[^']*'/g, match => ' '.repeat(match.length));
  const index = quoted.search(/["']/);
  return index < 0 ? undefined : { index };
}

function quoteProblem(text: string): (place: Place) => Problem {
  const { index } = openQuote(text)!;
  const before = text.slice(index + 1).replace(/\s*~?\}+$/, '');
  return place => SYNTAX.quoteNotClosed(place, text, before, text.slice(0, index) + text.slice(index + 1));
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: '\'', nbsp: ' ', amp: '&', lt: '<', gt: '>', ldquo: '"', rdquo: '"', lsquo: '\'', rsquo: '\'' };
const ENTITY = /&(?:([a-z]+)|#(\d+));/i;
const SIGNS_OUTSIDE_NAMES = /[!"#%&'()*+,;<=>@[\\\]^`{|}~]/;
const OPERATOR = /[=!<>]=|&&|\|\||[<>+*]|(?<=[\w"'\])]\s*)%(?=\s*[\w"'(])|(^|[\s(])[!=-]/;

function describe(text: string, tag: Tag, before: string): (place: Place) => Problem {
  const inner = text.replace(/^\{\{+~?(else\b|[#/^>*!&]*)\s*/, '').replace(/\s*~?\}+$/, '');
  if (inner === '') return place => SYNTAX.emptyTag(place, text);
  const [opened, closed] = [/^\{*/.exec(text)![0].length, /\}*$/.exec(text)![0].length];
  if (opened !== closed) return place => SYNTAX.bracesDiffer(place, text, inner, opened, closed);

  const entity = ENTITY.exec(text);
  if (entity) {
    const decoded = decode(text);
    // The text that an editor escaped may itself be malformed.
    const unescaped = { ...tag, name: /^[^&\s]*/.exec(tag.name)![0] };
    return decoded !== text && failure(decoded, unescaped) !== undefined ? describe(decoded, unescaped, before)
      : place => SYNTAX.entityInTag(place, text, entity[0], withoutQuotes(decoded));
  }
  if (/\\["']/.test(text)) return place => SYNTAX.backslashInTag(place, text, text.replace(/\\(["'])/g, '$1'));
  if (/<\/?[a-z][^<>]*>/i.test(text)) return place => SYNTAX.htmlInTag(place, text, htmlMovedOut(text));

  const early = /^(\{\{~?)\s+([#/>^!*&])\s*([^]*?)\s*(~?\}\})$/.exec(text);
  if (early) {
    const [, open, sign, rest, close] = early;
    return place => SYNTAX.spaceBeforeSign(place, text, sign, `${open}${sign}${sign === '>' ? ' ' : ''}${rest}${close}`);
  }
  if (tag.sigil === '/') return place => SYNTAX.closingTag(place, text, tag.name.replace(/^#/, ''));

  if (/(^|[\s(])\.[\p{L}_]/u.test(inner)) return place => SYNTAX.leadingDot(place, text, text.replace(/(^|[\s({])\.(?=[\p{L}_])/gu, '$1').replace(/^\{\{\s+/, '{{').replace(/\s+\}\}$/, '}}'));
  if (/^["']?[\w-]+["']?\s*:\s/.test(inner) || (before.endsWith('=') && inner.includes(':'))) return place => NAMES.objectInTag(place, text, inner);
  return calculation(text, tag, inner) ?? path(text, inner) ?? other(text, inner);
}

/** Default values, functions, comparisons and filters. */
function calculation(text: string, { sigil, name }: Tag, inner: string): ((place: Place) => Problem) | undefined {
  const fallback = /^([^\s|?]+)\s*(?:\?\?|\|\||\|\s*default\b\s*[:(]?)\s*(.+?)\)?$/.exec(inner);
  if (fallback && sigil !== '#' && sigil !== 'else') return place => NAMES.defaultValue(place, text, fallback[1], unquoted(fallback[2]));
  const call = /([^\s()]+)\(\s*([^()]*)/.exec(inner);
  if (call) {
    const [, called, argument] = call;
    const value = called.includes('.') ? called.slice(0, called.lastIndexOf('.')) : /^[\p{L}_][\w.]*/u.exec(argument)?.[0] ?? called;
    return place => SYNTAX.functionCall(place, text, value);
  }
  if (/[\w"'\])]\s*\?.*:/.test(inner)) {
    const [, test, yes, no] = /^(.*?)\s*\?\s*(.*?)\s*:\s*(.*)$/.exec(inner)!;
    return place => NAMES.ternary(place, text, ternary(test, yes, no));
  }
  if (OPERATOR.test(inner)) return comparison(text, sigil, name, inner);
  const filtered = /^(.*?)\s*\|/.exec(inner);
  if (filtered && !/\bas\s*\|/.test(inner)) return place => SYNTAX.filter(place, text, filtered[1].trim() || 'value');
  return undefined;
}

function comparison(text: string, sigil: Tag['sigil'], name: string, inner: string): (place: Place) => Problem {
  const isBlock = sigil === '#' || sigil === 'else';
  const condition = (isBlock && sigil === '#' ? inner.slice(name.length) : inner.replace(/^if\b/, '')).trim().replace(/^\((.*)\)$/, '$1');
  const write = (result: string) => sigil === 'else' ? `{{else if ${result}}}` : `{{#if ${result}}}…{{/if}}`;
  const negated = /^!\s*([\w.@/[\]-]+)$/.exec(condition);
  if (negated && sigil === '#') return place => NAMES.comparison(place, text, `{{#unless ${negated[1]}}}…{{/unless}}`, true);
  const [, left, operator, right] = /^(.+?)\s*(===?|!==?|>=?|<=?|&&|\|\|)\s*(.+)$/.exec(condition) ?? [];
  if (operator === '&&' && sigil === '#' && /^[\w.]+$/.test(left) && /^[\w.]+$/.test(right)) {
    return place => NAMES.comparison(place, text, `{{#if ${left}}}{{#if ${right}}}…{{/if}}{{/if}}`, true);
  }
  const result = operator === undefined ? 'isTrue' : conditionName(operator, [left, right]);
  return place => NAMES.comparison(place, text, isBlock ? write(result) : operator === undefined ? '{{result}}' : `{{#if ${result}}}…{{/if}}`, false);
}

/** The Handlebars equivalent of `test ? yes : no`. */
export function ternary(test: string, yes: string, no: string): string {
  const print = (value: string) => /^["'\d]/.test(value) ? unquoted(value) : `{{${value}}}`;
  const name = /^[\p{L}_][\w.]*$/u.test(test) ? test : 'isTrue';
  return `{{#if ${name}}}${print(yes)}{{else}}${print(no)}{{/if}}`;
}

function path(text: string, inner: string): ((place: Place) => Problem) | undefined {
  const index = /([\w.@]+)(?:\[(\d+)\]|\.(\d+))/.exec(inner);
  if (index) return place => SYNTAX.listIndex(place, text, text.replace(/([\w\]])(?:\[(\d+)\]|\.(\d+)\b)/g, '$1.[$2$3]'), index[1]);
  if (/\w\[["'][^"']*["']\]/.test(inner)) {
    return place => SYNTAX.propertyInBrackets(place, text, text.replace(/\[["']([^"']*)["']\]/g, (_, key: string) => /^\w+$/.test(key) ? `.${key}` : `.[${key}]`));
  }
  return undefined;
}

function other(text: string, inner: string): (place: Place) => Problem {
  if (openQuote(text)) return quoteProblem(text);
  if (/\bas\s*\|/.test(inner)) return place => NAMES.loopSyntax(place, text, `${text.replace(/\s+as\s*\|.*$/, '')} as |item|}}`);
  const sign = SIGNS_OUTSIDE_NAMES.exec(inner)?.[0];
  const name = /[\p{L}\p{N}_][\p{L}\p{N}_.-]*/u.exec(inner)?.[0].replace(/\.+$/, '');
  return place => SYNTAX.unparsableTag(place, text, sign, name ?? 'name');
}

function decode(text: string): string {
  return text.replace(new RegExp(ENTITY, 'gi'), (entity, name: string | undefined, code: string | undefined) =>
    name === undefined ? String.fromCharCode(Number(code)).replace('\u00A0', ' ') : ENTITIES[name.toLowerCase()] ?? entity);
}

/** `{{"name"}}` as `{{name}}`. */
function withoutQuotes(tag: string): string {
  return tag.replace(/^(\{\{\s*)(["'])([\w.]+)\2(\s*\}\})$/, '$1$3$4');
}

function unquoted(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** `{{<b>name</b>}}` as `<b>{{name}}</b>`. */
function htmlMovedOut(tag: string): string {
  const [, open, before, middle, after, close] = /^(\{\{+~?(?:[#/^>&]|else\b)?\s*)((?:<[^<>]*>\s*)*)([^]*?)((?:\s*<[^<>]*>)*)(\s*~?\}+)$/.exec(tag)!;
  return `${before.trim()}${open}${middle.replace(/<[^<>]*>/g, '')}${close}${after.trim()}`;
}
