/** A value of the data, with the path to it. */
export interface Datum {
  readonly value: unknown;
  readonly name?: string | number;
  readonly of?: Datum;
  /** For a partial's context: the context without the partial's arguments. */
  readonly withoutArguments?: Datum;
}

/** The path in JavaScript notation: `order.items[0].name`. */
export function pathOf(datum: Datum): string {
  const of = datum.of ? pathOf(datum.of) : '';
  if (datum.name === undefined) return of;
  if (typeof datum.name === 'number') return `${of}[${datum.name}]`;
  return of === '' ? datum.name : `${of}.${datum.name}`;
}

/** A property of the value itself; prototypes are not data. */
export function ownProperty(value: unknown, name: string): unknown {
  if (isAbsent(value) || !Object.prototype.hasOwnProperty.call(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** SES treats null as missing (aws-sdk-js#2239). */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Whether Handlebars treats a value as empty. Zero is not empty. */
export function isEmpty(value: unknown): boolean {
  return (!value && value !== 0) || (Array.isArray(value) && value.length === 0);
}

/** A value as text, as JavaScript converts it, but without calling an object's own `toString`. */
export function printable(value: unknown): string {
  if (Array.isArray(value)) return value.map(item => isAbsent(item) ? '' : printable(item)).join();
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}
