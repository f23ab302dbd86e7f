import { Location } from '../text/source';

/**
 * The syntax tree as the `handlebars` package's parser gives it, cut down to what is used here. The package's own
 * types declare nodes that can be absent as present, so they are not used.
 */

export interface Node {
  readonly loc: Location;
}

export interface Program extends Partial<Node> {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  /** The body of an `{{else if}}`: one block, which has no closing tag of its own. */
  readonly chained?: boolean;
}

export type Statement = Content | Comment | Mustache | Block | PartialCall | PartialBlock | Decorator | DecoratorBlock;

export interface Content extends Node {
  readonly type: 'ContentStatement';
  /** What is left after whitespace control. */
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
  /** The whitespace before a call that stands on a line of its own. */
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
  /** `@index` and its like. */
  readonly data: boolean;
  /** How many `../` it starts with. */
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

/** The value of a literal; a literal that stands where a path is expected names a variable. */
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

/** Starts with `this`, `.` or `../`, so that it can name neither a helper nor a block parameter. */
export function isScoped(path: Path): boolean {
  return path.depth > 0 || /^\.|^this\b/.test(path.original);
}

/** The one name that a path consists of, if it is one that can call a helper. */
export function simpleName(path: Path | Literal): string | undefined {
  if (path.type !== 'PathExpression') return nameOf(path);
  return path.parts.length === 1 && !path.data && !isScoped(path) ? path.parts[0] : undefined;
}

/** The partials that a program defines for itself and for what it calls; definitions that cannot be understood are left out. */
export function inlinePartials(program: Program): DecoratorBlock[] {
  return program.body.filter((node): node is DecoratorBlock =>
    node.type === 'DecoratorBlock' && nameOf(node.path) === 'inline' && node.params.length === 1 && node.params[0].type === 'StringLiteral');
}

/** The end of a tag's last argument. */
export function lastArgument(call: Call): Node | undefined {
  return call.hash ?? call.params[call.params.length - 1];
}

/** What a call calls, or a definition defines. */
export function partialName(node: DecoratorBlock | PartialCall | PartialBlock): string {
  return nameOf(node.type === 'DecoratorBlock' ? node.params[0] : node.name);
}

/** What is inside a statement. */
export function programsIn(node: Statement): Program[] {
  return [...'program' in node ? [node.program] : [], ...'inverse' in node ? [node.inverse] : []].filter(program => program !== undefined);
}
