import { passes, Result, short } from './figures';

const HEADINGS = ['case', 'figure', 'calls/s', 'runs', 'min', 'median', 'max', 'at most', 'verdict', 'notes'];

/** Formats the results in columns, for a terminal. */
export function columns(results: readonly Result[]): string {
  const rows = [HEADINGS, ...results.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

/** Formats the results as a Markdown table. */
export function markdown(results: readonly Result[]): string {
  return [HEADINGS, HEADINGS.map(() => '---'), ...results.map(cells)].map(row => `| ${row.join(' | ')} |`).join('\n');
}

function cells(result: Result): string[] {
  const { case: { name, against, rate, repeat, most }, min, median, max, notes } = result;
  const verdict = most === undefined ? '' : passes(result) ? 'ok' : 'MISSED';
  return [name, against, String(rate ?? ''), String(repeat), short(min), short(median), short(max), String(most ?? ''), verdict, notes];
}
