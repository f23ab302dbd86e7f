import { checkTags } from './engine-tags';
import { Problem } from '../diagnostics/diagnostic';
import { ENGINES } from '../diagnostics/messages/engines';
import {
  Block, Call, Expression, Hash, isScoped, Literal, Mustache, nameOf, Node, PartialBlock, PartialCall, Path, Program, simpleName, Statement,
  SubExpression,
} from '../parse/ast';
import { BLOCK_HELPERS, isPlaceholder } from '../parse/builtins';
import { HELPERS_OF_JAVA, isMemberOfJava, isReadable, LOOP_VARIABLES_OF_JAVA } from '../parse/handlebars-java';
import { Unit } from '../parse/parse';

/** More problems would add nothing. */
const MAX_PROBLEMS = 100;

/**
 * Reports what handlebars.js and handlebars.java do differently with a text for any data. SES may run either
 * (docs/template-language-facts.md#two-engines).
 */
export function engineDifferences(unit: Unit): Problem[] {
  const check = new EngineCheck(unit);
  check.program(unit.program, {});
  return [...checkTags(unit), ...check.problems].slice(0, MAX_PROBLEMS);
}

/** The blocks around a place that change how handlebars.java looks up names. */
interface Around {
  /** The innermost block with `as |…|`. */
  readonly named?: { readonly tag: string; readonly name: string };
  /** The names given by blocks. */
  readonly names?: readonly string[];
  /** Whether another block with a value is inside that block. */
  readonly inner?: boolean;
  /** Whether the innermost loop is such an inner block. */
  readonly innerLoop?: boolean;
  /** The value of the innermost block, if that is a `{{#with}}`. */
  readonly with?: { readonly about: string; readonly part: 'body' | 'else' };
}

class EngineCheck {
  readonly problems: Problem[] = [];

  constructor(private readonly unit: Unit) {}

  program(program: Program | undefined, around: Around): void {
    program?.body.forEach(node => this.statement(node, around));
  }

  private statement(node: Statement, around: Around): void {
    switch (node.type) {
      case 'MustacheStatement': return this.mustache(node, around);
      case 'BlockStatement': return this.block(node, around);
      case 'PartialStatement': return this.partial(node, around);
      case 'PartialBlockStatement':
        this.partial(node, around);
        // The block becomes a partial.
        return this.program(node.program, {});
      case 'DecoratorBlock': return this.program(node.program, {});
      default: return undefined;
    }
  }

  private partial(node: PartialCall | PartialBlock, around: Around): void {
    const [context] = node.params;
    if (context && !['PathExpression', 'UndefinedLiteral', 'NullLiteral'].includes(context.type)) {
      const called = `> ${nameOf(node.name)}`;
      this.add(ENGINES.unreadableTag, context, `{{${called} ${this.text(context)}}}`, `Pass the value by name: {{${called} item=${this.text(context)}}}.`);
    }
    this.arguments(node, around);
  }

  private mustache(node: Mustache, around: Around): void {
    if (isPlaceholder(node)) return;
    this.variable(node.path, node, around);
    if (node.path.type === 'PathExpression' && node.path.data && ['first', 'last'].includes(node.path.parts[0]) && node.path.depth === 0) {
      this.add(ENGINES.loopVariablePrinted, node, node.path.parts[0]);
    }
    this.arguments(node, around);
  }

