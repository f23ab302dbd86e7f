import { Program } from './ast';
import { reader, Tables } from './tables';

interface Parser {
  readonly parser: Tables & { parse(text: string): unknown };
  parse(text: string): Program;
}

/** The parser of `handlebars`, bundled with this package so that the package does not depend on the rest of `handlebars`. */
const PARSER = withReader(load());

/** @throws Error for a text that is not Handlebars, with the line and what the parser expected there */
export function parseHandlebars(text: string): Program {
  return PARSER.parse(text);
}

/** Lets only texts with errors be read by the parser's own code, for the messages of the errors. */
function withReader(module: Parser): Parser {
  const { parser } = module;
  const parse = parser.parse.bind(parser);
  const read = reader(parser);
  parser.parse = text => {
    try {
      return read(text);
    } catch {
      return parse(text);
    }
  };
  return module;
}

function load(): Parser {
  try {
    // The relative path is the same from `src/language/parse` and `lib/language/parse`.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require('../../../assets/handlebars/parser.js');
  } catch (cause) {
    throw new Error('The Handlebars parser is missing: assets/handlebars/parser.js. In a clone of cdk-ses-templates, run "npm run bundle" to create it', { cause });
  }
}
