type Action = readonly [kind: number, target: number];

/** The tables and actions that jison generates for the grammar of Handlebars, reduced to what reading a text by them requires. */
export interface Tables {
  /** By state and symbol: what to do with a token, or the state after a production. */
  readonly table: ReadonlyArray<Readonly<Record<number, Action | number>>>;
  /** The actions of the states that need no next token. */
  readonly defaultActions: Readonly<Record<number, Action>>;
  /** The symbol and the length of each production. */
  readonly productions_: ReadonlyArray<readonly [symbol: number, length: number]>;
  readonly symbols_: Readonly<Record<string, number>>;
  readonly yy: unknown;
  readonly lexer: LexerTables;
  /** Returns the tree exactly when it is complete. */
  performAction(
    this: Reduced, text: string, length: number, line: number, yy: unknown, production: number, values: unknown[], places: Span[],
  ): unknown;
}

export interface LexerTables {
  readonly rules: readonly RegExp[];
  /** The rules of each state: the first that matches applies. */
  readonly conditions: Readonly<Record<string, { readonly rules: readonly number[] }>>;
  performAction(this: LexerState, yy: unknown, lexer: LexerState, rule: number, condition: string): number | string | undefined;
}

/** What the actions of the lexer use. */
export interface LexerState {
  readonly conditionStack: string[];
  readonly yyleng: number;
  yytext: string;
  begin(condition: string): void;
  popState(): string | undefined;
  unput(text: string): void;
}

export interface Span {
  readonly first_line: number;
  readonly first_column: number;
  readonly last_line: number;
  readonly last_column: number;
}

/** The value and the place of a production. */
interface Reduced {
  $: unknown;
  _$: Span;
}

const END = 1;
const SHIFT = 1;
const REDUCE = 2;

/**
 * Reads a text by the tables of Handlebars's parser, in two thirds of the time of the code that jison generates: one regular
 * expression finds the rule that applies, where jison tries some twenty, and nothing is copied.
 *
 * @throws Error of no particular text if the text is not Handlebars
 */
export function reader(tables: Tables): (text: string) => unknown {
  const matchers = new Map(Object.entries(tables.lexer.conditions).map(([name, { rules }]) => [name, new Matcher(rules, tables.lexer.rules)]));
  return text => read(tables, new Lexer(text, tables, matchers));
}

function read({ table, defaultActions, productions_: productions, symbols_: symbols, yy, performAction }: Tables, lexer: Lexer): unknown {
  const states = [0];
  const values: unknown[] = [null];
  const places: Span[] = [lexer.place];
  let symbol: number | undefined;
  for (;;) {
    const state = states[states.length - 1];
    let action: Action | undefined = defaultActions[state];
    if (!action) {
      symbol ??= symbolOf(lexer.next(), symbols);
      action = table[state][symbol] as Action | undefined;
      if (!action) throw new Error('the grammar has no such token here');
    }
    const [kind, target] = action;
    if (kind === SHIFT) {
      states.push(target);
      values.push(lexer.yytext);
      places.push(lexer.place);
      symbol = undefined;
    } else if (kind === REDUCE) {
      const [produced, length] = productions[target];
      const first = places[places.length - (length || 1)];
      const last = places[places.length - 1];
      const reduced: Reduced = {
        $: values[values.length - length],
        _$: { first_line: first.first_line, last_line: last.last_line, first_column: first.first_column, last_column: last.last_column },
      };
      const tree = performAction.call(reduced, lexer.yytext, lexer.yyleng, 0, yy, target, values, places);
      if (tree !== undefined) return tree;
      // Setting the length of an array would release its memory, and the next element would claim it again.
      for (let popped = 0; popped < length; popped++) {
        states.pop();
        values.pop();
        places.pop();
      }
      values.push(reduced.$);
      places.push(reduced._$);
      states.push(table[states[states.length - 1]][produced] as number);
    } else {
      return true;
    }
  }
}

function symbolOf(token: number | string, symbols: Tables['symbols_']): number {
  return typeof token === 'number' ? token : symbols[token];
}

/** The rules of a state as one regular expression. */
class Matcher {
  private readonly pattern: RegExp;
  /** The number of the group around each rule. */
  private readonly groups: number[] = [];

  constructor(private readonly rules: readonly number[], all: readonly RegExp[]) {
    const sources = rules.map(rule => all[rule].source.replace(/^\^/, ''));
    let group = 1;
    for (const source of sources) {
      this.groups.push(group);
      group += new RegExp(`${source}|`).exec('')!.length;
    }
    this.pattern = new RegExp(sources.map(source => `(${source})`).join('|'), 'y');
  }

  match(text: string, at: number): { readonly rule: number; readonly matched: string } | undefined {
    this.pattern.lastIndex = at;
    const match = this.pattern.exec(text);
    if (!match) return undefined;
    let index = 0;
    while (match[this.groups[index]] === undefined) index++;
    return { rule: this.rules[index], matched: match[0] };
  }
}

class Lexer implements LexerState {
  readonly conditionStack = ['INITIAL'];
  yytext = '';
  yyleng = 0;
  place: Span = { first_line: 1, first_column: 0, last_line: 1, last_column: 0 };
  private at = 0;
  private isDone = false;

  constructor(private readonly text: string, private readonly tables: Tables, private readonly matchers: ReadonlyMap<string, Matcher>) {}

  begin(condition: string): void {
    this.conditionStack.push(condition);
  }

  popState(): string | undefined {
    return this.conditionStack.pop();
  }

  /** The actions put back nothing but the whole token, which is the beginning of a comment. */
  unput(text: string): void {
    const { first_line, first_column } = this.place;
    this.at -= text.length;
    this.place = { first_line, first_column, last_line: first_line, last_column: first_column };
  }

  /** The next token that is not ignored. */
  next(): number | string {
    for (;;) {
      const token = this.step();
      if (token) return token;
    }
  }

  private step(): number | string | undefined {
    const { text, at, conditionStack, tables: { yy, lexer } } = this;
    if (this.isDone) return END;
    this.isDone = at >= text.length;
    const condition = conditionStack[conditionStack.length - 1];
    const found = this.matchers.get(condition)!.match(text, at);
    if (!found) {
      if (this.isDone) return END;
      throw new Error('no rule matches');
    }
    const { rule, matched } = found;
    this.at = at + matched.length;
    this.place = after(this.place, matched);
    this.yytext = matched;
    this.yyleng = matched.length;
    return lexer.performAction.call(this, yy, this, rule, condition);
  }
}

const LINE = /(?:\r\n?|\n).*/g;
/** The characters that need care when lines are counted. */
const UNUSUAL = /[\r\u2028\u2029]/;

/** Counts as jison does: a line separator ends a line's length. */
function after({ last_line: line, last_column: column }: Span, text: string): Span {
  if (!UNUSUAL.test(text)) {
    let lines = 0;
    let end = -1;
    for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) {
      lines++;
      end = next;
    }
    const last_column = lines === 0 ? column + text.length : text.length - end - 1;
    return { first_line: line, first_column: column, last_line: line + lines, last_column };
  }
  let lines = 0;
  let last = '';
  LINE.lastIndex = 0;
  for (let match = LINE.exec(text); match; match = LINE.exec(text)) {
    lines++;
    [last] = match;
  }
  return {
    first_line: line,
    first_column: column,
    last_line: line + lines,
    last_column: lines === 0 ? column + text.length : last.length - (last.startsWith('\r\n') ? 2 : 1),
  };
}
