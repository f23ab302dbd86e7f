import { explainUnknownHelper, Hints, NO_HINTS } from './unknown-helper';
import { Problem } from '../diagnostics/diagnostic';
import { HELPERS, SECTIONS, VARIABLES } from '../diagnostics/messages/helpers';
import { PARTIALS, PARTIAL_WARNINGS } from '../diagnostics/messages/partials';
import { NAMES } from '../diagnostics/messages/syntax';
import {
  Block, Call, Decorator, DecoratorBlock, Expression, Literal, Mustache, nameOf, Node, PartialBlock, PartialCall, Path, Program, simpleName,
  Statement, SubExpression,
} from '../parse/ast';
import { BLOCK_HELPERS, DATA_VARIABLES, HELPER_NAMES, HOOKS, INLINE_HELPERS, MAX_NESTING } from '../parse/builtins';
import { conditionName } from '../parse/condition-name';
import { LOOP_VARIABLES_OF_JAVA } from '../parse/handlebars-java';
import { Unit } from '../parse/parse';
import { nearest } from '../text/nearest';
import { hasMarker, Place } from '../text/source';

/** Problems of a text that do not depend on its callers or data. */
export interface Lint {
  readonly problems: Problem[];
  /** Whether the text calls or defines partials. */
  readonly usesPartials: boolean;
}

export function lint(unit: Unit, hints: Hints = NO_HINTS): Lint {
  const linter = new Linter(unit, hints);
  linter.program(unit.program);
  return linter;
}

class Linter implements Lint {
  readonly problems: Problem[] = [];
  usesPartials = false;

  constructor(private readonly unit: Unit, private readonly hints: Hints) {}

  program(program: Program | undefined): void {
    const defined = new Set<string>();
    for (const node of program?.body ?? []) {
      if (node.type === 'DecoratorBlock') this.inlinePartial(node, defined);
      else this.statement(node);
    }
  }

  private statement(node: Statement): void {
    switch (node.type) {
      case 'MustacheStatement': return this.call(node);
      case 'BlockStatement': return this.block(node);
      case 'PartialStatement': return this.partial(node);
      case 'PartialBlockStatement':
        this.partial(node);
        return this.program(node.program);
      case 'Decorator': return this.unknownDecorator(node, nameOf(node.path));
      default: return undefined;
    }
  }

  /** A tag or subexpression with a value: a variable, or a helper that is not a block. */
  private call(node: Mustache | SubExpression): void {
    const { path, params } = node;
    const tag = this.text(node);
    if (node.type === 'MustacheStatement' && isTrailingDot(tag, params)) return this.trailingDot(node, tag);
    const name = simpleName(path);
    const called = node.type === 'SubExpression' || params.length > 0 || node.hash !== undefined;
    this.arguments(node);
    if (name !== undefined && BLOCK_HELPERS.has(name)) {
      return this.add(HELPERS.helperNeedsBlock(this.place(node), name, this.blockExample(name, params.map(param => this.text(param))[0])));
    }
    const helper = name === undefined ? undefined : INLINE_HELPERS.get(name);
    if (helper) {
      if (params.length === helper.params) return undefined;
      return this.add(HELPERS.helperArguments(this.place(node), name!, false, helper.params, params.length, helper.example));
    }
    if (called || (name !== undefined && HOOKS.has(name))) return this.unknownHelper(node, node, tag);
    return this.expression(path);
  }

  private block(node: Block): void {
    const { params, hash } = node;
    const name = simpleName(node.path);
    const helper = name === undefined ? undefined : BLOCK_HELPERS.get(name);
    this.arguments(node);
    if (helper) {
      if (params.length !== 1) this.blockArguments(node, name!);
    } else if (name !== undefined && INLINE_HELPERS.has(name)) {
      this.add(HELPERS.helperIsNoBlock(this.place(node.path), name, INLINE_HELPERS.get(name)!.example));
    } else if (params.length > 0 || hash || (name !== undefined && HOOKS.has(name))) {
      this.unknownHelper(node, node.path, this.openTag(node));
    } else {
      this.section(node);
    }
    this.blockParams(node, name, helper?.blockParams ?? 0);
    this.program(node.program);
    this.program(node.inverse);
  }

  /** Reports a number of arguments other than one; it is often a comparison or loop of another language. */
  private blockArguments(node: Block, name: string): void {
    const tag = this.openTag(node);
    const given = node.params.map(param => this.text(param));
    const [first, middle, last] = given;
    const { pairs: [pair] = [] } = node.hash ?? {};
    if (isTrailingDot(tag, node.params)) return this.trailingDot(node.path, tag);
    if (name === 'each' && given.length === 3 && ['in', 'of', 'as'].includes(middle)) {
      const [list, item] = middle === 'as' ? [first, last] : [last, first];
      return this.add(NAMES.loopSyntax(this.place(node.path), tag, `{{#each ${list} as |${item}|}}`));
    }
    if (name !== 'each' && name !== 'with' && (given.length === 3 || (given.length === 0 && pair))) {
      const condition = pair ? conditionName('==', [pair.key, this.text(pair.value)]) : conditionName(middle, [first, last]);
      return this.add(NAMES.comparison(this.place(node.path), tag, `{{#${name} ${condition}}}…{{/${name}}}`, false));
    }
    return this.add(HELPERS.helperArguments(this.place(node.path), name, true, 1, given.length, this.blockExample(name, first)));
  }

