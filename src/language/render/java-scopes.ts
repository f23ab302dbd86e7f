import { Datum, isAbsent, ownProperty } from './datum';
import { Scope } from './evaluate';
import { isScoped, Path } from '../parse/ast';
import { isMemberOfJava } from '../parse/handlebars-java';

/** The result of looking up a path in handlebars.java. */
export interface Found {
  readonly datum?: Datum;
  /** The scope that has the path's first name. */
  readonly scope?: Scope<Datum>;
  /** The method that it calls instead, because the data has no field of that name. */
  readonly member?: string;
}

/**
 * Looks up a path as handlebars.java does: a name that is missing in a scope is looked up in the scopes around it, including
 * those around partials. Below a block with `as |…|` it behaves differently again, which is reported regardless of the data.
 */
export function lookUpInJava(path: Path, scope: Scope<Datum>, root: Datum): Found {
  const from = stepsOut(scope, path.depth, 'handlebars.java');
  if (!from) return {};
  const [first, ...rest] = path.parts;
  if (first === undefined) return hasNoValue(from) ? {} : { datum: from.context, scope: from };
  const found = isScoped(path) && path.depth === 0 ? here(from, first) : search(from, first) ?? (first === 'root' ? { datum: root } : undefined);
  return found ? fields(found, rest) : {};
}

/** Whether `this` has no value: in the `{{else}}` of `{{#with}}`, and in partials called there. */
export function hasNoValue<V>(scope: Scope<V>): boolean {
  return scope.entry === 'elseOfWith' || (scope.entry === 'partial' && hasNoValue(scope.around!));
}

/** The scope that the given number of `../` leads to. */
export function stepsOut<V>(scope: Scope<V>, steps: number, engine: 'handlebars.js' | 'handlebars.java'): Scope<V> | undefined {
  let from: Scope<V> | undefined = scope;
  for (let left = steps; left > 0 && from;) {
    if (engine === 'handlebars.js' ? from.entry === 'step' : from.entry !== 'partial' && from.entry !== 'sameContext') left--;
    from = from.around;
  }
  return from;
}

function search(scope: Scope<Datum>, name: string): Found | undefined {
  return here(scope, name) ?? (scope.around && search(scope.around, name));
}

function here(scope: Scope<Datum>, name: string): Found | undefined {
  if (hasNoValue(scope)) return undefined;
  const named = scope.named.get(name);
  if (named && !isAbsent(named.value)) return { datum: named, scope };
  const { withoutArguments } = scope.context;
  const found = field({ datum: scope.context, scope }, name);
  if (!found.datum && withoutArguments) return here({ ...scope, context: withoutArguments, named: new Map() }, name);
  return found.datum || found.member !== undefined ? found : undefined;
}

function fields(found: Found, names: readonly string[]): Found {
  return names.reduce(field, found);
}

function field(found: Found, name: string): Found {
  const { datum, member, scope } = found;
  if (member !== undefined) return found;
  if (!datum || isAbsent(datum.value)) return {};
  const value = isCharacter(datum.value, name) ? undefined : ownProperty(datum.value, name);
  if (!isAbsent(value)) return { datum: { value, name, of: datum }, scope };
  return isMemberOfJava(name) ? { member: name, scope } : {};
}

/** Whether a path takes a character of a string, which only handlebars.js supports. */
export function isCharacter(of: unknown, name: string | number | undefined): boolean {
  return typeof of === 'string' && name !== 'length';
}
