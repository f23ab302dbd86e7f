import { COMPARISONS, DEFAULTS, ELSE_IFS, homeOf, LOOPS } from './foreign-helpers';
import { Problem } from '../diagnostics/diagnostic';
import { HELPERS } from '../diagnostics/messages/helpers';
import { NAMES } from '../diagnostics/messages/syntax';
import { Block, Expression, Mustache, SubExpression } from '../parse/ast';
import { HELPER_NAMES } from '../parse/builtins';
import { conditionName } from '../parse/condition-name';
import { ternary } from '../parse/explain-tag';
import { nearest } from '../text/nearest';
import { Place } from '../text/source';

/** Names that a template's data probably has, for suggestions. */
export interface Hints {
  /** The variable whose name has the same letters, ignoring case and punctuation. */
  variable(words: readonly string[]): string | undefined;
}

export const NO_HINTS: Hints = { variable: () => undefined };

/** @param namesOf called when the first hint is needed */
export function hintsFrom(namesOf: () => Iterable<string>): Hints {
  let names: Map<string, string> | undefined;
  return { variable: words => (names ??= new Map(Array.from(namesOf(), name => [letters(name), name]))).get(letters(words.join(''))) };
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

interface UnknownCall {
  readonly call: Mustache | SubExpression | Block;
  readonly name: string;
  /** The whole tag, or a call in parentheses only. */
  readonly tag: string;
  /** The arguments as written. */
  readonly given: readonly string[];
}

/** Explains a tag that Handlebars takes for the call of an unknown helper. */
export function explainUnknownHelper(place: Place, unknown: UnknownCall, hints: Hints): Problem {
  return otherLanguage(place, unknown) ?? variable(place, unknown, hints) ?? helper(place, unknown);
}

function otherLanguage(place: Place, { call, name, tag, given }: UnknownCall): Problem | undefined {
  const [first, second = '', third = '', fourth = ''] = given;
  const isBlock = call.type === 'BlockStatement';
  if (name.endsWith(':')) return NAMES.objectInTag(place, tag, tag.replace(/^\{\{~?\s*|\s*~?\}\}$/g, ''));
  if (isBlock && LOOPS.has(name)) return NAMES.loopSyntax(place, tag, ['in', 'of', ':'].includes(second) ? `{{#each ${third} as |${first}|}}` : `{{#each ${first}}}`);
  if (isBlock || call.type === 'SubExpression') return undefined;
  if (first === '?' && third === ':') return NAMES.ternary(place, tag, ternary(name, second, fourth));
  if (['??', 'or', '||', '?:'].includes(first) && given.length === 2) return NAMES.defaultValue(place, tag, name, unquoted(second));
  if (DEFAULTS.has(name) && given.length === 2 && isText(call.params[1])) return NAMES.defaultValue(place, tag, first, unquoted(second).replace(/^default=/, ''));
  return undefined;
}

/** Several words that are meant as the name of a variable. */
function variable(place: Place, { call, name, tag, given }: UnknownCall, hints: Hints): Problem | undefined {
  const isNames = call.params.every(param => param.type === 'PathExpression' && !param.data) && call.params.length > 0 && !call.hash;
  if (call.type !== 'MustacheStatement' || !isNames) return undefined;
  const words = [name, ...given];
  const meant = hints.variable(words);
  if (meant === undefined && isNameOfHelper(name)) return undefined;
  return HELPERS.severalWords(place, tag, name, meant, `{{[${words.join(' ')}]}}`);
}

/** Common beginnings of helper names. */
const VERB = /^(?:format|to[A-Z]|is|has|get|upper|lower|capital|number|currency|money|round|trunc|trim|concat|join|json|raw|safe|t$|i18n|translate|encode|decode|escape|plural)/i;

function isNameOfHelper(name: string): boolean {
  return COMPARISONS.has(name) || ELSE_IFS.has(name) || homeOf(name) !== undefined || VERB.test(name) || nearest(name, HELPER_NAMES) !== undefined;
}

function helper(place: Place, { call, name, tag, given }: UnknownCall): Problem {
  const fix = ELSE_IFS.has(name) ? tag.replace(name, 'else if') : name === 'inline' ? `{{#* inline ${given[0] ?? '"name"'}}}…{{/inline}}` : undefined;
  const near = fix === undefined ? nearest(name, HELPER_NAMES) : undefined;
  const like = fix ?? (near && tag.replace(name, near));
  return HELPERS.unknownHelper(place, name, like, homeOf(name), advice(call, name, given));
}

function advice(call: UnknownCall['call'], name: string, given: readonly string[]): string {
  if (call.type === 'BlockStatement' || COMPARISONS.has(name)) {
    return `Do it in the code that sends the email, and test the result: {{#if ${conditionName(name, given)}}}…{{/if}}.`;
  }
  const index = call.params.findIndex(param => param.type === 'PathExpression' && !param.data);
  return `Format or compute the value in the code that sends the email, and print the result: {{${index < 0 ? 'value' : given[index]}}}.`;
}

function isText(node: Expression): boolean {
  return node.type === 'StringLiteral' || node.type === 'NumberLiteral';
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
