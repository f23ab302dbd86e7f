/** A content without the line end that editors put at the end of a file: it is no part of a subject, which is one line. */
export function withoutLineEnd<T>(pieces: ReadonlyArray<string | T>): Array<string | T> {
  const last = pieces.at(-1);
  return typeof last === 'string' ? [...pieces.slice(0, -1), last.replace(/\r?\n$/, '')] : [...pieces];
}
