import { isAbsolute, relative } from 'node:path';

/** The size of a part, such as `12.3 KB`, or a dash if it is absent. */
export function bytes(content: string | undefined): string {
  if (content === undefined) return '-';
  const size = Buffer.byteLength(content);
  return size < 1_000 ? `${size} B` : `${(size / 1_000).toFixed(1)} KB`;
}

/** Makes a path inside the working folder relative. */
export function shortPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}
