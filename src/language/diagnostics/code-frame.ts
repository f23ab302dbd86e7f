import { display, Source } from '../text/source';

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** Minified HTML can have lines of many thousands of characters. */
const FRAME_WIDTH = 100;

/** The line of a range and its neighbors, with the range marked. */
export function codeFrame(source: Source, start: number, end: number): string {
  const { line, column } = source.position(start);
  const last = source.position(Math.max(end - 1, start));
  const shown = source.line(line) ?? '';
  const skipped = column > FRAME_WIDTH * 0.8 ? column - Math.floor(FRAME_WIDTH / 2) : 0;
  const marked = last.line === line ? last.column + 1 - column : shown.length + 1 - column;
  const room = FRAME_WIDTH - (column - 1 - skipped);

  // If the line is cut at its beginning, its neighbors are left out: they may have nothing at these columns.
  const numbers = skipped > 0 ? [line] : Array.from({ length: LINES_BEFORE + 1 + LINES_AFTER }, (_, index) => line - LINES_BEFORE + index);
  const gutter = String(line + LINES_AFTER).length;
  const rows = numbers.flatMap(number => {
    const text = source.line(number);
    if (text === undefined) return [];
    const row = `${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${cut(text, skipped)}`.trimEnd();
    if (number !== line) return [row];
    // Tabs are kept, so that the mark lines up at any tab width.
    const indent = cut(shown, skipped).slice(0, column - 1 - skipped + (skipped > 0 ? 1 : 0)).replace(/[^\t]/g, ' ');
    return [row, `  ${' '.repeat(gutter)} | ${indent}${'^'.repeat(Math.max(1, Math.min(marked, room)))}`];
  });
  // Drop empty lines at the end.
  while (rows[rows.length - 1].endsWith(' |')) rows.pop();
  return rows.join('\n');
}

function cut(line: string, skipped: number): string {
  const rest = line.slice(skipped);
  return `${skipped > 0 ? '…' : ''}${rest.slice(0, FRAME_WIDTH)}${rest.length > FRAME_WIDTH ? '…' : ''}`;
}

/** Beyond this column, a column number no longer helps to find a place. */
const FINDABLE_COLUMN = 200;
const LOOK_BACK = 4_000;
const READABLE_LENGTH = 40;

/** The visible text before an offset, if the column is too large to be useful. */
export function readableTextBefore(source: Source, offset: number): string | undefined {
  if (source.position(offset).column <= FINDABLE_COLUMN) return undefined;
  const before = source.text.slice(Math.max(0, offset - LOOK_BACK), offset);
  const text = before
    // Tags that are cut off at either end.
    .replace(/<[^<>]*$/, ' ')
    .replace(/^[^<>]*>/, ' ')
    .replace(/<\/?(?:a|b|i|u|em|strong|span|font|small)\b[^<>]*>/gi, '')
    .replace(/<(style|script)\b[^]*?<\/\1>|<!--[^]*?-->|<[^<>]*>/gi, ' ')
    .replace(/&(?:nbsp|#160);/gi, ' ');
  const line = display(text).replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length <= READABLE_LENGTH ? line : `…${line.slice(-READABLE_LENGTH).replace(/^\S* /, '')}`;
}
