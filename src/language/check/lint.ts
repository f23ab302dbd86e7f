import { engineDifferences } from './engine-differences';
import { error, Problem, quote, Topic, warning } from '../diagnostics/diagnostic';
import {
  Block, Call, Decorator, DecoratorBlock, Expression, Literal, Mustache, nameOf, Node, PartialBlock, PartialCall, Path, Program, simpleName,
  Statement, SubExpression,
} from '../parse/ast';
import { BLOCK_HELPERS, COMPARISONS, DATA_VARIABLES, HELPER_NAMES, HOOKS, INLINE_HELPERS, MAX_NESTING } from '../parse/builtins';
import { Unit } from '../parse/parse';
import { nearest } from '../text/nearest';
import { holdsMarker } from '../text/source';

/** What is wrong with a text in itself, whatever calls it and with whatever data. */
export interface Lint {
  readonly problems: Problem[];
  /** Whether it calls or defines partials. */
  readonly usesPartials: boolean;
}

export function lint(unit: Unit): Lint {
  const linter = new Linter(unit);
  linter.program(unit.program, true);
  if (linter.problems.every(({ severity }) => severity !== 'error')) linter.problems.push(...engineDifferences(unit));
  return linter;
}

class Linter implements Lint {
  readonly problems: Problem[] = [];
  usesPartials = false;

  constructor(private readonly unit: Unit) {}

  /** `top` is where inline partials may be defined: the outermost level of a text, and the block of a layout. */
  program(program: Program | undefined, top = false): void {
    const defined = new Set<string>();
    for (const node of program?.body ?? []) {
      if (node.type === 'DecoratorBlock') this.inlinePartial(node, top, defined);
      else this.statement(node);
    }
  }

  private statement(node: Statement): void {
    switch (node.type) {
      case 'MustacheStatement': return this.call(node, node);
      case 'BlockStatement': return this.block(node);
      case 'PartialStatement': return this.partial(node);
      case 'PartialBlockStatement':
        this.partial(node);
        return this.program(node.program, true);
      case 'Decorator': return this.decorator(node);
      default: return undefined;
    }
  }

  /** What prints a value: a variable, or a helper that is no block. */
  private call(node: Mustache | SubExpression, at: Node): void {
    const { path } = node;
    const name = simpleName(path);
    const called = node.type === 'SubExpression' || node.params.length > 0 || node.hash !== undefined;
    this.arguments(node);
    if (name !== undefined && BLOCK_HELPERS.has(name)) {
      return this.error('helperArguments', at, `"${name}" is a block: it needs a # and an end.`, `Write ${BLOCK_HELPERS.get(name)!.example}.`);
    }
    const helper = name === undefined ? undefined : INLINE_HELPERS.get(name);
    if (helper) {
      if (node.params.length === helper.params) return;
      return this.error('helperArguments', at, `"${name}" takes ${count(helper.params)}, but gets ${node.params.length}.`, `Write it like ${helper.example}.`);
    }
    if (called || (name !== undefined && HOOKS.has(name))) return this.unknownHelper(path, at, false);
    return this.expression(path);
  }

  private block(node: Block): void {
    const name = simpleName(node.path);
    const helper = name === undefined ? undefined : BLOCK_HELPERS.get(name);
    this.arguments(node);
    if (helper) {
      if (node.params.length !== 1) {
        this.error('helperArguments', node.path, node.params.length === 0
          ? `{{#${name}}} does not say what it is about.`
          : `{{#${name}}} takes one name, but gets ${node.params.length}.`, `Write it like ${helper.example}.`);
      }
    } else if (name !== undefined && INLINE_HELPERS.has(name)) {
      this.error('helperArguments', node.path, `"${name}" is not a block: it has no end.`, `Write it like ${INLINE_HELPERS.get(name)!.example}.`);
    } else if (node.params.length > 0 || node.hash || (name !== undefined && HOOKS.has(name))) {
      this.unknownHelper(node.path, node.path, true);
    } else {
      this.section(node);
    }
    this.blockParams(node, name, helper?.blockParams ?? 0);
    this.program(node.program);
    this.program(node.inverse);
  }

  /** `{{#name}}`, which only looks like a helper. */
  private section(node: Block): void {
    const path = nameOf(node.path);
    this.expression(node.path);
    if (!node.program) return;
    this.problems.push(warning('ambiguousSection', this.unit.place(node.path.loc),
      `{{#${path}}} means something else for a list, an object, and true or false.`,
      `Say which is meant: {{#if ${path}}}, {{#each ${path}}} or {{#with ${path}}}.`));
  }

  private blockParams(node: Block, name: string | undefined, most: number): void {
    const given = [...node.program?.blockParams ?? [], ...node.inverse?.blockParams ?? []];
    if (given.length > most) {
      this.error('blockParameter', node.path, most === 0
        ? `{{#${name ?? nameOf(node.path)}}} gives no names with "as |…|".`
        : `{{#${name}}} gives at most ${count(most, 'name')} with "as |…|".`,
      'Use it as {{#each items as |item index|}} or {{#with order as |o|}}.');
    }
    for (const param of given) {
      if (HELPER_NAMES.includes(param)) this.error('blockParameter', node.path, `"${param}" is a helper, and cannot be the name of a value too.`, `Choose another name in "as |${param}|".`);
    }
  }

