import { passes, Result, short } from './figures';

const HEADINGS = ['case', 'figure', 'must reach', 'min', 'median', 'max', 'beside it'];

/** The results as a Markdown table, which a terminal shows well enough too. */
export function table(results: readonly Result[]): string {
  const rows = [HEADINGS, ...results.map(result => [
    result.case.name,
    result.case.against,
    result.case.most === undefined ? '' : `<= ${result.case.most}${passes(result) ? '' : ' MISSED'}`,
    short(result.min), short(result.median), short(result.max),
    result.notes,
  ])];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(rows[0]), line(widths.map(width => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
