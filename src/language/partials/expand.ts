import { PartialLibrary } from './library';
import { MappedText } from './output';
import { closeToken, elseToken, inlineToken, mustacheToken, openToken, partialToken, textToken, Token } from './output-tokens';
import { Callee, Definition, enter, inBody, PartialScope, passedBlock, scopeOf, withBlockParams } from './scope';
import { unusedBlock } from './unused-block';
import { Part, Problem } from '../diagnostics/diagnostic';
import { PARTIALS } from '../diagnostics/messages/partials';
import { Block, Call, Expression, inlinePartials, isScoped, PartialBlock, PartialCall, partialName, Path, Program } from '../parse/ast';
import { MAX_NESTING } from '../parse/builtins';
import { parse, Unit, Written } from '../parse/parse';
import { nearest } from '../text/nearest';
import { Place, Source } from '../text/source';

/** Layouts that use layouts multiply the number of compiled partials. */
const MAX_PARTIALS = 1_000;

export interface Expansion {
  readonly unit: Unit;
  readonly problems: readonly Problem[];
}

/**
 * Compiles partials into a part: each partial that it uses becomes an inline partial before its text, the form that SES
 * documents. SES does not document `@partial-block`, so a layout is copied for each block that it is called with.
 *
 * A part that calls only its own inline partials is not changed.
 *
 * @param part the part that the text belongs to
 * @param elsewhere the other parts of the email that define inline partials, by the names of the partials
 */
export function expand(main: Unit, part: Part, library: PartialLibrary, elsewhere: ReadonlyMap<string, string>): Expansion {
  const expander = new Expander(main, part, library, elsewhere);
  const tokens = expander.main();
  const { problems } = expander;
  if (!expander.needed || problems.some(problem => problem.severity === 'error')) return { unit: main, problems };

  const output = new MappedText([...expander.definitions, ...tokens]);
  const source = new Source(output.text, main.source.origin);
  const parsed = parse(source);
  if (!parsed.unit || parsed.problems.length > 0) return { unit: main, problems: [...problems, ...parsed.problems] };
  return { unit: { ...output.unit(source, parsed.unit.program), written: expander.written }, problems };
}

class Expander {
  readonly problems: Problem[] = [];
  readonly definitions: Token[] = [];
  readonly written = new Map<string, Written>();
  /** Whether the part uses anything that SES does not support. */
  needed = false;
  private compiled = 0;
  /** The programs and names that were called. */
  private readonly called = new Set<Program>();
  private readonly calledNames: string[] = [];
  /** The layout calls in the part itself, with the names that the layouts call. */
  private readonly layouts = new Map<PartialBlock, Set<string>>();
  private readonly shared = new Map<string, Definition | undefined>();
  private readonly names = new Map<string, { readonly program: Program; readonly text: string }>();
  private readonly done: Array<Callee & { readonly name: string }> = [];

  constructor(
    private readonly unit: Unit,
    private readonly part: Part,
    private readonly library: PartialLibrary,
    private readonly elsewhere: ReadonlyMap<string, string>,
  ) {}

  main(): Token[] {
    const { unit } = this;
    const scope = scopeOf(unit);
    const tokens = this.program(unit.program, scope);
    const used = this.definitions.length;
    // SES parses inline partials that are never called, too.
    for (const definition of scope.partials.values()) {
      if (!this.called.has(definition.program)) this.define({ definition, partials: scope.partials }, scope, startOf(definition.unit));
    }
    this.definitions.length = used;
    if (!this.problems.some(problem => problem.severity === 'error')) {
      for (const [node, names] of this.layouts) this.problems.push(...unusedBlock(node, unit, this.called, names));
    }
    return tokens;
  }

  private program(program: Program | undefined, scope: PartialScope): Token[] {
    const { unit } = scope;
    return (program?.body ?? []).flatMap((node): Token[] => {
      switch (node.type) {
        case 'ContentStatement': return [textToken(node.value, unit.place(node.loc))];
        case 'MustacheStatement':
          this.checkNames(node, scope);
          return [mustacheToken(node, unit)];
        case 'BlockStatement': return this.block(node, scope);
        case 'PartialStatement': return this.call(node, scope);
        case 'PartialBlockStatement': return this.call(node, scope);
        default: return [];
      }
    });
  }

  private block(node: Block, scope: PartialScope): Token[] {
    const { unit } = scope;
    const close = closeToken(node.path, unit);
    this.checkNames(node, scope);
    if (!node.program) return [openToken('^', node, unit), ...this.body(node.inverse, scope), close];
    return [openToken('#', node, unit), ...this.body(node.program, withBlockParams(node, scope)), ...this.otherwise(node, scope), close];
  }

  /** Partials defined in a block become partials of the part, the form that SES documents. */
  private body(program: Program | undefined, scope: PartialScope): Token[] {
    const inner = program ? inBody(program, scope) : scope;
    if (inner !== scope) this.needed = true;
    return this.program(program, inner);
  }

  private otherwise({ inverse, path }: Block, scope: PartialScope): Token[] {
    if (!inverse) return [];
    const [chained] = inverse.chained ? inverse.body : [];
    if (chained?.type !== 'BlockStatement' || !chained.program) return [elseToken(scope.unit.place(path.loc)), ...this.body(inverse, scope)];
    this.checkNames(chained, scope);
    return [openToken('else ', chained, scope.unit), ...this.body(chained.program, withBlockParams(chained, scope)), ...this.otherwise(chained, scope)];
  }

