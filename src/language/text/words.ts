import { display } from './source';

const MAX_QUOTED_LENGTH = 60;

/** A piece of a template for a message, shortened to one line. */
export function quote(text: string): string {
  const line = display(text).replace(/\s+/g, ' ');
  return line.length > MAX_QUOTED_LENGTH ? `${line.slice(0, MAX_QUOTED_LENGTH - 3)}…` : line;
}

/** `a, b and c` */
export function list(words: readonly string[], conjunction: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}

/** Like `list`, but with at most `most` words and the number of the others. */
export function listSome(words: readonly string[], most: number): string {
  return words.length <= most ? list(words, 'and') : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}

/** `one value`, `two values`, `3 values` */
export function count(number: number, noun: string): string {
  return number === 1 ? `one ${noun}` : `${number === 2 ? 'two' : number} ${noun}s`;
}
