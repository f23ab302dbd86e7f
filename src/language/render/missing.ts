import { Datum, isAbsent, ownProperty, pathOf } from './datum';
import { Scope } from './evaluate';
import { likenessTo, Suggestions, suggestPaths } from './suggest';
import { Usage } from './usage';
import { Place } from '../text/source';
import { list, listSome, quote } from '../text/words';

/** A value that a template prints and the data lacks. */
export interface Missing {
  /** The name in the template. */
  readonly name: string;
  readonly datum: Datum;
  readonly scope: Scope<Datum>;
  readonly places: readonly Place[];
}

/** The data and its usage, once all parts are rendered. */
export interface Rendered {
  readonly root: Datum;
  readonly usage: Usage;
}

/** Suggests what the author of `{{name}}` may have meant. */
export function adviceFor(missing: Missing, { root, usage }: Rendered): string {
  const { name, datum, scope } = missing;
  const why = reason(missing);
  if (why !== undefined) return why;
  const path = pathOf(datum);
  const where = path === name || path === '' ? '' : `SES looks for it at ${quote(path)}.`;
  return [where, didYouMean(suggestPaths(name, scope, root, usage))].filter(Boolean).join(' ');
}

/** The reason why a value is missing, if it is obvious. */
function reason({ name, datum, scope }: Missing): string | undefined {
  if (datum.value === null) return `\`${quote(pathOf(datum))}\` is null, which SES treats as missing.`;
  if (/^[\w-]+:./.test(name)) return `Two braces make a tag, even in a style sheet. For CSS, write { ${quote(name)} }.`;
  const { context } = scope;
  const isItemOfObject = scope.loop && typeof context.name === 'string' && !isAbsent(context.of?.value) && typeof context.value !== 'object';
  if (!isItemOfObject) return undefined;
  const object = quote(pathOf(context.of!));
  return `\`${object}\` is an object, and {{#each}} iterates over its values: send a list, or write {{#with ${object}}}.`;
}

function didYouMean({ paths, isOutside }: Suggestions): string {
  if (paths.length === 0) return '';
  const outside = isOutside ? ' Inside {{#each}} and {{#with}}, a name refers to the item; ../ leads out.' : '';
  return `Did you mean ${list(paths.map(path => `\`${quote(path)}\``), 'or')}?${outside}`;
}

const MAX_KEYS = 8;
const MAX_OBJECTS = 2;
/** Objects with more keys are not sorted by similarity. */
const MAX_RANKED = 1_000;

/** Describes the objects that lack the missing values: similar keys first, then keys that the template does not print. */
export function describeData(missing: readonly Missing[], { usage }: Rendered): string {
  const objects = new Map<unknown, { readonly of: Datum; readonly names: string[] }>();
  for (const { datum: { of, name, value } } of missing) {
    if (!of || value === null || !(isAbsent(of.value) || typeof of.value === 'object')) continue;
    const { value: object } = withoutArguments(of);
    const known = objects.get(object) ?? { of, names: [] };
    known.names.push(String(name));
    objects.set(object, known);
  }
  return [...objects.values()].slice(0, MAX_OBJECTS).map(({ of, names }) => contents(of, names, usage)).join(' ');
}

function contents(of: Datum, names: readonly string[], usage: Usage): string {
  const path = pathOf(of);
  const where = path === '' ? 'The data' : `\`${quote(path)}\``;
  if (isAbsent(of.value)) return `${where} itself is missing.`;
  const isLike = likenessTo(names);
  const { value: data } = withoutArguments(of);
  // Arguments of partials are no data, but one may be misspelled.
  const keys = Object.keys(of.value as object).filter(key => ownProperty(data, key) !== undefined || isLike(key));
  if (keys.length === 0) return `${where} is empty.`;
  const rank = (key: string) => isLike(key) ? 0 : usage.has(of.value, key) ? 2 : 1;
  const ranked = keys.length > MAX_RANKED ? keys
    : keys.map(key => ({ key, rank: rank(key) })).sort((a, b) => a.rank - b.rank).map(({ key }) => key);
  return `${where} contains ${listSome(ranked.map(quote), MAX_KEYS)}.`;
}

function withoutArguments(datum: Datum): Datum {
  return datum.withoutArguments ? withoutArguments(datum.withoutArguments) : datum;
}