  private trailingDot(at: Node, tag: string): void {
    this.add(NAMES.trailingDot(this.place(at), tag, tag.replace(/\.(?=\s*~?\}+$)/, '')));
  }

  /** `{{#name}}`, which looks like a helper but names a variable. */
  private section(node: Block): void {
    this.expression(node.path);
    if (node.program) this.add(SECTIONS.ambiguousSection(this.place(node.path), nameOf(node.path)));
  }

  private blockParams(node: Block, name: string | undefined, most: number): void {
    const given = [...node.program?.blockParams ?? [], ...node.inverse?.blockParams ?? []];
    if (given.length > most) this.add(HELPERS.blockParameters(this.place(node.path), name ?? nameOf(node.path), most));
    for (const param of given) {
      if (HELPER_NAMES.includes(param)) this.add(HELPERS.blockParameterName(this.place(node.path), param));
    }
  }

  private partial(node: PartialCall | PartialBlock): void {
    this.usesPartials = true;
    this.arguments(node);
    if (node.name.type === 'SubExpression') return this.add(PARTIALS.dynamicPartial(this.place(node)));
    this.markers(nameOf(node.name), node.name);
    if (node.params.length > 1) {
      const named = node.params.slice(0, 2).map(param => `${lastPart(param)}=${this.text(param)}`).join(' ');
      this.add(PARTIALS.partialArguments(this.place(node.params[1]), nameOf(node.name), node.params.length, `{{> ${nameOf(node.name)} ${named}}}`));
    }
  }

  private inlinePartial(node: DecoratorBlock, defined: Set<string>): void {
    this.usesPartials = true;
    const kind = nameOf(node.path);
    const [name] = node.params;
    if (kind !== 'inline') {
      this.unknownDecorator(node, kind);
    } else if (node.params.length !== 1 || name.type !== 'StringLiteral') {
      this.add(PARTIALS.inlinePartialName(this.place(node.path)));
    } else {
      if (defined.has(String(name.value))) this.add(PARTIAL_WARNINGS.inlinePartialTwice(this.place(name), String(name.value)));
      defined.add(String(name.value));
      this.arguments(node);
    }
    this.program(node.program);
  }

  private unknownDecorator(node: Decorator | DecoratorBlock, name: string): void {
    this.add(HELPERS.unknownDecorator(this.place(node.path), name));
  }

  private unknownHelper(call: Mustache | SubExpression | Block, at: Node, tag: string): void {
    const given = call.params.map(param => this.text(param));
    this.add(explainUnknownHelper(this.place(at), { tag, call, given, name: nameOf(call.path) }, this.hints));
  }

  private arguments(call: Call): void {
    call.params.forEach(param => this.expression(param));
    for (const pair of call.hash?.pairs ?? []) {
      this.markers(pair.key, pair);
      this.expression(pair.value);
    }
  }

  private expression(node: Expression): void {
    if (node.type === 'SubExpression') return this.call(node);
    this.markers(nameOf(node), node);
    if (node.type === 'StringLiteral' && String(node.value).endsWith('\\')) this.add(NAMES.textEndsWithBackslash(this.place(node)));
    if (node.type !== 'PathExpression') return undefined;
    if (node.parts.length + node.depth > MAX_NESTING) return this.add(NAMES.pathTooLong(this.place(node), MAX_NESTING));
    const text = this.text(node);
    const go = /^(range|if|with)\s+\.([\w.]+)$/.exec(text);
    if (go) {
      const [, word, about] = go;
      const fix = this.blockExample(word === 'range' ? 'each' : word, about);
      return this.add(word === 'range' ? NAMES.loopSyntax(this.place(node), `{{${text}}}`, fix) : HELPERS.helperNeedsBlock(this.place(node), word, fix));
    }
    if (/\s|\?\./.test(text) && !text.includes('[')) this.add(NAMES.pathSyntax(this.place(node), text, text.replace(/\s+|\?(?=\.)/g, '')));
    return node.data ? this.dataVariable(node) : undefined;
  }

  private dataVariable(node: Path): void {
    const [name] = node.parts;
    if (DATA_VARIABLES.includes(name) || LOOP_VARIABLES_OF_JAVA.has(name) || name === undefined) return undefined;
    return this.add(VARIABLES.unknownDataVariable(this.place(node), name, nearest(name, DATA_VARIABLES), DATA_VARIABLES));
  }

  /** Reports tags that depend on deploy-time values, because they cannot be checked. */
  private markers(text: string, at: Node): void {
    if (hasMarker(text)) this.add(NAMES.deployTimeValueInTag(this.place(at), this.text(at)));
  }

  /** An example of a correct block, with the author's own names. */
  private blockExample(name: string, about: string | undefined): string {
    return `{{#${name} ${about ?? BLOCK_HELPERS.get(name)!.example}}}…{{/${name}}}`;
  }

  /** The tag that opens a block. */
  private openTag(node: Block): string {
    const { source, start } = this.place(node);
    return /^\{\{[^]*?\}\}/.exec(source.text.slice(start, start + 200))?.[0] ?? `{{#${nameOf(node.path)}}}`;
  }

  private text(node: Node): string {
    const { source, start, end } = this.place(node);
    return source.text.slice(start, end);
  }

  private place(node: Node): Place {
    return this.unit.place(node.loc);
  }

  private add(problem: Problem): void {
    this.problems.push(problem);
  }
}

/** Handlebars parses `{{name.}}` as a helper `name` with the argument `.`. */
function isTrailingDot(tag: string, params: readonly (Expression | Literal)[]): boolean {
  const last = params[params.length - 1];
  return last?.type === 'PathExpression' && last.original === '.' && /[^\s.]\.\s*~?\}+$/.test(tag);
}

function lastPart(node: Expression): string {
  return node.type === 'PathExpression' && node.parts.length > 0 ? node.parts[node.parts.length - 1] : 'value';
}
