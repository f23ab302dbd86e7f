import { isAbsolute, relative } from 'node:path';

/** A path as messages show it: relative to the working directory where it is inside. */
export function shown(path: string): string {
  const fromHere = relative('', path);
  return fromHere === '' ? '.' : fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