  private block(node: Block, around: Around): void {
    const name = simpleName(node.path);
    const helper = name !== undefined && BLOCK_HELPERS.has(name) ? name : undefined;
    if (/^\{\{~?\^/.test(this.text(node))) this.inverted(node, helper);
    else if (helper === undefined) this.variable(node.path, node, around);
    this.arguments(node, around);
    const [tested] = node.params;
    if ((helper === 'if' || helper === 'unless') && tested?.type === 'PathExpression' && !tested.data) this.member(tested);
    const zero = node.hash?.pairs.find(pair => pair.key === 'includeZero');
    if (zero && tested) this.add(ENGINES.includeZero, zero, `{{#${name} isSet}}…{{/${name}}}`);
    const params = node.program?.blockParams ?? [];
    params.filter(param => !isReadable(param)).forEach(param => this.add(ENGINES.unreadableArgumentName, node.path, param));
    const about = helper === 'with' && tested ? this.text(tested) : undefined;
    const inPart = (part: 'body' | 'else', inside: Around): Around => ({ ...inside, with: about === undefined ? undefined : { about, part } });
    this.program(node.program, inPart('body', this.within(node, helper, params, around)));
    this.program(node.inverse, inPart('else', around));
  }

  private within(node: Block, helper: string | undefined, params: readonly string[], around: Around): Around {
    if (helper === 'if' || helper === 'unless') return around;
    if (params.length > 0 && node.params.length > 0) {
      const tag = `{{#${helper} ${this.text(node.params[0])} as |${params.join(' ')}|}}`;
      return { named: { tag, name: params[0] }, names: [...around.names ?? [], ...params] };
    }
    return around.named ? { ...around, inner: true, innerLoop: around.innerLoop || helper === 'each' } : around;
  }

  /** `{{^name}}` and `{{^if name}}` */
  private inverted(node: Block, helper: string | undefined): void {
    const about = node.params[0] ?? node.path;
    const opposite = helper === 'unless' ? 'if' : 'unless';
    this.add(ENGINES.invertedBlock, node.path, `{{^${helper === undefined ? '' : `${helper} `}${this.text(about)}}}`,
      `{{#${opposite} ${this.text(about)}}}…{{/${opposite}}}`);
  }

  /** Checks the value that a tag prints or opens, as opposed to arguments of helpers. */
  private variable(path: Path | Literal, node: Mustache | Block, around: Around): void {
    const prefix = node.type === 'BlockStatement' ? '#' : '';
    if (path.type !== 'PathExpression') {
      this.add(ENGINES.unreadableName, path, `{{${prefix}${this.text(path)}}}`, `{{${prefix}[${nameOf(path)}]}}`);
    } else if (!isScoped(path) && !path.data && HELPERS_OF_JAVA.has(path.parts[0]) && path.parts.length === 1 && path.original === this.text(path)) {
      this.add(ENGINES.nameOfHelper, path, `{{${prefix}${path.original}}}`, `{{${prefix}[${path.original}]}}`);
    } else if (node.params.length === 0 && !node.hash) {
      if (node.type === 'MustacheStatement') this.nameOfWith(path, around);
      this.path(path, around, fix => `{{${prefix}${fix}}}`);
    }
  }

  /** Directly in `{{#with x}}`, handlebars.java reads `{{x}}` and `{{x.y}}` as `{{this.x}}` and `{{this.x.y}}`. */
  private nameOfWith(path: Path, { with: block }: Around): void {
    const written = this.text(path);
    if (!block || isScoped(path) || !`${written}.`.startsWith(`${block.about}.`)) return;
    if (block.part === 'else') this.add(ENGINES.thisInElse, path, written);
    // In the block itself, handlebars.js looks up a plain name there, too.
    else if (path.data) this.add(ENGINES.dataVariableInWith, path, written, `{{#with ${block.about}}}`, `{{this${written.slice(block.about.length)}}}`);
  }

  private arguments(node: Call & { readonly hash?: Hash }, around: Around): void {
    node.params.forEach(param => this.expression(param, around));
    const keys = new Set<string>();
    for (const { key, value, loc } of node.hash?.pairs ?? []) {
      if (keys.has(key)) this.problems.push(ENGINES.argumentTwice(this.unit.place(loc), key));
      keys.add(key);
      if (!isReadable(key)) this.problems.push(ENGINES.unreadableArgumentName(this.unit.place(loc), key));
      this.expression(value, around);
    }
  }

  private expression(node: Expression, around: Around): void {
    if (node.type === 'SubExpression') return this.arguments(node as SubExpression, around);
    if (node.type === 'PathExpression') this.path(node, around, fix => fix);
  }

  private path(path: Path, around: Around, written: (fix: string) => string): void {
    const { named, names = [], inner } = around;
    // Already reported at the block that gives the name.
    if (names.includes(path.parts[0]) && !isReadable(path.parts[0])) return undefined;
    const readable = readablePath(this.text(path));
    if (readable !== undefined) return this.add(ENGINES.unreadableName, path, written(this.text(path)), written(readable));
    if (path.data) {
      const [name] = path.parts;
      if (LOOP_VARIABLES_OF_JAVA.has(name)) this.add(ENGINES.loopVariableOfJava, path, name);
      else if (name !== 'root' && path.depth === 0 && around.innerLoop) this.add(ENGINES.loopVariableInNamedBlock, path, name, around.named!.tag);
      return undefined;
    }
    if (!named || (names.includes(path.parts[0]) && !isScoped(path))) return undefined;
    const after = (name: string) => written([name, ...path.parts].join('.'));
    const orRoot = path.parts.length === 0 ? '' : `, or ${after('@root')} for a value at the top of the data`;
    this.add(ENGINES.nameInNamedBlock, path, this.text(path), named.tag,
      path.depth > 0 ? `Name the value in its own block, with "as |outer|", and write ${after('outer')}${orRoot}.`
        : inner ? `Name the value of the inner block, too, with "as |inner|", and write ${after('inner')}${orRoot}.`
          : `Write ${after(named.name)}${orRoot}.`);
  }

  /** `{{#if order.size}}` */
  private member(path: Path): void {
    const name = path.parts[path.parts.length - 1];
    if (isMemberOfJava(name) || (name === 'root' && path.parts.length === 1 && !isScoped(path))) this.add(ENGINES.nameOfJava, path, this.text(path), name);
  }

  private text(node: Node): string {
    const { source, start, end } = this.unit.place(node.loc);
    return source.text.slice(start, end);
  }

  private add<F extends unknown[]>(report: (place: ReturnType<Unit['place']>, ...facts: F) => Problem, at: Node, ...facts: F): void {
    this.problems.push(report(this.unit.place(at.loc), ...facts));
  }
}

/** The path with the brackets that handlebars.java requires; undefined if it requires none. */
function readablePath(path: string): string | undefined {
  const [, steps, names] = /^(@?(?:\.\.?\/)*)([^]*)$/.exec(path)!;
  if (names === '..' || names === '.' || names === '') return undefined;
  let changed = false;
  const readable = names.replace(/\[[^\]]*\]|[^./[\]]+/g, (name, index: number) => {
    // A number is the name of a variable at the beginning only; elsewhere it is an index.
    if (name.startsWith('[') || isReadable(name) || (index > 0 && /^\d+$/.test(name))) return name;
    changed = true;
    return `[${name}]`;
  });
  return changed ? steps + readable : undefined;
}
