import { isAbsolute, relative } from 'node:path';

/** A path in messages: relative to the working directory if it is inside. */
export function shown(path: string): string {
  const fromHere = relative('', path);
  return fromHere === '' ? '.' : fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
