import { Variable } from '../../src/language';

/** The type of a value of the data. */
export type DataType =
  | { readonly kind: 'value'; readonly types: ReadonlyArray<Primitive> }
  | { readonly kind: 'anything' }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly item: DataType };

export interface Field {
  readonly name: string;
  /** `order.items[].name` */
  readonly path: string;
  readonly required: boolean;
  readonly type: DataType;
}

export type Primitive = 'string' | 'number' | 'boolean';
const PRIMITIVES: readonly Primitive[] = ['string', 'number', 'boolean'];

/**
 * The type of an email's data.
 *
 * @param samples data that the email renders with: printed values are narrowed to the types that they have there
 */
export function dataType(variables: readonly Variable[], samples: ReadonlyArray<{ [key: string]: any }>): Field[] {
  return fieldsOf(variables, '', samples);
}

function fieldsOf(variables: readonly Variable[], parent: string, samples: readonly unknown[]): Field[] {
  return variables.map(variable => {
    const path = parent === '' ? variable.name : `${parent}.${variable.name}`;
    const values = samples.flatMap(sample => isObject(sample) && variable.name in sample ? [sample[variable.name]] : []);
    return { name: variable.name, path, required: variable.required, type: typeOf(variable, path, values) };
  });
}

function typeOf({ kind, fields, item }: Variable, path: string, samples: readonly unknown[]): DataType {
  switch (kind) {
    case 'list': return { kind, item: item ? typeOf(item, `${path}[]`, samples.filter(Array.isArray).flat()) : { kind: 'anything' } };
    case 'object': return { kind, fields: fieldsOf(fields, path, samples) };
    case 'value': {
      const shown = PRIMITIVES.filter(type => samples.some(sample => typeof sample === type));
      return { kind, types: shown.length > 0 ? shown : PRIMITIVES };
    }
    // Any value can be tested. Where all samples are booleans, it is one.
    case 'condition': return samples.length > 0 && samples.every(sample => typeof sample === 'boolean') ? { kind: 'value', types: ['boolean'] } : { kind: 'anything' };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The paths of all values that are printed. */
export function printedPaths(variables: readonly Variable[], parent = ''): string[] {
  return variables.flatMap(({ name, kind, fields, item }) => {
    const path = parent === '' || parent.endsWith('[]') && name === '' ? parent + name : `${parent}.${name}`;
    return [...kind === 'value' ? [path] : [], ...printedPaths(fields, path), ...item ? printedPaths([item], `${path}[]`) : []];
  });
}
