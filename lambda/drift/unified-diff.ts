import { structuredPatch } from 'diff';
import { PartName } from '../../src/contract/contract';

/** The limits of the diff of a part, because log lines, messages and events are limited in size. */
const MOST_LINES = 60;
const LONGEST_LINE = 200;

/** Beyond this many edits, the texts have little in common and finding the shortest diff takes a long time. */
const MAX_EDITS = 2_000;

/** The lines of a unified diff of a part, from what is declared to what is live, bounded in length. */
export function unifiedDiff(part: PartName, declared: string, live: string): string[] {
  const patch = structuredPatch('', '', declared, live, '', '', { context: 2, maxEditLength: MAX_EDITS });
  const heading = [`--- ${part} as declared`, `+++ ${part} as live`];
  if (!patch) return [...heading, `(more than ${MAX_EDITS} lines differ: ${declared.length} characters declared, ${live.length} live)`];
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) =>
    [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...changed.map(shortened)]);
  const rest = lines.length - MOST_LINES;
  return [...heading, ...lines.slice(0, MOST_LINES), ...rest > 0 ? [`(${rest} more lines of the diff)`] : []];
}

function shortened(line: string): string {
  const rest = line.length - LONGEST_LINE;
  return rest > 0 ? `${line.slice(0, LONGEST_LINE)}… (${rest} more characters)` : line;
}
