import { PartialLibrary } from './library';
import { Emission } from './output';
import { closeToken, elseToken, inlineToken, mustacheToken, openToken, partialToken, textToken, Token } from './output-tokens';
import { Callee, Definition, naming, passedBlock, surroundings, Surroundings, within } from './scope';
import { unusedBlock } from './unused-block';
import { error, Part, Problem } from '../diagnostics/diagnostic';
import { Block, Call, Expression, inlinePartials, isScoped, PartialBlock, PartialCall, partialName, Path, Program } from '../parse/ast';
import { MAX_NESTING } from '../parse/builtins';
import { isUnit, parse, Unit, Written } from '../parse/parse';
import { nearest } from '../text/nearest';
import { Place, Source } from '../text/source';

/** Layouts that use layouts multiply. */
const MAX_PARTIALS = 1_000;

export interface Expansion {
  readonly unit: Unit;
  readonly problems: readonly Problem[];
}

/**
 * Compiles partials into a part: those that it uses, once each, as inline partials before its text, which is how SES
 * documents them. A layout becomes a copy for each block that is put into it: `@partial-block` is not documented.
 *
 * A part that calls none but its own inline partials is left as it is.
 *
 * @param part what the text is of
 * @param elsewhere the parts of the email that define inline partials, by the partials' names
 */
export function expand(main: Unit, part: Part, library: PartialLibrary, elsewhere: ReadonlyMap<string, string>): Expansion {
  const expander = new Expander(main, part, library, elsewhere);
  const tokens = expander.main();
  const { problems } = expander;
  if (!expander.needed || problems.some(problem => problem.severity === 'error')) return { unit: main, problems };

  const emission = new Emission([...expander.definitions, ...tokens]);
  const source = new Source(emission.text, main.source.origin);
  const parsed = parse(source);
  if (!isUnit(parsed)) return { unit: main, problems: [...problems, parsed] };
  return { unit: { ...emission.unit(source, parsed.program), written: expander.written }, problems };
}

