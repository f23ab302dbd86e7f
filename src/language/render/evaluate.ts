import {
  Block, Call, DecoratorBlock, Expression, inlinePartials, isScoped, Literal, literalValue, Mustache, nameOf, Node, partialName, PartialCall, Path,
  Program, simpleName,
} from '../parse/ast';
import { BLOCK_HELPERS, isPlaceholder, LOOP_VARIABLES, LoopVariable, MAX_NESTING } from '../parse/builtins';

/**
 * The value domain that the evaluator walks a template with.
 *
 * `Evaluator` implements the rules of scope once. Rendering uses it with values and takes the branch that they select; finding
 * variables uses it with shapes and takes every branch. So both resolve names the same way.
 */
export interface Domain<V> {
  readonly root: V;
  /** A value that is missing in any data. */
  readonly nothing: V;
  readonly observer?: Observer<V>;
  literal(value: string | number | boolean | null | undefined): V;
  /** `of.name`. */
  field(of: V, name: string): V;
  /** `{{lookup of key}}`. */
  lookup(of: V, key: V): V;
  /** The context of a partial that is called with named arguments. */
  extend(context: V, named: ReadonlyMap<string, V>): V;
  /** Whether a block with the value `a` inside one with the value `b` adds no step for `../`. */
  same(a: V, b: V): boolean;

  text(text: string, node: Node): void;
  print(value: V, node: Mustache, scope: Scope<V>): void;
  /** Prints the result of a helper, or nothing if there is none. */
  printResult(value: V, node: Mustache): void;
  /** `@index` outside a loop, or `../` outside all blocks. */
  unreachable(path: Path, scope: Scope<V>): V;

  choose(condition: V, includeZero: V | undefined, then: () => void, otherwise: () => void, node: Block): void;
  each(list: V, body: (item: V, loop: Record<LoopVariable, V>) => void, otherwise: () => void, node: Block): void;
  with(value: V, body: () => void, otherwise: () => void): void;
  /** `{{#name}}`: `body` is evaluated with the context that results from the value. */
  section(value: V, context: V, body: (context: V, loop?: Record<LoopVariable, V>) => void, otherwise: () => void): void;
  /** Indents each line that `body` prints. */
  indented(indent: string, node: Node, body: () => void): void;
}

/** Observes how values are used. */
export interface Observer<V> {
  /** A path that is passed to a helper or a partial, or that opens a section. */
  passed(value: V, path: Path, scope: Scope<V>): void;
  /** @param helper undefined for a section */
  opened(node: Block, helper: string | undefined, value: V): void;
  lookedUp(node: Call, of: V, key: V, value: V): void;
}

export interface Scope<V> {
  readonly context: V;
  /** The scope of the enclosing block, or of the partial's call. */
  readonly around?: Scope<V>;
  /**
   * How `around` leads here. A block whose value is already the context is not a step for `../`. In handlebars.js, neither are an
   * item that equals the context and the `{{else}}` of `{{#with}}`.
   */
  readonly entry?: 'step' | 'sameContext' | 'equalItem' | 'elseOfWith' | 'partial' | 'partialWithContext';
  /** The values of `../`, `../../` and so on. */
  readonly parents: readonly V[];
  readonly loop?: Loop<V>;
  readonly named: ReadonlyMap<string, V>;
  /** The partial that is being evaluated, and the number of parents at its call. */
  readonly partial?: { readonly name: string; readonly callDepth: number };
}

interface Loop<V> extends Record<LoopVariable, V> {
  readonly outer?: Loop<V>;
}

export type Limit = 'steps' | 'nesting' | 'output';

/** Thrown when evaluation would take too long. */
export class LimitReached extends Error {
  constructor(readonly limit: Limit, readonly node?: Node) {
    super(`limit of ${limit} reached`);
    this.name = 'LimitReached';
  }
}

/** Evaluates a program that calls only its own inline partials. */
export class Evaluator<V> {
  private readonly partials: ReadonlyMap<string, DecoratorBlock>;
  private steps = 0;
  private nesting = 0;
  private current?: Node;

  constructor(private readonly domain: Domain<V>, private readonly main: Program, private readonly maxSteps: number) {
    this.partials = new Map(inlinePartials(main).map(node => [partialName(node), node]));
  }

  run(): void {
    this.program(this.main, { context: this.domain.root, parents: [], named: new Map() });
  }

  private program(program: Program | undefined, scope: Scope<V>): void {
    if (!program) return;
    this.steps += program.body.length + 1;
    if (this.steps > this.maxSteps) throw new LimitReached('steps', this.current);
    if (++this.nesting > 2 * MAX_NESTING) throw new LimitReached('nesting', this.current);
    for (const node of program.body) {
      this.current = node;
      switch (node.type) {
        case 'ContentStatement': this.domain.text(node.value, node); break;
        case 'MustacheStatement': this.mustache(node, scope); break;
        case 'BlockStatement': this.block(node, scope); break;
        case 'PartialStatement': this.partial(node, scope); break;
        // Comments print nothing, definitions are collected at the start, and no other node type reaches this point.
        default: break;
      }
    }
    this.nesting--;
  }

