/**
 * What handlebars.java, which may be the engine of SES, does with names (docs/template-language-facts.md#two-engines).
 * `npm run test:engines` holds it against version 4.5.8.
 */

/** Helpers that handlebars.js does not have: a tag with only this name in it calls them, whatever the data holds. */
export const HELPERS_OF_JAVA: ReadonlySet<string> = new Set(['block', 'embedded', 'i18n', 'i18nJs', 'partial', 'precompile']);

export const LOOP_VARIABLES_OF_JAVA: ReadonlySet<string> = new Set(['even', 'index_1', 'odd']);

/** A part of a path that it can read without brackets. */
const READABLE = /^[A-Za-z_$\u00C0-\u00FF][\w$:\u00C0-\u00FF-]*$/;

/** Words that mean something else to it, and that handlebars.js takes for names in some places. */
const RESERVED = new Set(['as', 'else', 'false', 'null', 'true', 'undefined']);

export function isReadable(name: string): boolean {
  return READABLE.test(name) && !RESERVED.has(name);
}

/**
 * Methods of Java's objects, lists, texts and numbers that it calls where the data has nothing of the name.
 * `length` is not one of them: lists and texts have it in handlebars.js too.
 */
const MEMBERS = new Set([
  'clear', 'clone', 'empty', 'entrySet', 'hashCode', 'isEmpty', 'keySet', 'size', 'toString', 'values',
  'iterator', 'listIterator', 'parallelStream', 'spliterator', 'stream', 'toArray', 'trimToSize',
  'blank', 'bytes', 'chars', 'codePoints', 'describeConstable', 'getBytes', 'intern', 'isBlank', 'lines', 'strip', 'stripIndent', 'stripLeading',
  'stripTrailing', 'toCharArray', 'toLowerCase', 'toUpperCase', 'translateEscapes', 'trim',
  'booleanValue', 'byteValue', 'doubleValue', 'floatValue', 'infinite', 'intValue', 'isInfinite', 'isNaN', 'longValue', 'naN', 'shortValue',
]);

export function isMemberOfJava(name: string | undefined): name is string {
  return name !== undefined && MEMBERS.has(name);
}

/** A number as Java prints it. */
export function printedByJava(value: number): string {
  const magnitude = Math.abs(value);
  // Whole numbers are integers of any size in Java, unless JSON writes them with an exponent.
  if (Number.isInteger(value) && magnitude < 1e21) return String(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return String(value);
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
