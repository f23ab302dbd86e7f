import { findJsonProblem } from '../../../src/templates/files/json-problem';
import * as fc from '../../support/fast-check';

/** As messages put it. */
function problemOf(text: string): string | undefined {
  const problem = findJsonProblem(text);
  return problem && `${problem.line}:${problem.column} ${problem.reason}`;
}

test.each([
  ['{ name }', '1:3 "name" is found instead of a key in double quotes or "}"'],
  ['{"a":1,}', '1:8 "}" is found instead of a key in double quotes'],
  ['{\n  \'a\': 1\n}', '2:3 "\'" is found instead of a key in double quotes or "}"'],
  ['[1,\r\n 2,\r\n]', '3:1 "]" is found instead of a value'],
  ['[', '1:2 the file ends instead of a value or "]"'],
  ['{"a" 1}', '1:6 "1" is found instead of ":"'],
  ['{"a": 1\n "b": 2}', '2:2 "\\"" is found instead of "," or "}"'],
  ['[1 2]', '1:4 "2" is found instead of "," or "]"'],
  ['{"a": 1]', '1:8 "]" is found instead of "," or "}"'],
  ['{"a": undefined}', '1:7 "undefined" is found instead of a value'],
  ['{"a": "ü"} // so', '1:12 "/" is found instead of the end of the file'],
  ['{"a": "x\n"}', '1:9 "\\n" is found instead of an escape for it, or the closing quote'],
  ['{"a": "C:\\dir"}', '1:10 "\\\\d" is found instead of a valid JSON escape'],
  ['{"a": "x', '1:9 the file ends instead of the closing quote'],
  ['', '1:1 the file ends instead of a value'],
  ['01', '1:2 "1" is found instead of the end of the file'],
])('%j is not JSON, at %s', (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc.oneof(fc.json(), fc.jsonValue().map(data => JSON.stringify(data, null, 2)));

test('a text has a problem exactly if JSON.parse refuses it', () => {
  const change = fc.tuple(fc.nat(), fc.nat(3), fc.oneof(fc.constantFrom('', ...'{}[]",:\\/+-.0eEu\n\t '), fc.string({ unit: 'binary', maxLength: 3 })));
  fc.assert(fc.property(json, fc.array(change, { maxLength: 3 }), (text, changes) => {
    const changed = changes.reduce((before, [where, length, by]) => {
      const at = where % (before.length + 1);
      return before.slice(0, at) + by + before.slice(at + length);
    }, text);
    expect(findJsonProblem(changed) === undefined).toBe(parses(changed));
  }), { numRuns: 2_000 });
});

test('a truncated text has its problem at the end', () => {
  fc.assert(fc.property(fc.jsonValue().map(data => JSON.stringify([data])), fc.nat(), (text, where) => {
    const cut = text.slice(0, where % text.length);
    const { line, column, reason } = findJsonProblem(cut)!;
    // A word, a number or an escape that is cut off stands where it begins.
    const rest = cut.split('\n')[line - 1].slice(column - 1);
    expect(rest).toMatch(/^([a-z]*|-?[\d.eE+-]*|\\[u\da-fA-F]*)$/);
    if (rest === '') expect(reason).toMatch(/^the file ends instead of /);
  }));
});

test('any depth and length is supported', () => {
  expect(problemOf('['.repeat(100_000))).toBe('1:100001 the file ends instead of a value or "]"');
  expect(problemOf(`"${'x'.repeat(1_000_000)}"`)).toBeUndefined();
});
