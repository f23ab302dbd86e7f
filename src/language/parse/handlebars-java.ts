/**
 * How handlebars.java, which SES may run, treats names (docs/template-language-facts.md#two-engines). `npm run test:engines`
 * checks this against version 4.5.8.
 */

/** Helpers that handlebars.js does not have. A tag that consists of such a name calls the helper, even if the data has the name. */
export const HELPERS_OF_JAVA: ReadonlySet<string> = new Set(['block', 'embedded', 'i18n', 'i18nJs', 'partial', 'precompile']);

export const LOOP_VARIABLES_OF_JAVA: ReadonlySet<string> = new Set(['even', 'index_1', 'odd']);

/** A name in a path that needs no brackets. */
const READABLE = /^[A-Za-z_$\u00C0-\u00FF][\w$:\u00C0-\u00FF-]*$/;

/** Words that are reserved here, and that handlebars.js accepts as names in some places. */
const RESERVED = new Set(['as', 'else', 'false', 'null', 'true', 'undefined']);

export function isReadable(name: string): boolean {
  return READABLE.test(name) && !RESERVED.has(name);
}

/**
 * Methods of Java objects, lists, strings and numbers that it calls if the data has no field of that name. `length` is not
 * included: lists and strings have it in handlebars.js, too.
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
