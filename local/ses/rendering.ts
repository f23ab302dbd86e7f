/**
 * The template language of SES: Handlebars with only its built-in helpers, without HTML escaping, and with an error if a
 * printed value is missing.
 */
import Handlebars from 'handlebars';

/** Thrown when a template cannot be rendered with the given data. */
export class RenderingError extends Error {
  constructor(message: string, readonly missingAttribute?: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RenderingError';
  }
}

/** A mail has at most 10 MB. Each step counts as some characters, so that empty loops end, too. */
const MAX_WORK = 10 * 1024 * 1024;
const STEP = 10;
const MAX_PARTIAL_DEPTH = 100;

/** Handlebars compiles about 10,000 tags per second, and its parser slows down with the square of the depth. */
const MAX_TAGS = 20_000;
const MAX_NESTING = 200;

/** These are not variables: SES replaces them when it sends, or leaves them unchanged. */
const PLACEHOLDERS = ['amazonSESUnsubscribeUrl', 'ses:openTracker'];

/** Names of our own helpers, which no template contains by accident. */
const PRINT = '\u0000print';
const PRINT_RESULT = '\u0000printResult';
const MISSING = '\u0000missing';

const BUILT_IN_HELPERS = ['each', 'if', 'log', 'lookup', 'unless', 'with'];

/** Renders one part of a template. @throws RenderingError if that is not possible */
export function render(template: string, data: object): string {
  checkBounds(template);
  try {
    const program = Handlebars.parse(template);
    new SesSemantics().accept(program);
    return environment().compile(program, { noEscape: true })(data, {
      allowProtoPropertiesByDefault: false,
      allowProtoMethodsByDefault: false,
    });
  } catch (error) {
    if (error instanceof RenderingError) throw error;
    throw new RenderingError((error as Error).message, undefined, error);
  }
}

/** Prevents hostile templates from blocking the parser. A rough count is enough. */
function checkBounds(template: string): void {
  let tags = 0;
  let depth = 0;
  for (const [tag, sign] of template.matchAll(/\{\{~?(#|\^(?!\s*~?\})|\/)?[^}]*/g)) {
    if (++tags > MAX_TAGS) throw new RenderingError(`The template has more than ${MAX_TAGS} tags.`);
    if (sign) depth += sign === '/' ? -1 : 1;
    if (depth > MAX_NESTING || tag.split('(').length > MAX_NESTING) {
      throw new RenderingError(`The template is nested more than ${MAX_NESTING} deep.`);
    }
  }
}

/**
 * Rewrites `{{order.id}}` to a call that fails if the value is missing, and makes calls of unknown helpers fail.
 * Handlebars' `strict` mode is not suitable: it also fails if a missing value is only the condition of a block.
 */
class SesSemantics extends Handlebars.Visitor {
  readonly mutating = true;

  MustacheStatement(mustache: hbs.AST.MustacheStatement): any {
    const name = nameOf(mustache);
    if (isCall(mustache)) {
      super.MustacheStatement(mustache);
      refuseUnknownHelper(mustache);
      // Without escaping, Handlebars adds adjacent numbers instead of printing one after the other.
      const { path: helper, params, hash, loc } = mustache;
      Object.assign(mustache, { path: path(PRINT_RESULT), params: [{ type: 'SubExpression', path: helper, params, hash, loc }], hash: undefined });
    } else if (PLACEHOLDERS.includes(name)) {
      return { type: 'ContentStatement', loc: mustache.loc, value: `{{${name}}}`, original: `{{${name}}}` };
    } else if (!BUILT_IN_HELPERS.includes(name)) {
      mustache.params = ['parts' in mustache.path ? mustache.path : path(name), literal(name)];
      mustache.path = path(PRINT);
    }
  }

  SubExpression(expression: hbs.AST.SubExpression): void {
    super.SubExpression(expression);
    refuseUnknownHelper(expression);
  }

  BlockStatement(block: hbs.AST.BlockStatement): void {
    super.BlockStatement(block);
    // Without parameters, it only opens a value's scope, and a missing value is harmless.
    if (isCall(block)) refuseUnknownHelper(block);
  }
}

type Call = hbs.AST.MustacheStatement | hbs.AST.SubExpression | hbs.AST.BlockStatement;

const isCall = ({ params, hash }: Call) => params.length > 0 || hash !== undefined;

const nameOf = (call: Call) => String((call.path as hbs.AST.PathExpression).original);

/** SES treats an unknown helper as an attribute: `{{#IF x}}` fails with "Attribute 'IF' is not present…" (observed). */
function refuseUnknownHelper(call: Call): void {
  const name = nameOf(call);
  if (BUILT_IN_HELPERS.includes(name)) return;
  Object.assign(call, { path: path(MISSING), params: [literal(name)], hash: undefined });
}

const NOWHERE: hbs.AST.SourceLocation = { source: '', start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

const path = (name: string): hbs.AST.PathExpression =>
  ({ type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc: NOWHERE });

const literal = (value: string): hbs.AST.StringLiteral => ({ type: 'StringLiteral', value, original: value, loc: NOWHERE });

type Env = typeof Handlebars & { VM: { invokePartial(...args: unknown[]): string | undefined } };

/** Creates a Handlebars environment that counts the work of one rendering. */
function environment(): typeof Handlebars {
  const env = Handlebars.create() as Env;
  let work = 0;
  let depth = 0;
  const count = (output: string) => {
    work += output.length + STEP;
    if (work > MAX_WORK) throw new RenderingError(`The rendered template exceeds ${MAX_WORK} characters.`);
    return output;
  };

  env.registerHelper(PRINT, (value: unknown, name: string) => {
    // null counts as missing, too (aws-sdk-js#2239).
    if (value === undefined || value === null) throw missing(name);
    return count(String(value));
  });
  env.registerHelper(PRINT_RESULT, (value: unknown) => value === undefined || value === null ? '' : count(String(value)));
  env.registerHelper(MISSING, (name: string) => { throw missing(name); });
  env.registerHelper('log', () => '');

  const { each } = env.helpers;
  env.registerHelper('each', function (this: unknown, context: unknown, options?: Handlebars.HelperOptions) {
    const { fn } = options ?? {};
    return each.call(this, context, fn && { ...options, fn: (...args: Parameters<typeof fn>) => count(fn(...args)) });
  });

  const { invokePartial } = env.VM;
  env.VM = {
    ...env.VM,
    invokePartial(...args: unknown[]) {
      if (depth >= MAX_PARTIAL_DEPTH) throw new RenderingError(`Partials are nested more than ${MAX_PARTIAL_DEPTH} deep.`);
      depth++;
      const output = invokePartial.apply(this, args);
      depth--;
      return output === undefined ? undefined : count(output);
    },
  };
  return env;
}

/** The text is SES's own (AWS, "Event data: Rendering Failure"). */
const missing = (name: string) => new RenderingError(`Attribute '${name}' is not present in the rendering data.`, name);

/** The longest template data, in characters of JSON (documented). */
export const MAX_TEMPLATE_DATA_LENGTH = 262_144;

/** Parses a JSON object. Undefined if the text is anything else. */
export function parseTemplateData(json: string): object | undefined {
  try {
    const data: unknown = JSON.parse(json);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
