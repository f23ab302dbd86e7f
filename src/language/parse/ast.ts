import { Location } from '../text/source';

/**
 * The syntax tree that the parser of the `handlebars` package returns, reduced to what is used here. The types of that package
 * declare optional nodes as required, so they are not used.
 */

export interface Node {
  readonly loc: Location;
}

export interface Program extends Partial<Node> {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** Whether it is the body of an `{{else if}}`: one block without a closing tag. */
  readonly chained?: boolean;
}

export type Statement = Content | Comment | Mustache | Block | PartialCall | PartialBlock | Decorator | DecoratorBlock;

export interface Content extends Node {
  readonly type: 'ContentStatement';
  /** The text after whitespace control. */
  value: string;
  readonly original: string;
}

export interface Comment extends Node {
  readonly type: 'CommentStatement';
}

export interface Call extends Node {
  readonly params: readonly Expression[];
  readonly hash?: Hash;
}

export interface Mustache extends Call {
  readonly type: 'MustacheStatement';
  readonly path: Path | Literal;
  /** `{{x}}`, not `{{{x}}}` or `{{&x}}`. */
  readonly escaped: boolean;
}

export interface Decorator extends Call {
  readonly type: 'Decorator';
  readonly path: Path | Literal;
}

interface BlockCall extends Call {
  readonly path: Path | Literal;
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface Block extends BlockCall {
  readonly type: 'BlockStatement';
}

export interface DecoratorBlock extends BlockCall {
  readonly type: 'DecoratorBlock';
}

export interface PartialCall extends Call {
  readonly type: 'PartialStatement';
  readonly name: Path | Literal | SubExpression;
  /** The whitespace before a call that is alone on its line. */
  readonly indent: string;
}

export interface PartialBlock extends Call {
  readonly type: 'PartialBlockStatement';
  readonly name: Path | Literal | SubExpression;
  readonly program: Program;
}

export type Expression = Path | SubExpression | Literal;

export interface Path extends Node {
  readonly type: 'PathExpression';
  /** Whether it starts with `@`, like `@index`. */
  readonly data: boolean;
  /** The number of `../` at the beginning. */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}

export interface SubExpression extends Call {
  readonly type: 'SubExpression';
  readonly path: Path | Literal;
}

export interface Literal extends Node {
  readonly type: 'StringLiteral' | 'NumberLiteral' | 'BooleanLiteral' | 'UndefinedLiteral' | 'NullLiteral';
  readonly value?: string | number | boolean;
  readonly original?: string | number | boolean;
}

export interface Hash extends Node {
  readonly pairs: readonly HashPair[];
}

export interface HashPair extends Node {
  readonly key: string;
  readonly value: Expression;
}

/** The value of a literal. A literal in place of a path names a variable. */
export function literalValue(literal: Literal): string | number | boolean | null | undefined {
  return literal.type === 'NullLiteral' ? null : literal.value;
}

/** A path as its author wrote it, without brackets. */
export function nameOf(path: Path | Literal | SubExpression): string {
  switch (path.type) {
    case 'PathExpression': return path.original;
    case 'SubExpression': return `(${nameOf(path.path)})`;
    case 'NullLiteral': return 'null';
    case 'UndefinedLiteral': return 'undefined';
    default: return String(path.original);
  }
}

/** Whether a path starts with `this`, `.` or `../`, so that it names neither a helper nor a block parameter. */
export function isScoped(path: Path): boolean {
  return path.depth > 0 || /^\.|^this\b/.test(path.original);
}

/** The single name that a path consists of, if it can be the name of a helper. */
export function simpleName(path: Path | Literal): string | undefined {
  if (path.type !== 'PathExpression') return nameOf(path);
  return path.parts.length === 1 && !path.data && !isScoped(path) ? path.parts[0] : undefined;
}

/** The inline partials that a program defines, without malformed definitions. */
export function inlinePartials(program: Program): DecoratorBlock[] {
  return program.body.filter((node): node is DecoratorBlock =>
    node.type === 'DecoratorBlock' && nameOf(node.path) === 'inline' && node.params.length === 1 && node.params[0].type === 'StringLiteral');
}

/** The end of a tag's last argument. */
export function lastArgument(call: Call): Node | undefined {
  return call.hash ?? call.params[call.params.length - 1];
}

/** The name of the partial that a call calls or a definition defines. */
export function partialName(node: DecoratorBlock | PartialCall | PartialBlock): string {
  return nameOf(node.type === 'DecoratorBlock' ? node.params[0] : node.name);
}

/** The programs inside a statement. */
export function programsIn(node: Statement): Program[] {
  return [...'program' in node ? [node.program] : [], ...'inverse' in node ? [node.inverse] : []].filter(program => program !== undefined);
}
