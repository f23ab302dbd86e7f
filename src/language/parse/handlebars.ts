import { Program } from './ast';

interface Parser {
  parse(text: string): Program;
}

/** The parser of `handlebars`, which this package carries so that it does not depend on the rest of `handlebars`. */
const PARSER = load();

/** @throws what is not Handlebars, with the line and what the parser expected there */
export function parseHandlebars(text: string): Program {
  return PARSER.parse(text);
}

function load(): Parser {
  try {
    // The same way up from `src/language/parse` and from `lib/language/parse`.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require('../../../assets/handlebars/parser.js');
  } catch (cause) {
    throw new Error('The Handlebars parser is missing: assets/handlebars/parser.js. In a clone of cdk-ses-templates, "npm run bundle" makes it', { cause });
  }
}
