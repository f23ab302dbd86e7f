/** A value of the data, with the way to it. */
export interface Datum {
  readonly value: unknown;
  readonly name?: string | number;
  readonly of?: Datum;
  /** The context of a partial without the arguments that it is called with. */
  readonly withoutArguments?: Datum;
}

/** As a developer would write it: `order.items[0].name`. */
export function pathOf(datum: Datum): string {
  const of = datum.of ? pathOf(datum.of) : '';
  if (datum.name === undefined) return of;
  if (typeof datum.name === 'number') return `${of}[${datum.name}]`;
  return of === '' ? datum.name : `${of}.${datum.name}`;
}

/** Own properties only: nothing of a prototype is data. */
export function own(value: unknown, name: string): unknown {
  if (isAbsent(value) || !Object.prototype.hasOwnProperty.call(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** SES takes null for missing (aws-sdk-js#2239). */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Handlebars's notion of empty: zero is something. */
export function isEmpty(value: unknown): boolean {
  return (!value && value !== 0) || (Array.isArray(value) && value.length === 0);
}

/** As JavaScript turns values into text, but for objects that bring a `toString` of their own. */
export function printable(value: unknown): string {
  if (Array.isArray(value)) return value.map(item => isAbsent(item) ? '' : printable(item)).join();
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
}
