import * as Handlebars from 'handlebars';
import { PLACEHOLDERS } from '../../src/contract/limits';
import { Outcome } from '../language/support/peers';

// Not `noEscape`, with which it adds numbers that are next to each other; with three braces it does the same.
Handlebars.Utils.escapeExpression = (value: unknown) => value instanceof Handlebars.SafeString ? value.toHTML() : String(value ?? '');

class TwoBraces extends Handlebars.Visitor {
  MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    Object.assign(mustache, { escaped: true });
    super.MustacheStatement(mustache);
  }
}

/** Renders with handlebars.js, set up so that it fails with the words of SES. */
export function handlebarsJs(template: string, data: unknown): Outcome {
  const handlebars = Handlebars.create();
  handlebars.log = () => undefined;
  handlebars.registerHelper('helperMissing', (...args: unknown[]) => {
    const { name } = args[args.length - 1] as Handlebars.HelperOptions & { name: string };
    throw new Error(`Attribute '${name}' is not present in the rendering data.`);
  });
  for (const placeholder of PLACEHOLDERS) handlebars.registerHelper(placeholder, () => new Handlebars.SafeString(`{{${placeholder}}}`));
  try {
    const program = handlebars.parse(template);
    new TwoBraces().accept(program);
    const ownOnly = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
    return { text: handlebars.compile(program)(JSON.parse(JSON.stringify(data)), ownOnly) };
  } catch (cause) {
    return { failure: (cause as Error).message };
  }
}
