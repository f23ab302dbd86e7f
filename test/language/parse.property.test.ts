import * as Handlebars from 'handlebars';
import * as fc from '../support/fast-check';
import { runs, templates } from './support/arbitraries';
import { compileEmail, Diagnostic, formatDiagnostic, PREFIX, renderEmail } from '../../src/language';
import { NAMES, SYNTAX } from '../../src/language/diagnostics/messages/syntax';
import { Program } from '../../src/language/parse/ast';
import { parseHandlebars } from '../../src/language/parse/handlebars';
import { reader, Tables } from '../../src/language/parse/tables';
import { scanTags } from '../../src/language/parse/tags';
import { Point } from '../../src/language/text/source';

/** What templates are made of, put together without a plan. */
const scraps = fc.array(fc.constantFrom(
  '{', '}', '{{', '}}', '{{{', '}}}', '{{{{', '}}}}', '{{{{/', '\\', '~', '#', '/', '^', '>', '*', '!', '--', '&', '=', '"', '\'', '[', ']', '(', ')', '|', '@',
  '.', '..', 'if', 'each', 'else', 'else if', 'inline', 'name', 'as |x|', ' ', '\n', '\r\n', '\r', '\u2028', '\0', '<', '<a href="', '"', '>', '<!--', '-->',
  '<style>', '\uFDD0', '🙂', '\uD83D', '{{!', '{{!--', '--}}',
  '{{#if a}}', '{{/if}}', '{{else}}', '{{x}}', '{{> p}}', '{{#* inline "p"}}', '{{/inline}}', '{{#> p}}', '{{/p}}',
), { maxLength: 30 }).map(pieces => pieces.join(''));

const texts = fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 60 }), templates({ partials: ['p'], layouts: ['p'] }));

function checkPosition(diagnostic: Diagnostic, text: string): void {
  const lines = text.split(/\r\n?|\n/);
  expect(diagnostic.line).toBeGreaterThanOrEqual(1);
  expect(diagnostic.line).toBeLessThanOrEqual(lines.length);
  expect(diagnostic.column).toBeGreaterThanOrEqual(1);
  expect(diagnostic.column).toBeLessThanOrEqual(lines[diagnostic.line! - 1].length + 2);
  expect(formatDiagnostic(diagnostic)).toMatch(new RegExp(`^html:${diagnostic.line}:${diagnostic.column}(, after "[^]*")?: `));
}

test('any text either compiles or gives an error with a position', () => {
  fc.assert(fc.property(texts, text => {
    const { errors, email } = compileEmail({ subject: { content: 's' }, html: { content: text } });
    expect(errors.length > 0).toBe(email === undefined);
    for (const error of errors) checkPosition(error, text);
    if (email) renderEmail(email, { a: 1 });
  }), runs(3_000));
});

test('exactly those texts are syntax errors that Handlebars cannot parse', () => {
  fc.assert(fc.property(texts, text => {
    const { errors } = compileEmail({ subject: { content: 's' }, html: { content: text } });
    const isSyntax = ({ id }: Diagnostic) => id.slice(PREFIX.length) in SYNTAX;
    const isName = ({ id }: Diagnostic) => id.slice(PREFIX.length) in NAMES || id === `${PREFIX}helperNeedsBlock`;
    let parses = true;
    try {
      Handlebars.parse(text.replace(/[\u2028\u2029]/g, '\uFDD2'));
    } catch {
      parses = false;
    }
    if (/[\uFDD0-\uFDD3]/.test(text)) return;
    if (parses) expect(errors.filter(isSyntax)).toEqual([]);
    else expect(errors.filter(error => isSyntax(error) || isName(error))).not.toEqual([]);
  }), runs(3_000));
});

test('the bundled parser equals that of handlebars: the same tree, the same error', () => {
  const outcome = (parse: (text: string) => unknown, text: string) => {
    try {
      return JSON.stringify(parse(text));
    } catch (error) {
      return (error as Error).message;
    }
  };
  fc.assert(fc.property(texts, text => {
    expect(outcome(parseHandlebars, text)).toBe(outcome(Handlebars.parse, text));
  }), runs(1_000));
});

test('a text without syntax errors is read without the code that jison generates', () => {
  parseHandlebars('');
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parser } = require('../../assets/handlebars/parser.js') as { parser: Tables };
  const read = reader(parser);
  fc.assert(fc.property(texts, text => {
    let expected: unknown;
    try {
      expected = Handlebars.parseWithoutProcessing(text);
    } catch {
      expect(() => read(text)).toThrow();
      return;
    }
    expect(JSON.stringify(read(text))).toBe(JSON.stringify(expected));
  }), runs(1_000));
});

/** Where the tags of a program's statements begin. */
function starts({ body = [] }: Pick<Program, 'body'>): Point[] {
  return body.flatMap(node => [
    ...node.type === 'ContentStatement' ? [] : [node.loc.start],
    ...'program' in node && node.program ? starts(node.program) : [],
    ...'inverse' in node && node.inverse ? starts(node.inverse) : [],
  ]);
}

test('tags are found where the parser finds them', () => {
  fc.assert(fc.property(fc.oneof(scraps, templates({ partials: ['p'], layouts: ['p'] })).filter(text => !/[\r\u2028\u2029]/.test(text)), text => {
    let program: Program;
    try {
      program = Handlebars.parse(text) as unknown as Program;
    } catch {
      return;
    }
    const lines = text.split('\n');
    const offsets = starts(program).map(({ line, column }) => lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column);
    expect(scanTags(text).map(({ start }) => start)).toEqual(expect.arrayContaining(offsets));
    expect(scanTags(text).every(({ closed }) => closed)).toBe(true);
  }), runs(3_000));
});
