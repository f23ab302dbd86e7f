import { newShape, pathOf, Shape } from './data-shape';
import { Domain, Evaluator, LimitReached, Scope } from './evaluate';
import { stepsOut } from './java-scopes';
import { OuterNames } from './outer-names';
import { error, Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import { Mustache, nameOf, Path } from '../parse/ast';
import { LOOP_VARIABLES, LoopVariable } from '../parse/builtins';
import { Unit, Written } from '../parse/parse';
import { memo } from '../text/memo';

/** A value at one place of the walk: the items of two loops over one list are two. */
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
  /** The variables that are printed, as paths, and where. */
  readonly printed: ReadonlyMap<string, ReadonlySet<Mustache>>;
}

const MAX_STEPS = 200_000;

/** Adds what a part asks of the data to `root`. */
export function findVariables(unit: Unit, root: Shape): Shapes {
  const finder = new Finder(unit, root);
  try {
    new Evaluator<Value>(finder, unit.program, MAX_STEPS).run();
  } catch (cause) {
    if (!(cause instanceof LimitReached)) throw cause;
    finder.problems.push(error('tooComplex', cause.node && unit.place(cause.node.loc),
      'The partials of this template call each other too often to follow.', 'Let fewer partials call partials.'));
  }
  finder.problems.push(...finder.observer.problems());
  return finder;
}

class Finder implements Domain<Value>, Shapes {
  readonly root: Ref;
  readonly nothing: Value = { kind: 'nothing' };
  /** Nothing either, and already told of. */
  private readonly unreached: Value = { kind: 'nothing' };
  readonly problems: Problem[] = [];
  readonly printed = new Map<string, Set<Mustache>>();
  readonly observer: OuterNames;
  /** Facts that the enclosing blocks make sure of. */
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

  text(): void {}

  print(value: Value, node: Mustache, scope: Scope<Value>): void {
    if (node.path.type === 'PathExpression') this.observer.printed(node.path, scope);
    if (value.kind === 'data') {
      if (value.parent && this.isFalsy(value.parent) && value.shape.name !== 'length') {
        this.problems.push(error('unknownVariable', this.unit.place(node.loc), `{{${nameOf(node.path)}}} can never have a value here: this branch is for when "${pathOf(value.parent.shape)}" is missing or empty.`,
          'Move it into the other branch, or print something else.'));
      }
      value.shape.printed = true;
      memo(this.printed, pathOf(value.shape), () => new Set<Mustache>()).add(node);
      // What is known to be there asks nothing more of what it is in.
      for (let ref: Ref | undefined = value; ref && !this.present.has(ref); ref = ref.parent) ref.shape.required = true;
    } else if (value === this.nothing) {
      this.problems.push(error('unknownVariable', this.unit.place(node.loc), `{{${nameOf(node.path)}}} can never have a value here.`,
        'Check the name, and what the blocks and partials around it are about.'));
    }
  }

  printResult(): void {}

  unreachable(path: Path, scope: Scope<Value>): Value {
    if (scope.partial && !path.data) {
      // Where handlebars.java finds it, if it does.
      const from = stepsOut(scope, path.depth, 'handlebars.java');
      this.problems.push(this.outOfPartial(path, scope, scope.partial, from !== undefined));
      return from ? path.parts.reduce((value, name) => this.field(value, name), from.context) : this.unreached;
    }
    const name = path.parts.join('.') || 'name';
    this.problems.push(path.data
      ? error('unknownVariable', this.unit.place(path.loc), `${nameOf(path)} is known only inside of {{#each}}${path.depth > 0 ? ' that is inside of another' : ''}.`,
        'Move it into the loop.')
      : error('unreachableParent', this.unit.place(path.loc), `${nameOf(path)} steps out of ${path.depth === 1 ? 'a block' : `${path.depth} blocks`}, but ${outermost(scope.parents.length)}.`,
        `Only {{#each}} and {{#with}} are steps; {{#if}} and {{#unless}} are none. From anywhere, {{@root.${name}}} is the variable at the top of the data.`));
    return this.unreached;
  }

  /** What is written in a layout's block becomes a partial too, and only the layout can be handed anything. */
  private outOfPartial(path: Path, { parents }: Scope<Value>, { name: compiled, callDepth }: NonNullable<Scope<Value>['partial']>, leadsSomewhere: boolean): Problem {
    const { name, layout, isBlock }: Written = this.unit.written?.get(compiled) ?? { name: compiled };
    const steps = path.depth - parents.length;
    const out = '../'.repeat(layout === undefined ? Math.min(steps, callDepth) : steps);
    const [key = 'outer', ...rest] = path.parts;
    const given = path.parts.length > 0 ? out + key : out.slice(0, -1) || 'this';
    const what = isBlock ? `the block of the layout "${layout}"` : `the partial "${name}"`;
    const call = `${layout === undefined ? `{{> ${name}` : `{{#> ${layout}`} ${key}=${given}}}`;
    const inside = `{{${[key, ...rest].join('.')}}}`;
    const fromRoot = path.parts.join('.') || 'name';
    if (leadsSomewhere) return ENGINES.parentOfPartial(this.unit.place(path.loc), nameOf(path), what, call, inside, fromRoot);
    return error('unreachableParent', this.unit.place(path.loc), `${nameOf(path)} steps out of ${what}, where Handlebars knows nothing.`,
      `Hand the value over: ${call}, then ${inside}. Or take it from the top of the data: {{@root.${fromRoot}}}.`);
  }

  choose(condition: Value, includeZero: Value | undefined, then: () => void, otherwise: () => void): void {
    if (condition.kind !== 'data') {
      const known = condition.kind === 'nothing' ? false : condition.kind === 'extended' ? true : condition.known ? Boolean(condition.value) : undefined;
      if (known !== false) then();
      if (known !== true) otherwise();
      return;
    }
    if (!this.isFalsy(condition)) this.within([...up(this.present, condition), ...includeZero ? [] : up(this.truthy, condition)], then);
    if (!this.truthy.has(condition)) this.within([[this.falsy, condition]], otherwise);
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

  /** Of all that `{{#name}}` can mean, an object is assumed: the names in it are looked up there. */
  section(value: Value, _context: Value, body: (context: Value) => void, otherwise: () => void): void {
    this.with(value, () => body(value), otherwise);
  }

  indented(_indent: string, _node: unknown, body: () => void): void {
    body();
  }

  /** Nothing is in a value that is empty. */
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

/** What holds of a value holds of what it is in. */
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

function outermost(parents: number): string {
  return parents === 0 ? 'stands in none' : `stands in ${parents === 1 ? 'one' : parents} only`;
}
