import { Datum, isAbsent, isEmpty, own, pathOf, printable } from './datum';
import { EngineDifferences } from './engine-differences';
import { Domain, Evaluator, LimitReached, Scope } from './evaluate';
import { suggestPaths } from './suggest';
import { error, Problem, quote, warning } from '../diagnostics/diagnostic';
import { Mustache, nameOf, Node, Path } from '../parse/ast';
import { LoopVariable } from '../parse/builtins';
import { Unit } from '../parse/parse';

export interface RenderLimits {
  /** UTF-16 units of one part. @default 10,000,000: SES's default limit for a whole message is 10 MB */
  readonly output?: number;
  /** Statements evaluated for one part. @default 1,000,000 */
  readonly steps?: number;
}

const MAX_OUTPUT = 10_000_000;
const MAX_STEPS = 1_000_000;
/** Enough to see what is wrong with the data. */
const MAX_PROBLEMS = 20;

/**
 * Renders a part as SES does: values go into the text as they are, and one that is missing where it is printed fails
 * the rendering. All that are missing are told at once; SES names only the first.
 */
export function renderUnit(unit: Unit, data: unknown, limits: RenderLimits = {}): { text: string; problems: Problem[] } {
  const renderer = new Renderer(unit, data, limits.output ?? MAX_OUTPUT);
  try {
    new Evaluator<Datum>(renderer, unit.program, limits.steps ?? MAX_STEPS).run();
  } catch (cause) {
    if (!(cause instanceof LimitReached)) throw cause;
    const why = {
      output: `The rendered text is longer than ${(limits.output ?? MAX_OUTPUT).toLocaleString('en')} characters.`,
      steps: `The rendering takes more than ${(limits.steps ?? MAX_STEPS).toLocaleString('en')} steps.`,
      nesting: 'Blocks and partials stand in one another too deeply.',
    }[cause.limit];
    renderer.problems.push(error('renderingLimit', cause.node && unit.place(cause.node.loc), why, 'Loop over shorter lists, or over fewer lists inside of one another.'));
  }
  return { text: renderer.output(), problems: [...renderer.problems, ...renderer.observer.problems] };
}

class Renderer implements Domain<Datum> {
  readonly root: Datum;
  readonly nothing: Datum = { value: undefined };
  readonly observer: EngineDifferences;
  readonly problems: Problem[] = [];
  private pieces: string[] = [];
  private length = 0;
  private readonly told = new Set<string | Node>();

  constructor(private readonly unit: Unit, data: unknown, private readonly maxOutput: number) {
    this.root = { value: data };
    this.observer = new EngineDifferences(unit, this.root, MAX_PROBLEMS);
  }

  output(): string {
    return this.pieces.join('');
  }

  literal(value: unknown): Datum {
    return { value };
  }

  field(of: Datum, name: string): Datum {
    return { value: own(of.value, name), name, of };
  }

  lookup(of: Datum, key: Datum): Datum {
    return of.value ? this.field(of, printable(key.value)) : of;
  }

  extend(context: Datum, named: ReadonlyMap<string, Datum>): Datum {
    const given = Object.fromEntries(Array.from(named, ([name, datum]) => [name, datum.value]));
    return { ...context, value: { ...context.value as object, ...given }, withoutArguments: context };
  }

  /** Compared as loosely as Handlebars does when it decides whether a block is a step for `../`. */
  same(a: Datum, b: Datum): boolean {
    return a.value == b.value;
  }

  text(text: string, node: Node): void {
    this.length += text.length;
    if (this.length > this.maxOutput) throw new LimitReached('output', node);
    this.pieces.push(text);
  }

  print(value: Datum, node: Mustache, scope: Scope<Datum>): void {
    const datum = this.observer.printed(value, node, scope);
    if (isAbsent(datum.value)) this.missing(datum, node, scope);
    else this.printResult(datum, node);
  }

  printResult({ value }: Datum, node: Mustache): void {
    if (isAbsent(value)) return;
    if (typeof value === 'object') this.object(value, node);
    if (typeof value === 'number') this.observer.number(value, node);
    this.text(printable(value), node);
  }

  unreachable(path: Path): Datum {
    return { value: undefined, name: nameOf(path) };
  }

  choose({ value }: Datum, includeZero: Datum | undefined, then: () => void, otherwise: () => void): void {
    if ((!includeZero?.value && !value) || isEmpty(value)) otherwise();
    else then();
  }

  each(list: Datum, body: (item: Datum, loop: Record<LoopVariable, Datum>) => void, otherwise: () => void): void {
    const { value } = list;
    if (typeof value !== 'object' || value === null) return otherwise();
    const keys = Array.isArray(value) ? Array.from(value.keys()) : Object.keys(value);
    if (keys.length === 0) return otherwise();
    return keys.forEach((key, index) => {
      const item = { value: (value as Record<string | number, unknown>)[key], name: key, of: list };
      body(item, { index: { value: index }, key: { value: key }, first: { value: index === 0 }, last: { value: index === keys.length - 1 } });
    });
  }

  with(datum: Datum, body: () => void, otherwise: () => void): void {
    if (isEmpty(datum.value)) otherwise();
    else body();
  }

  section(datum: Datum, context: Datum, body: (context: Datum, loop?: Record<LoopVariable, Datum>) => void, otherwise: () => void): void {
    const { value } = datum;
    if (value === true) body(context);
    else if (value === false || isAbsent(value)) otherwise();
    else if (Array.isArray(value)) this.each(datum, body, otherwise);
    else body(datum);
  }

  indented(indent: string, node: Node, body: () => void): void {
    if (indent === '') return body();
    const outer = this.pieces;
    this.pieces = [];
    body();
    const lines = this.output().split('\n');
    this.pieces = outer;
    this.length -= lines.join('\n').length;
    // As Handlebars does: the end of the last line begins no line.
    return this.text(lines.map((line, index) => line === '' && index === lines.length - 1 ? '' : indent + line).join('\n'), node);
  }

  private missing(datum: Datum, node: Mustache, scope: Scope<Datum>): void {
    const name = nameOf(node.path);
    const where = pathOf(datum);
    if (!this.isNew(`${name} ${where}`)) return;
    this.problems.push(error('missingAttribute', this.unit.place(node.loc), `Attribute '${name}' is not present in the rendering data.`,
      [where === name ? '' : `It is looked for at ${where}.`, suggestPaths(datum, name, scope, this.root)].filter(Boolean).join(' ')));
  }

  private object(value: object, node: Mustache): void {
    if (!this.isNew(node)) return;
    const { source, start, end } = this.unit.place(node.loc);
    const name = nameOf(node.path);
    const example = Array.isArray(value) ? `{{#each ${name}}}{{this}}{{/each}}` : Object.keys(value).slice(0, 3).map(key => `{{${name}.${key}}}`).join(', ');
    this.problems.push(warning('objectPrinted', { source, start, end },
      `${quote(source.text.slice(start, end))} is ${Array.isArray(value) ? 'a list' : 'an object'}; what SES prints for one is not documented, and not for readers.`,
      node.params.length > 0 || example === '' ? 'Print what is in it.' : `Print what is in it: ${example}.`));
  }

  private isNew(what: string | Node): boolean {
    if (this.told.has(what) || this.problems.length >= MAX_PROBLEMS) return false;
    this.told.add(what);
    return true;
  }
}
