/** Where and why a text is not valid JSON. JSON.parse reports a position only for some errors, and its messages depend on the Node.js version. */
export interface JsonProblem {
  /** From 1, as in editors; the column in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** What is there, and what should be: `"name" is found instead of a key in double quotes`. */
  readonly reason: string;
}

/** The names of expected tokens in messages. */
const EXPECTED = {
  value: 'a value',
  valueOrEnd: 'a value or "]"',
  key: 'a key in double quotes',
  keyOrEnd: 'a key in double quotes or "}"',
  colon: '":"',
  commaOrEnd: '","',
};
type Expected = keyof typeof EXPECTED;
const KEYS: readonly Expected[] = ['key', 'keyOrEnd'];
const ENDS: readonly Expected[] = ['valueOrEnd', 'keyOrEnd', 'commaOrEnd'];

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** A word or character, for messages. */
const FOUND = /[\p{L}\p{N}_$-]{1,30}|\\?./suy;

/** The first place where a text is not valid JSON, or undefined. Iterative, so it handles any depth. */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const closers: string[] = [];
  let expected: Expected = 'value';
  let at = 0;

  for (;;) {
    at = endOf(SPACE, text, at) ?? at;
    const char = text[at];
    const closer = closers.at(-1);
    const isKey = KEYS.includes(expected);

    if (expected === 'commaOrEnd' && closer === undefined) {
      return at === text.length ? undefined : problemAt(text, at, 'the end of the file');
    } else if (ENDS.includes(expected) && char === closer) {
      closers.pop();
      expected = 'commaOrEnd';
      at++;
    } else if (expected === 'commaOrEnd') {
      if (char !== ',') return problemAt(text, at, `"," or "${closer}"`);
      expected = closer === '}' ? 'key' : 'value';
      at++;
    } else if (expected === 'colon') {
      if (char !== ':') return problemAt(text, at, EXPECTED.colon);
      expected = 'value';
      at++;
    } else if (char === '"') {
      const string = stringAt(text, at);
      if (string.problem !== undefined) return problemAt(text, string.end, string.problem);
      expected = isKey ? 'colon' : 'commaOrEnd';
      at = string.end;
    } else if (!isKey && (char === '{' || char === '[')) {
      closers.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'keyOrEnd' : 'valueOrEnd';
      at++;
    } else {
      const end = isKey ? undefined : endOf(SCALAR, text, at);
      if (end === undefined) return problemAt(text, at, EXPECTED[expected]);
      expected = 'commaOrEnd';
      at = end;
    }
  }
}

/** The end of a string that begins at `start`, or what is expected in its place. */
function stringAt(text: string, start: number): { readonly end: number; readonly problem?: string } {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    if (text[at] < ' ') return { end: at, problem: 'an escape for it, or the closing quote' };
    const next = text[at] === '\\' ? endOf(ESCAPE, text, at) : at + 1;
    if (next === undefined) return { end: at, problem: 'a valid JSON escape' };
    at = next;
  }
  return at < text.length ? { end: at + 1 } : { end: at, problem: 'the closing quote' };
}

function problemAt(text: string, at: number, instead: string): JsonProblem {
  const lines = text.slice(0, at).split(/\r\n?|\n/);
  const end = endOf(FOUND, text, at);
  const found = end === undefined ? 'the file ends' : `${JSON.stringify(text.slice(at, end))} is found`;
  return { line: lines.length, column: lines[lines.length - 1].length + 1, reason: `${found} instead of ${instead}` };
}

/** The offset after the match of a sticky pattern. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
