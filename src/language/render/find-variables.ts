import { newShape, pathOf, Shape } from './data-shape';
import { Domain, Evaluator, LimitReached, Scope } from './evaluate';
import { stepsOut } from './java-scopes';
import { OuterNames } from './outer-names';
import { Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import { VARIABLES } from '../diagnostics/messages/helpers';
import { PARTIALS } from '../diagnostics/messages/partials';
import { Mustache, nameOf, Path } from '../parse/ast';
import { LOOP_VARIABLES, LoopVariable } from '../parse/builtins';
import { LOOP_VARIABLES_OF_JAVA } from '../parse/handlebars-java';
import { Unit, Written } from '../parse/parse';
import { memo } from '../text/memo';

/** A value at one place of the walk. The items of two loops over the same list are different values. */
export interface Ref {
  readonly kind: 'data';
  readonly shape: Shape;
  readonly parent?: Ref;
  readonly fields: Map<string, Ref>;
}

export type Value =
  | Ref
  | { readonly kind: 'constant'; readonly value?: unknown; readonly known: boolean }
  | { readonly kind: 'extended'; readonly base: Value; readonly named: ReadonlyMap<string, Value> }
  | { readonly kind: 'nothing' };

export interface Shapes {
  readonly problems: Problem[];
  /** How many unsubscribe links of SES the part has; of two branches, the larger number counts. */
  readonly unsubscribeLinks: number;
  /** The paths of printed variables, and the tags that print them. */
  readonly printed: ReadonlyMap<string, ReadonlySet<Mustache>>;
}

const MAX_STEPS = 200_000;
const UNSUBSCRIBE_LINK = '{{amazonSESUnsubscribeUrl}}';

/** Adds what a part requires of the data to `root`. */
export function findVariables(unit: Unit, root: Shape): Shapes {
  const finder = new Finder(unit, root);
  try {
    new Evaluator<Value>(finder, unit.program, MAX_STEPS).run();
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    finder.problems.push(PARTIALS.tooManyPartials(error.node && unit.place(error.node.loc)));
  }
  for (const problem of finder.observer.problems()) finder.problems.push(problem);
  return finder;
}

class Finder implements Domain<Value>, Shapes {
  readonly root: Ref;
  readonly nothing: Value = { kind: 'nothing' };
  /** A missing value that is already reported. */
  private readonly reportedNothing: Value = { kind: 'nothing' };
  readonly problems: Problem[] = [];
  readonly printed = new Map<string, Set<Mustache>>();
  readonly observer: OuterNames;
  unsubscribeLinks = 0;
  /** Facts that the enclosing blocks guarantee. */
  private readonly present = new Set<Ref>();
  private readonly truthy = new Set<Ref>();
  private readonly falsy = new Set<Ref>();

  constructor(private readonly unit: Unit, root: Shape) {
    this.root = reference(root);
    this.observer = new OuterNames(unit, (of, name) => this.field(of, name));
    this.present.add(this.root);
  }

  literal(value: unknown): Value {
    return value === null || value === undefined ? this.nothing : { kind: 'constant', value, known: true };
  }

  field(of: Value, name: string): Value {
    switch (of.kind) {
      case 'extended': return of.named.get(name) ?? this.field(of.base, name);
      case 'data': return memo(of.fields, name, () => reference(memo(of.shape.fields, name, () => newShape(name, of.shape)), of));
      case 'nothing': return of;
      default: return this.nothing;
    }
  }

  lookup(of: Value, key: Value): Value {
    if (key.kind === 'constant' && key.known) return this.field(of, String(key.value));
    return of.kind === 'data' ? itemOf(of) : this.nothing;
  }

  extend(base: Value, named: ReadonlyMap<string, Value>): Value {
    return { kind: 'extended', base, named };
  }

  same(a: Value, b: Value): boolean {
    return a === b;
  }

  text(text: string): void {
    if (text === UNSUBSCRIBE_LINK) this.unsubscribeLinks++;
  }

  print(value: Value, node: Mustache, scope: Scope<Value>): void {
    if (node.path.type === 'PathExpression') this.observer.printed(node.path, scope);
    if (value.kind === 'data') {
      if (value.parent && this.isFalsy(value.parent) && value.shape.name !== 'length') {
        this.problems.push(VARIABLES.neverHasValue(this.unit.place(node.loc), nameOf(node.path), pathOf(value.parent.shape)));
      }
      value.shape.printed = true;
      memo(this.printed, pathOf(value.shape), () => new Set<Mustache>()).add(node);
      // A value known to be present adds no requirement on its parents.
      for (let ref: Ref | undefined = value; ref && !this.present.has(ref); ref = ref.parent) ref.shape.required = true;
    } else if (value === this.nothing) {
      this.problems.push(VARIABLES.neverHasValue(this.unit.place(node.loc), nameOf(node.path), undefined));
    }
  }

  printResult(): void {}

  unreachable(path: Path, scope: Scope<Value>): Value {
    const at = this.unit.place(path.loc);
    const fromRoot = path.parts.join('.') || 'name';
    if (path.data) {
      // Variables that only handlebars.java has are already reported.
      if (scope.loop && LOOP_VARIABLES_OF_JAVA.has(path.parts[0])) return { kind: 'constant', known: false };
      this.problems.push(VARIABLES.loopVariableOutsideLoop(at, nameOf(path), path.depth));
      return this.reportedNothing;
    }
    if (scope.partial === undefined) {
      this.problems.push(VARIABLES.parentOutsideBlock(at, nameOf(path), path.depth, scope.parents.length, fromRoot));
      return this.reportedNothing;
    }
    const found = stepsOut(scope, path.depth, 'handlebars.java');
    this.problems.push(this.outOfPartial(path, scope, scope.partial, found !== undefined));
    return found ? path.parts.reduce((value, name) => this.field(value, name), found.context) : this.reportedNothing;
  }

  /** A layout's block becomes a partial, too, and values for it can be passed to the layout only. */
  private outOfPartial(
    path: Path, { parents }: Scope<Value>, { name: compiled, callDepth }: NonNullable<Scope<Value>['partial']>, isFoundByJava: boolean,
  ): Problem {
    const { name, layout, isBlock }: Written = this.unit.written?.get(compiled) ?? { name: compiled };
    const steps = path.depth - parents.length;
    const out = '../'.repeat(layout === undefined ? Math.min(steps, callDepth) : steps);
    const [key = 'outer', ...rest] = path.parts;
    const given = path.parts.length > 0 ? out + key : out.slice(0, -1) || 'this';
    const from = isBlock ? `the block of the layout "${layout}"` : `the partial "${name}"`;
    const call = layout === undefined ? `{{> ${name} ${key}=${given}}}` : `{{#> ${layout} ${key}=${given}}}`;
    const inside = `{{${[key, ...rest].join('.')}}}`;
    const report = isFoundByJava ? ENGINES.parentOfPartial : VARIABLES.parentOutsidePartial;
    return report(this.unit.place(path.loc), nameOf(path), from, call, inside, path.parts.join('.') || 'name');
  }

  choose(condition: Value, includeZero: Value | undefined, then: () => void, otherwise: () => void): void {
    if (condition.kind !== 'data') {
      const known = condition.kind === 'nothing' ? false : condition.kind === 'extended' ? true : condition.known ? Boolean(condition.value) : undefined;
      this.branches(known === false ? undefined : then, known === true ? undefined : otherwise);
      return;
    }
    this.branches(
      this.isFalsy(condition) ? undefined
        : () => this.within([...up(this.present, condition), ...includeZero ? [] : up(this.truthy, condition)], then),
      this.truthy.has(condition) ? undefined : () => this.within([[this.falsy, condition]], otherwise),
    );
  }

  each(list: Value, body: (item: Value, loop: Record<LoopVariable, Value>) => void, otherwise: () => void): void {
    if (list.kind === 'data' && !this.isFalsy(list)) {
      const item = itemOf(list);
      this.within([...up(this.present, list), ...up(this.truthy, list)], () => body(item, loopConstants()));
    }
    otherwise();
  }

  with(value: Value, body: () => void, otherwise: () => void): void {
    if (value.kind === 'data') this.within(up(this.present, value), body);
    else if (value.kind !== 'nothing') body();
    if (value.kind === 'data') this.within([[this.falsy, value]], otherwise);
    else otherwise();
  }

  /** `{{#name}}` can mean several things. An object is assumed, so names inside are looked up in it. */
  section(value: Value, _context: Value, body: (context: Value) => void, otherwise: () => void): void {
    this.with(value, () => body(value), otherwise);
  }

  indented(_indent: string, _node: unknown, body: () => void): void {
    body();
  }

  /** A rendering takes only one of the branches. */
  private branches(then: (() => void) | undefined, otherwise: (() => void) | undefined): void {
    const before = this.unsubscribeLinks;
    then?.();
    const after = this.unsubscribeLinks;
    this.unsubscribeLinks = before;
    otherwise?.();
    this.unsubscribeLinks = Math.max(this.unsubscribeLinks, after);
  }

  /** The fields of a falsy value have no value either. */
  private isFalsy(ref: Ref): boolean {
    return this.falsy.has(ref) || (ref.parent !== undefined && this.isFalsy(ref.parent));
  }

  private within(facts: ReadonlyArray<[Set<Ref>, Ref]>, body: () => void): void {
    const added = facts.filter(([set, ref]) => !set.has(ref));
    for (const [set, ref] of added) set.add(ref);
    body();
    for (const [set, ref] of added) set.delete(ref);
  }
}

/** A fact about a value also holds for its parents. */
function up(set: Set<Ref>, ref: Ref): Array<[Set<Ref>, Ref]> {
  return [[set, ref], ...ref.parent ? up(set, ref.parent) : []];
}

function itemOf(list: Ref): Ref {
  list.shape.item ??= newShape('', list.shape);
  return reference(list.shape.item, list);
}

function loopConstants(): Record<LoopVariable, Value> {
  const unknown: Value = { kind: 'constant', known: false };
  return Object.fromEntries(LOOP_VARIABLES.map(name => [name, unknown])) as Record<LoopVariable, Value>;
}

function reference(shape: Shape, parent?: Ref): Ref {
  return { kind: 'data', shape, parent, fields: new Map() };
}