class Expander {
  readonly problems: Problem[] = [];
  readonly definitions: Token[] = [];
  readonly written = new Map<string, Written>();
  /** Whether there is anything that SES does not know by itself. */
  needed = false;
  private compiled = 0;
  /** What was called, and by which names. */
  private readonly called = new Set<Program>();
  private readonly calledNames: string[] = [];
  /** The calls of layouts in the part itself, with the names that the layouts call. */
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
    const around = surroundings(unit);
    const tokens = this.program(unit.program, around);
    const used = this.definitions.length;
    // One that nothing calls is checked all the same: SES reads it too.
    for (const definition of around.partials.values()) {
      this.define({ definition, partials: around.partials }, around, startOf(definition.unit));
    }
    this.definitions.length = used;
    if (!this.problems.some(problem => problem.severity === 'error')) {
      for (const [node, names] of this.layouts) this.problems.push(...unusedBlock(node, unit, this.called, names));
    }
    return tokens;
  }

  private program(program: Program | undefined, around: Surroundings): Token[] {
    const { unit } = around;
    return (program?.body ?? []).flatMap((node): Token[] => {
      switch (node.type) {
        case 'ContentStatement': return [textToken(node.value, unit.place(node.loc))];
        case 'MustacheStatement':
          this.checkNames(node, around);
          return [mustacheToken(node, unit)];
        case 'BlockStatement': return this.block(node, around);
        case 'PartialStatement': return this.call(node, around);
        case 'PartialBlockStatement': return this.call(node, around);
        default: return [];
      }
    });
  }

  private block(node: Block, around: Surroundings): Token[] {
    const { unit } = around;
    const close = closeToken(node.path, unit);
    this.checkNames(node, around);
    if (!node.program) return [openToken('^', node, unit), ...this.program(node.inverse, around), close];
    return [openToken('#', node, unit), ...this.program(node.program, naming(node, around)), ...this.otherwise(node, around), close];
  }

  private otherwise({ inverse, path }: Block, around: Surroundings): Token[] {
    if (!inverse) return [];
    const [chained] = inverse.chained ? inverse.body : [];
    if (chained?.type !== 'BlockStatement' || !chained.program) return [elseToken(around.unit.place(path.loc)), ...this.program(inverse, around)];
    this.checkNames(chained, around);
    return [openToken('else ', chained, around.unit), ...this.program(chained.program, naming(chained, around)), ...this.otherwise(chained, around)];
  }

  /** The indentation of a call goes before its first line only: within `<pre>`, or in a plain text, more would show. */
  private call(node: PartialCall | PartialBlock, around: Surroundings): Token[] {
    this.checkNames(node, around);
    const callee = this.callee(node, around);
    if (!callee) return [];
    const { definition } = callee;
    const before = this.calledNames.length;
    this.called.add(definition.program);
    this.calledNames.push(partialName(node));
    const name = this.define(callee, around, around.unit.place(node.name.loc));
    if (name === undefined) return [];
    // In a partial, and around what another layout's block defines, a block may be meant for when there is no such partial.
    if (node.type === 'PartialBlockStatement' && around.unit === this.unit && definition.layout === undefined) {
      this.layouts.set(node, new Set([...this.layouts.get(node) ?? [], ...this.calledNames.slice(before + 1)]));
    }
    const indent = node.type === 'PartialStatement' ? node.indent : '';
    return [textToken(indent, around.unit.place(node.loc)), partialToken(name, node, around.unit)];
  }

  private callee(node: PartialCall | PartialBlock, around: Surroundings): Callee | undefined {
    // Told of as it is read: no dynamic partials.
    if (node.name.type === 'SubExpression') return undefined;
    const name = partialName(node);
    if (name === '@partial-block') {
      const { block } = around;
      if (block) return { ...block, definition: block };
      this.report(around.unit, node, '{{> @partial-block}} stands for the block that a layout is put around, and there is none here.',
        'Call the partial as a layout: {{#> layout}}…{{/layout}}.');
      return undefined;
    }
    const passed = node.type === 'PartialBlockStatement' ? passedBlock(name, node, around) : undefined;
    if (passed) this.needed = true;
    const definition = around.partials.get(name) ?? this.sharedPartial(name);
    if (definition) return { definition, partials: passed?.partials ?? around.partials, block: passed ?? around.block };
    // A layout's block stands for a partial that nobody defined. In the part itself, nobody could: there it is a mistake.
    if (passed && around.calls.length > 0) return { ...passed, definition: passed };
    if (!this.shared.has(name)) this.unknown(name, node, around.unit);
    return undefined;
  }

  private sharedPartial(name: string): Definition | undefined {
    const known = this.shared.get(name);
    const partial = known ? undefined : this.library.get(name, this.part);
    if (!partial) return known;
    this.needed = true;
    this.problems.push(...partial.problems);
    const definition = partial.unit && { name, unit: partial.unit, program: partial.unit.program, lost: new Map() };
    this.shared.set(name, definition);
    return definition;
  }

  /** Writes an inline partial for what is called, unless there is one like it, and says its name. */
  private define(callee: Callee, around: Surroundings, at: Place): string | undefined {
    const { definition, partials, block } = callee;
    const { program } = definition;
    const known = this.done.find(other => other.definition.program === program && other.partials === partials && other.block === block);
    if (known) return known.name;

    const from = around.calls.findIndex(other => other.definition.program === program && other.block?.program === block?.program);
    if (from >= 0) {
      const cycle = [...around.calls.slice(from), callee].map(other => other.definition.name).join(' -> ');
      this.problems.push(error('recursivePartial', at, `The partial "${definition.name}" calls itself: ${cycle}.`,
        'A partial is compiled into what calls it, so that this would never end. Repeat with {{#each}} instead.'));
      return undefined;
    }
    if (++this.compiled > MAX_PARTIALS || around.calls.length > MAX_NESTING) {
      this.problems.push(error('tooComplex', at, 'The partials of this template call each other too often to follow.', 'Let fewer partials call partials.'));
      return undefined;
    }
    const tokens = this.program(program, within(callee, around));
    const name = this.write(definition, tokens);
    this.done.push({ ...callee, name });
    return name;
  }

  private write({ name, program, unit, layout, isBlock }: Definition, tokens: readonly Token[]): string {
    const { text } = new Emission(tokens);
    const base = name.replace(/[^\w-]+/g, '-');
    for (let number = 1; ; number++) {
      const free = number === 1 ? base : `${base}-${number}`;
      const other = this.names.get(free);
      if (other?.program === program && other.text === text) return free;
      if (other) continue;
      const place = program.loc ? unit.place(program.loc) : startOf(unit);
      this.names.set(free, { program, text });
      this.written.set(free, { name, layout, isBlock });
      this.definitions.push(inlineToken(free, place), ...tokens, { kind: 'end', place });
      return free;
    }
  }

  private unknown(name: string, node: PartialCall | PartialBlock, unit: Unit): void {
    const part = this.elsewhere.get(name);
    const known = [...this.library.names, ...inlinePartials(this.unit.program).map(partialName)];
    const like = known.find(other => isFileOf(other, name)) ?? nearest(name, known);
    this.report(unit, node, `There is no partial "${name}" here.`,
      part !== undefined ? `It is defined in the ${part} part, and SES carries no inline partial over to another part. Define it here too, or share it, in the folder _partials of a set or with the property "partials".`
        : like !== undefined ? `Did you mean "${like}"?`
          : `Define it at the beginning, {{#* inline "${name}"}}…{{/inline}}, or share it, in the folder _partials of a set or with the property "partials".`);
  }

  private checkNames(call: Call & { readonly path?: Expression }, around: Surroundings): void {
    if (around.lost.size === 0) return;
    const lost = variables(call).find(path => !path.data && !isScoped(path) && around.lost.has(path.parts[0]));
    if (!lost) return;
    const [name] = lost.parts;
    this.problems.push(error('blockParameter', around.unit.place(lost.loc), `"${name}" is known outside of this block only: the block becomes a partial.`,
      `Hand it over: {{#> ${around.lost.get(name)} ${name}=${name}}}.`));
  }

  private report(unit: Unit, node: PartialCall | PartialBlock, message: string, suggestion: string): void {
    this.problems.push(error('unknownPartial', unit.place(node.name.loc), message, suggestion));
  }
}

/** Names have no extension, as files often have, but the folder that the file is in. */
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