  /** Only the first line of the partial is indented: further indentation would be visible in `<pre>` and plain text. */
  private call(node: PartialCall | PartialBlock, scope: PartialScope): Token[] {
    this.checkNames(node, scope);
    const callee = this.callee(node, scope);
    if (!callee) return [];
    const { definition } = callee;
    const before = this.calledNames.length;
    this.called.add(definition.program);
    this.calledNames.push(partialName(node));
    const name = this.define(callee, scope, scope.unit.place(node.name.loc));
    if (name === undefined) return [];
    // In a partial, the block may be a default for a partial that does not exist.
    if (node.type === 'PartialBlockStatement' && scope.unit === this.unit && definition.layout === undefined) {
      this.layouts.set(node, new Set([...this.layouts.get(node) ?? [], ...this.calledNames.slice(before + 1)]));
    }
    const indent = node.type === 'PartialStatement' ? node.indent : '';
    return [textToken(indent, scope.unit.place(node.loc)), partialToken(name, node, scope.unit)];
  }

  private callee(node: PartialCall | PartialBlock, scope: PartialScope): Callee | undefined {
    // Dynamic partials are reported by `lint`.
    if (node.name.type === 'SubExpression') return undefined;
    const name = partialName(node);
    if (name === '@partial-block') {
      const { block } = scope;
      if (block) return { ...block, definition: block };
      this.problems.push(PARTIALS.partialBlockOutsideLayout(scope.unit.place(node.name.loc)));
      return undefined;
    }
    const passed = node.type === 'PartialBlockStatement' ? passedBlock(name, node, scope) : undefined;
    if (passed) this.needed = true;
    const definition = scope.partials.get(name) ?? this.sharedPartial(name);
    if (definition) return { definition, partials: passed?.partials ?? scope.partials, block: passed ?? scope.block };
    // The block is the default for an undefined partial. In the part itself, no caller could define it, so there it is a mistake.
    if (passed && scope.calls.length > 0) return { ...passed, definition: passed };
    if (!this.shared.has(name)) this.unknown(name, node, scope.unit);
    return undefined;
  }

  private sharedPartial(name: string): Definition | undefined {
    const known = this.shared.get(name);
    const partial = known ? undefined : this.library.get(name, this.part);
    if (!partial) return known;
    this.needed = true;
    for (const problem of partial.problems) this.problems.push(problem);
    const definition = partial.unit && { name, unit: partial.unit, program: partial.unit.program, unreachable: new Map() };
    this.shared.set(name, definition);
    return definition;
  }

  /** Writes an inline partial for the callee, unless there already is one, and returns its name. */
  private define(callee: Callee, scope: PartialScope, at: Place): string | undefined {
    const { definition, partials, block } = callee;
    const { program } = definition;
    const known = this.done.find(other => other.definition.program === program && other.partials === partials && other.block === block);
    if (known) return known.name;

    const from = scope.calls.findIndex(other => other.definition.program === program && other.block?.program === block?.program);
    if (from >= 0) {
      const cycle = [...scope.calls.slice(from), callee].map(other => other.definition.name).join(' -> ');
      this.problems.push(PARTIALS.recursivePartial(at, definition.name, cycle));
      return undefined;
    }
    if (++this.compiled > MAX_PARTIALS || scope.calls.length > MAX_NESTING) {
      this.problems.push(PARTIALS.tooManyPartials(at));
      return undefined;
    }
    const tokens = this.program(program, enter(callee, scope));
    const name = this.write(definition, tokens);
    this.done.push({ ...callee, name });
    return name;
  }

  private write({ name, program, unit, layout, isBlock }: Definition, tokens: readonly Token[]): string {
    const { text } = new MappedText(tokens);
    const base = name.replace(/[^\w-]+/g, '-');
    for (let number = 1; ; number++) {
      const free = number === 1 ? base : `${base}-${number}`;
      const other = this.names.get(free);
      if (other?.program === program && other.text === text) return free;
      if (other) continue;
      const place = program.loc ? unit.place(program.loc) : startOf(unit);
      this.names.set(free, { program, text });
      this.written.set(free, { name, layout, isBlock });
      this.definitions.push(inlineToken(free, place));
      for (const token of tokens) this.definitions.push(token);
      this.definitions.push({ kind: 'end', place });
      return free;
    }
  }

  private unknown(name: string, node: PartialCall | PartialBlock, unit: Unit): void {
    const part = this.elsewhere.get(name);
    const known = [...this.library.names, ...inlinePartials(this.unit.program).map(partialName)];
    const like = known.find(other => isFileOf(other, name)) ?? nearest(name, known);
    this.problems.push(PARTIALS.unknownPartial(unit.place(node.name.loc), name, part, like));
  }

  private checkNames(call: Call & { readonly path?: Expression }, scope: PartialScope): void {
    if (scope.unreachable.size === 0) return;
    const unreachable = variables(call).find(path => !path.data && !isScoped(path) && scope.unreachable.has(path.parts[0]));
    if (!unreachable) return;
    const [name] = unreachable.parts;
    this.problems.push(PARTIALS.blockParameterOutOfReach(scope.unit.place(unreachable.loc), name, scope.unreachable.get(name)!));
  }
}

/** Whether a name is the file name of a partial. Names of partials have no extension, but include the folder. */
function isFileOf(partial: string, name: string): boolean {
  return `/${partial}`.endsWith(`/${name.replace(/\.\w+$/, '')}`);
}

function startOf({ source }: Unit): Place {
  return { source, start: 0, end: 1 };
}

function variables(call: Call & { readonly path?: Expression }): Path[] {
  const expressions: Expression[] = [...call.path ? [call.path] : [], ...call.params, ...call.hash?.pairs.map(pair => pair.value) ?? []];
  return expressions.flatMap(node => node.type === 'SubExpression' ? variables(node) : node.type === 'PathExpression' ? [node] : []);
}
