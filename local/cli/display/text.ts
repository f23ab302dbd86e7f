import { isAbsolute, relative } from 'node:path';

/** The size of a part, `12.3 KB`; a dash when there is none. */
export function bytes(content: string | undefined): string {
  if (content === undefined) return '-';
  const size = Buffer.byteLength(content);
  return size < 1_000 ? `${size} B` : `${(size / 1_000).toFixed(1)} KB`;
}

/** A path in its shortest form: relative to the working folder, if it is inside. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
