/** A table whose columns line up: the first row has the headings, and columns of the given numbers are aligned to the right. */
export function markdownTable([head, ...rows]: ReadonlyArray<readonly string[]>, right: readonly number[] = []): string {
  const all = [head, head.map((_, column) => right.includes(column) ? '---:' : '---'), ...rows];
  const widths = head.map((_, column) => Math.max(...all.map(row => row[column].length)));
  return all.map(row => `| ${row.map((text, column) => right.includes(column) ? text.padStart(widths[column]) : text.padEnd(widths[column])).join(' | ').trimEnd()} |`).join('\n');
}