  private mustache(node: Mustache, scope: Scope<V>): void {
    if (isPlaceholder(node)) return this.domain.text(`{{${nameOf(node.path)}}}`, node);
    if (node.params.length > 0 || node.hash) return this.domain.printResult(this.call(node, scope), node);
    return this.domain.print(this.variable(node.path, scope), node, scope);
  }

  private block(node: Block, scope: Scope<V>): void {
    const name = simpleName(node.path);
    const otherwise = () => this.program(node.inverse, scope);
    if (name === undefined || !BLOCK_HELPERS.has(name) || scope.named.has(name)) {
      const about = this.variable(node.path, scope);
      if (node.path.type === 'PathExpression') this.domain.observer?.passed(about, node.path, scope);
      this.domain.observer?.opened(node, undefined, about);
      this.domain.section(about, scope.context, (context, loop) => this.program(node.program, this.enter(scope, context, loop)), otherwise);
      return;
    }
    const value = this.expression(node.params[0], scope);
    this.domain.observer?.opened(node, name, value);
    const names = node.program?.blockParams ?? [];
    const then = () => this.program(node.program, scope);
    const includeZero = node.hash?.pairs.find(pair => pair.key === 'includeZero');
    const zero = includeZero && this.expression(includeZero.value, scope);
    switch (name) {
      case 'if': return this.domain.choose(value, zero, then, otherwise, node);
      case 'unless': return this.domain.choose(value, zero, otherwise, then, node);
      case 'with': return this.domain.with(value, () =>
        this.program(node.program, this.enter(scope, value, undefined, names, [value])), () =>
        this.program(node.inverse, { ...scope, around: scope, entry: 'elseOfWith' }));
      default: return this.domain.each(value, (item, loop) =>
        this.program(node.program, this.enter(scope, item, loop, names, [item, loop.key])), otherwise, node);
    }
  }

  private partial(node: PartialCall, scope: Scope<V>): void {
    const name = nameOf(node.name);
    const called = this.partials.get(name);
    if (!called) return;
    const given = node.params.length > 0 ? this.expression(node.params[0], scope) : scope.context;
    const context = node.hash
      ? this.domain.extend(given, new Map(node.hash.pairs.map(pair => [pair.key, this.expression(pair.value, scope)])))
      : given;
    const inside: Scope<V> = {
      context,
      around: scope,
      entry: node.params.length > 0 ? 'partialWithContext' : 'partial',
      parents: [],
      named: new Map(),
      loop: scope.loop,
      partial: { name, callDepth: scope.parents.length },
    };
    this.domain.indented(node.indent, node, () => this.program(called.program, inside));
  }

  private enter(scope: Scope<V>, context: V, loop?: Record<LoopVariable, V>, names: readonly string[] = [], values: readonly V[] = []): Scope<V> {
    const named = names.map((name, index): [string, V] => [name, values[index]]);
    const same = this.domain.same(context, scope.context);
    return {
      context,
      around: scope,
      entry: !same ? 'step' : loop ? 'equalItem' : 'sameContext',
      parents: same ? scope.parents : [scope.context, ...scope.parents],
      loop: loop ? { ...loop, outer: scope.loop } : scope.loop,
      named: named.length === 0 ? scope.named : new Map([...scope.named, ...named]),
      partial: scope.partial,
    };
  }

  private expression(node: Expression, scope: Scope<V>): V {
    if (node.type === 'PathExpression') {
      const value = this.path(node, scope);
      this.domain.observer?.passed(value, node, scope);
      return value;
    }
    return node.type === 'SubExpression' ? this.call(node, scope) : this.domain.literal(literalValue(node));
  }

  /** A literal in place of a variable is the name of the variable: `{{"first name"}}`. */
  private variable(path: Path | Literal, scope: Scope<V>): V {
    return path.type === 'PathExpression' ? this.path(path, scope) : this.domain.field(scope.context, nameOf(path));
  }

  private call(node: Call & { readonly path: Path | Literal }, scope: Scope<V>): V {
    const values = node.params.map(param => this.expression(param, scope));
    if (simpleName(node.path) !== 'lookup') return this.domain.nothing;
    const value = this.domain.lookup(values[0], values[1]);
    this.domain.observer?.lookedUp(node, values[0], values[1], value);
    return value;
  }

  private path(path: Path, scope: Scope<V>): V {
    if (path.data) return this.dataVariable(path, scope);
    const [first, ...rest] = path.parts;
    if (first !== undefined && scope.named.has(first) && !isScoped(path)) return this.fields(scope.named.get(first)!, rest);
    if (path.depth > scope.parents.length) return this.domain.unreachable(path, scope);
    return this.fields(path.depth === 0 ? scope.context : scope.parents[path.depth - 1], path.parts);
  }

  private dataVariable(path: Path, scope: Scope<V>): V {
    const [name, ...rest] = path.parts;
    if (name === 'root') return this.fields(this.domain.root, rest);
    let loop = scope.loop;
    for (let depth = path.depth; depth > 0; depth--) loop = loop?.outer;
    if (!loop || !isLoopVariable(name)) return this.domain.unreachable(path, scope);
    return this.fields(loop[name], rest);
  }

  private fields(of: V, names: readonly string[]): V {
    return names.reduce((value, name) => this.domain.field(value, name), of);
  }
}

function isLoopVariable(name: string | undefined): name is LoopVariable {
  return (LOOP_VARIABLES as readonly (string | undefined)[]).includes(name);
}
