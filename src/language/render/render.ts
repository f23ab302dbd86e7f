import { Datum, isAbsent, isEmpty, ownProperty, pathOf, printable } from './datum';
import { EngineDifferences } from './engine-differences';
import { Domain, Evaluator, LimitReached, Scope } from './evaluate';
import { Missing } from './missing';
import { Usage } from './usage';
import { Problem } from '../diagnostics/diagnostic';
import { DATA_WARNINGS, RENDERING } from '../diagnostics/messages/rendering';
import { Block, Mustache, nameOf, Node, Path } from '../parse/ast';
import { LoopVariable } from '../parse/builtins';
import { Unit } from '../parse/parse';
import { lastAtMost } from '../text/last-at-most';
import { Place } from '../text/source';

export interface RenderLimits {
  /** UTF-16 units of one part. @default 10,000,000: SES's default limit for a whole message is 10 MB */
  readonly output?: number;
  /** Statements evaluated for one part. @default 1,000,000 */
  readonly steps?: number;
}

const MAX_OUTPUT = 10_000_000;
const MAX_STEPS = 1_000_000;
/** Enough problems to understand what is wrong with the data. */
const MAX_PROBLEMS = 20;
/** Strings that senders use for false. */
const MEANT_AS_FALSE: ReadonlySet<string> = new Set(['false', '0', 'no', 'null', 'undefined', 'none', 'off', 'n']);

export interface UnitRendering {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Printed values that the data lacks. SES reports only the first. */
  readonly missing: readonly Missing[];
  /** The tag that printed the value at an offset of the text; undefined for text of the template itself. */
  printedAt(offset: number): Place | undefined;
}

/**
 * Renders a part as SES does: values are inserted without escaping, and a printed value that is missing fails the rendering.
 *
 * @param usage records which fields of the data the template uses
 */
export function renderUnit(unit: Unit, data: unknown, usage: Usage, limits: RenderLimits = {}): UnitRendering {
  const renderer = new Renderer(unit, data, usage, limits.output ?? MAX_OUTPUT);
  try {
    new Evaluator<Datum>(renderer, unit.program, limits.steps ?? MAX_STEPS).run();
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    const why = {
      output: `The rendered text is longer than ${(limits.output ?? MAX_OUTPUT).toLocaleString('en')} characters.`,
      steps: `The rendering takes more than ${(limits.steps ?? MAX_STEPS).toLocaleString('en')} steps.`,
      nesting: 'Blocks and partials are nested too deeply.',
    }[error.limit];
    renderer.problems.push(RENDERING.renderingLimit(error.node && unit.place(error.node.loc), why));
  }
  const { observer: differences } = renderer;
  return {
    text: renderer.output(),
    problems: [...renderer.problems, ...differences.problems],
    missing: [...renderer.missing.values()],
    printedAt: offset => renderer.printedAt(offset),
  };
}

class Renderer implements Domain<Datum> {
  readonly root: Datum;
  readonly nothing: Datum = { value: undefined };
  readonly observer: EngineDifferences;
  readonly problems: Problem[] = [];
  readonly missing = new Map<string, Missing & { readonly places: Place[] }>();
  private pieces: string[] = [];
  private length = 0;
  private readonly reported = new Set<string | Node>();
  /** The offsets of printed values, and the tags that printed them. */
  private readonly starts: number[] = [];
  private readonly printers: Array<{ readonly end: number; readonly node: Mustache }> = [];

  constructor(private readonly unit: Unit, data: unknown, private readonly usage: Usage, private readonly maxOutput: number) {
    this.root = { value: data };
    this.observer = new EngineDifferences(unit, this.root, MAX_PROBLEMS);
  }

  output(): string {
    return this.pieces.join('');
  }

  printedAt(offset: number): Place | undefined {
    const index = lastAtMost(this.starts, offset);
    const isPrinted = this.starts[index] <= offset && offset < this.printers[index].end;
    return isPrinted ? this.unit.place(this.printers[index].node.loc) : undefined;
  }

  literal(value: unknown): Datum {
    return { value };
  }

  field(of: Datum, name: string): Datum {
    this.usage.add(of.value, name);
    return { value: ownProperty(of.value, name), name, of };
  }

  lookup(of: Datum, key: Datum): Datum {
    return of.value ? this.field(of, printable(key.value)) : of;
  }

