/**
 * The shape of an operation's input, declared once: it checks the input and infers its types.
 *
 * The Query protocol carries only text, so a shape also converts values.
 */
import { SesError } from './errors';

/** An operation's input as the Query protocol carries it. */
export type Input = string | readonly Input[] | { readonly [member: string]: Input };

export interface Shape<T> {
  read(value: Input | undefined, path: string, problems: Problem[]): T;
}

/** The type of the values that a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

interface Problem {
  readonly path: string;
  readonly constraint: string;
}

type Members = Readonly<Record<string, Shape<unknown>>>;

export function text(limits: { readonly max?: number } = {}): Shape<string | undefined> {
  const { max = Infinity } = limits;
  return scalar(value => value, value => value.length > max && `Member must have length less than or equal to ${max}`);
}

export function integer(limits: { readonly min: number }): Shape<number | undefined> {
  return scalar(Number, value =>
    !/^-?\d+$/.test(value) ? 'Member must be an integer'
      : Number(value) < limits.min && `Member must have value greater than or equal to ${limits.min}`);
}

export function flag(): Shape<boolean | undefined> {
  return scalar(value => value === 'true', value => !/^(true|false)$/.test(value) && 'Member must be true or false');
}

export function oneOf<T extends string>(values: readonly T[]): Shape<T | undefined> {
  return scalar(value => value as T, value =>
    !values.some(allowed => allowed === value) && `Member must satisfy enum value set: [${values.join(', ')}]`);
}

export function listOf<T>(item: Shape<T>): Shape<Array<NonNullable<T>> | undefined> {
  return {
    read(value, path, problems) {
      if (value === undefined) return undefined;
      if (value === '') return []; // the SDK's notation for an empty list
      return many(value).map((entry, index) => {
        const where = `${path}.${index + 1}.member`;
        const found: Problem[] = [];
        const read = item.read(entry, where, found);
        // SES reports an invalid item at the path of the list: marckohlbrugge/sessy#190.
        problems.push(...found.map(problem => problem.path === where
          ? { path, constraint: `Member must satisfy constraint: [${problem.constraint}]` } : problem));
        return read as NonNullable<T>;
      });
    },
  };
}

export function structure<M extends Members>(members: M): Shape<{ readonly [K in keyof M]: Read<M[K]> } | undefined> {
  return {
    read(value, path, problems) {
      if (value === undefined) return undefined;
      const given = typeof value === 'object' && !Array.isArray(value) ? value as Record<string, Input> : {};
      const read = Object.entries(members).map(([name, shape]) =>
        [name, shape.read(given[name], path === '' ? lowerFirst(name) : `${path}.${lowerFirst(name)}`, problems)]);
      return Object.fromEntries(read);
    },
  };
}

export function required<T>(shape: Shape<T>): Shape<NonNullable<T>> {
  return {
    read(value, path, problems) {
      if (value === undefined) problems.push({ path, constraint: 'Member must not be null' });
      return shape.read(value, path, problems) as NonNullable<T>;
    },
  };
}

/** Reads an operation's input, or throws SES's error with all problems. */
export function readInput<T>(shape: Shape<T>, input: Input): T {
  const problems: Problem[] = [];
  const value = shape.read(input, '', problems);
  if (problems.length === 0) return value;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  const details = problems.map(({ path, constraint }) => `Value at '${path}' failed to satisfy constraint: ${constraint}`);
  throw new SesError('ValidationError', `${count}: ${details.join('; ')}`);
}

/** Reads what is valid of an operation's input. Undefined replaces the rest, even where the type does not say so. */
export function readValid<T>(shape: Shape<T>, input: Input): T {
  return shape.read(input, '', []);
}

/** The text at a dotted path, for the log and for faults that select by name. */
export function textAt(input: Input, path: string): string | undefined {
  const found = path.split('.').reduce<Input | undefined>(
    (value, member) => value !== undefined && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, Input>)[member] : undefined,
    input,
  );
  return typeof found === 'string' ? found : undefined;
}

function scalar<T>(convert: (value: string) => T, constraint: (value: string) => string | false): Shape<T | undefined> {
  return {
    read(value, path, problems) {
      if (value === undefined) return undefined;
      const problem = typeof value === 'string' ? constraint(value) : 'Member must be a single value';
      if (problem === false) return convert(value as string);
      problems.push({ path, constraint: problem });
      return undefined;
    },
  };
}

const many = (value: Input): readonly Input[] => Array.isArray(value) ? value : [value];

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
