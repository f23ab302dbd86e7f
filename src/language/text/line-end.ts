/** Removes the line end that editors add to a file; it is not part of a subject, which is one line. */
export function withoutLineEnd<T>(pieces: ReadonlyArray<string | T>): Array<string | T> {
  const last = pieces.at(-1);
  return typeof last === 'string' ? [...pieces.slice(0, -1), last.replace(/\r?\n$/, '')] : [...pieces];
}