  extend(context: Datum, named: ReadonlyMap<string, Datum>): Datum {
    const given = Object.fromEntries(Array.from(named, ([name, datum]) => [name, datum.value]));
    return { ...context, value: { ...context.value as object, ...given }, withoutArguments: context };
  }

  /** Uses the same loose comparison as Handlebars, which decides whether a block is a step for `../`. */
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
    if (isAbsent(datum.value)) this.isMissing(datum, node, scope);
    else this.printResult(datum, node);
  }

  printResult({ value }: Datum, node: Mustache): void {
    if (isAbsent(value)) return;
    if (typeof value === 'object') this.object(value, node);
    if (typeof value === 'number') this.observer.number(value, node);
    const start = this.length;
    this.text(printable(value), node);
    this.starts.push(start);
    this.printers.push({ end: this.length, node });
  }

  unreachable(path: Path): Datum {
    return { value: undefined, name: nameOf(path) };
  }

  choose(condition: Datum, includeZero: Datum | undefined, then: () => void, otherwise: () => void, node: Block): void {
    const { value } = condition;
    if (typeof value === 'string' && MEANT_AS_FALSE.has(value.toLowerCase())) {
      this.warn(node, () => DATA_WARNINGS.textCountsAsTrue(this.placeOf(node), pathOf(condition), value));
    }
    if ((!includeZero?.value && !value) || isEmpty(value)) otherwise();
    else then();
  }

  each(list: Datum, body: (item: Datum, loop: Record<LoopVariable, Datum>) => void, otherwise: () => void, node?: Block): void {
    const { value } = list;
    if (typeof value !== 'object' || value === null) {
      if (node && !isAbsent(value) && value !== '' && value !== false) {
        this.warn(node, () => DATA_WARNINGS.eachOverText(this.placeOf(node), pathOf(list), printable(value), typeof value));
      }
      return otherwise();
    }
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
    const start = this.length;
    const firstPrinter = this.starts.length;
    this.pieces = [];
    body();
    const lines = this.output().split('\n');
    this.pieces = outer;
    this.length = start;
    this.shiftPrinters(firstPrinter, start, lines, indent.length);
    // Like Handlebars: the line end of the last line does not begin another line.
    return this.text(lines.map((line, index) => line === '' && index === lines.length - 1 ? '' : indent + line).join('\n'), node);
  }

  /** Moves the offsets of values in an indented partial, each line of which has `indent` more characters. */
  private shiftPrinters(first: number, start: number, lines: readonly string[], indent: number): void {
    let line = 0;
    let end = start + lines[0].length;
    for (let index = first; index < this.starts.length; index++) {
      while (end < this.starts[index]) end += 1 + lines[++line].length;
      const shift = indent * (line + 1);
      this.starts[index] += shift;
      this.printers[index] = { ...this.printers[index], end: this.printers[index].end + shift };
    }
  }

  private isMissing(datum: Datum, node: Mustache, scope: Scope<Datum>): void {
    const name = nameOf(node.path);
    const place = this.unit.place(node.loc);
    const key = JSON.stringify([name, pathOf(datum)]);
    const known = this.missing.get(key);
    if (!known) {
      if (this.missing.size < MAX_PROBLEMS) this.missing.set(key, { name, datum, scope, places: [place] });
    } else if (!known.places.some(({ source, start }) => source === place.source && start === place.start)) {
      known.places.push(place);
    }
  }

  private object(value: object, node: Mustache): void {
    const name = nameOf(node.path);
    const prefix = name === '.' || name === 'this' ? '' : `${name}.`;
    const fields = node.params.length > 0 ? []
      : Array.isArray(value) ? [`{{#each ${name}}}{{this}}{{/each}}`]
        : Object.keys(value).slice(0, 3).map(key => `{{${prefix}${key}}}`);
    this.warn(node, () => {
      const { source, start, end } = this.unit.place(node.loc);
      return DATA_WARNINGS.objectPrinted({ source, start, end }, source.text.slice(start, end), Array.isArray(value), fields);
    });
  }

  /** Warns once for each node. */
  private warn(node: Node, problem: () => Problem): void {
    if (this.reported.has(node) || this.problems.length >= MAX_PROBLEMS) return;
    this.reported.add(node);
    this.problems.push(problem());
  }

  /** The place of a block's value. */
  private placeOf(node: Block): Place {
    return this.unit.place((node.params[0] ?? node.path).loc);
  }
}
