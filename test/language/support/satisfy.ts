import { Variable } from '../../../src/language';

/** Returns numbers from 0 to below `below`, the same for the same seed. */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed * 2_654_435_761 % 4_294_967_296;
  return below => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor(state / 4_294_967_296 * below);
  };
}

const SCALARS = ['text', '', 0, 7, true, false];
const ANYTHING = [...SCALARS, [], [1], { z: 1 }];

/** Data with everything that the variables require, and some of what they do not. */
export function satisfy(variables: readonly Variable[], roll: Dice): Record<string, unknown> {
  return Object.fromEntries(variables
    .filter(variable => variable.required || roll(3) > 0)
    .map(variable => [variable.name, value(variable, roll)]));
}

function value({ kind, fields, item }: Variable, roll: Dice): unknown {
  switch (kind) {
    case 'value': return SCALARS[roll(SCALARS.length)];
    case 'condition': return ANYTHING[roll(ANYTHING.length)];
    case 'object': return satisfy(fields, roll);
    default: return Array.from({ length: roll(3) }, () => value(item!, roll));
  }
}

/** The paths of required values. A number means every item of a list. */
export function requiredPaths(variables: readonly Variable[]): string[][] {
  return variables.flatMap(({ name, required, fields, item }) => [
    ...required ? [[name]] : [],
    ...requiredPaths(fields).map(path => [name, ...path]),
    ...item ? requiredPaths(item.fields).map(path => [name, '*', ...path]) : [],
    // For lists of lists, the fields of the items.
    ...item?.item ? requiredPaths([{ ...item, name: '*' }]).filter(([, ...rest]) => rest.length > 0).map(path => [name, ...path]) : [],
  ]);
}

/** Data without the value at a path. Undefined if there is none. */
export function without(data: unknown, [first, ...rest]: readonly string[]): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  if (first === '*') {
    if (!Array.isArray(data)) return undefined;
    const index = data.findIndex(item => without(item, rest) !== undefined);
    return index < 0 ? undefined : data.map((item, at) => at === index ? without(item, rest) : item);
  }
  const of = data as Record<string, unknown>;
  if (!(first in of)) return undefined;
  if (rest.length === 0) return Object.fromEntries(Object.entries(of).filter(([key]) => key !== first));
  const inner = without(of[first], rest);
  return inner === undefined ? undefined : { ...of, [first]: inner };
}