  private partial(node: PartialCall | PartialBlock): void {
    this.usesPartials = true;
    this.arguments(node);
    if (node.name.type === 'SubExpression') {
      return this.error('dynamicPartial', node, 'This partial is chosen by the data, and only partials that are named in the template can be compiled into it.',
        'Name each partial: {{#if isGift}}{{> gift}}{{else}}{{> parcel}}{{/if}}.');
    }
    this.markers(nameOf(node.name), node.name);
    if (node.params.length > 1) {
      this.error('partialArguments', node.params[1], `{{> ${nameOf(node.name)}}} takes one value at most, but gets ${node.params.length}.`,
        `Give further ones by name: {{> ${nameOf(node.name)} ${node.params.slice(0, 2).map(param => `${lastPart(param)}=${this.text(param)}`).join(' ')}}}.`);
    }
  }

  private inlinePartial(node: DecoratorBlock, top: boolean, defined: Set<string>): void {
    this.usesPartials = true;
    const kind = nameOf(node.path);
    const [name] = node.params;
    if (kind !== 'inline') {
      this.unknownDecorator(node, kind);
    } else if (node.params.length !== 1 || name.type !== 'StringLiteral') {
      this.error('inlinePartial', node.path, 'An inline partial needs a name in quotes.', 'Write {{#* inline "footer"}}…{{/inline}}.');
    } else if (!top) {
      this.error('inlinePartial', node.path, `The inline partial "${String(name.value)}" is defined inside a block.`,
        'Move it to the beginning of the part, where SES expects it, and hand over what it needs: {{> row item=this}}.');
    } else if (defined.has(String(name.value))) {
      this.error('inlinePartial', name, `The inline partial "${String(name.value)}" is defined twice.`, 'Remove one, or rename it.');
    } else {
      defined.add(String(name.value));
      this.arguments(node);
    }
    this.program(node.program);
  }

  private decorator(node: Decorator): void {
    this.unknownDecorator(node, nameOf(node.path));
  }

  private unknownDecorator(node: Decorator | DecoratorBlock, name: string): void {
    this.error('unknownDecorator', node.path, `"*${name}" is not something that SES knows.`,
      'The only word that may follow * is "inline", which defines a partial: {{#* inline "footer"}}…{{/inline}}.');
  }

  private unknownHelper(path: Path | Literal, at: Node, block: boolean): void {
    const name = nameOf(path);
    const like = name === 'elseif' || name === 'elsif' ? 'else if' : name === 'inline' ? '#* inline' : nearest(name, HELPER_NAMES);
    const suggestion = like ? `Did you mean "${like}"? ` : '';
    const advice = block || COMPARISONS.has(name)
      ? 'Let the code that sends the email decide, and test the result: {{#if isPaid}}…{{/if}}.'
      : 'Format or compute the value in the code that sends the email, and print the result: {{date}}.';
    this.error('unknownHelper', at, `SES has no helper "${name}", and none can be added to it.`,
      `${suggestion}SES knows ${HELPER_NAMES.slice(0, -1).join(', ')} and ${HELPER_NAMES[HELPER_NAMES.length - 1]}. ${like ? '' : advice}`.trimEnd());
  }

  private arguments(call: Call): void {
    call.params.forEach(param => this.expression(param));
    for (const pair of call.hash?.pairs ?? []) {
      this.markers(pair.key, pair);
      this.expression(pair.value);
    }
  }

  private expression(node: Expression): void {
    if (node.type === 'SubExpression') return this.call(node, node);
    this.markers(nameOf(node), node);
    if (node.type === 'StringLiteral' && String(node.value).endsWith('\\')) {
      this.error('syntax', node, 'A text in quotes that ends with a backslash is read differently by different Handlebars.', 'Put the text outside of the braces.');
    }
    if (node.type === 'PathExpression' && node.parts.length > MAX_NESTING) {
      this.error('tooComplex', node, `This path has more than ${MAX_NESTING} names.`, 'Shorten it.');
    }
    if (node.type !== 'PathExpression' || !node.data) return undefined;
    const [name] = node.parts;
    if (DATA_VARIABLES.includes(name) || name === undefined) return undefined;
    const like = nearest(name, DATA_VARIABLES);
    return this.error('unknownVariable', node, `There is no @${name}.`,
      like ? `Did you mean @${like}?` : `Handlebars knows ${DATA_VARIABLES.map(known => `@${known}`).join(', ')}. A variable of your data has no @: {{${name}}}.`);
  }

  /** Nobody can tell what a template does whose tags are written by the deployment. */
  private markers(text: string, at: Node): void {
    if (!holdsMarker(text)) return;
    this.error('deployTimeValueInTag', at, `A value that is known only when the stack is deployed stands inside of braces: ${quote(this.text(at))}.`,
      'Put it outside of the braces, or send it with the data of each email.');
  }

  private text(node: Node): string {
    const { source, start, end } = this.unit.place(node.loc);
    return source.text.slice(start, end);
  }

  private error(topic: Topic, at: Node, message: string, suggestion: string): void {
    this.problems.push(error(topic, this.unit.place(at.loc), message, suggestion));
  }
}

function count(number: number, noun = 'value'): string {
  return number === 1 ? `one ${noun}` : `${number === 2 ? 'two' : number} ${noun}s`;
}

function lastPart(node: Expression): string {
  return node.type === 'PathExpression' && node.parts.length > 0 ? node.parts[node.parts.length - 1] : 'value';
}
