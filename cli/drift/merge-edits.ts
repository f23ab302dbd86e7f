import { ChangeObject, diffArrays } from 'diff';

/** Beyond this many edits, the texts have little in common. */
const MAX_EDITS = 4_000;

/** Mustache tags, HTML tags, line ends, and text between them: partials are compiled in at tags, also within a line. */
const TOKEN = /\{\{\{?[^{}]*\}?\}\}|<[^<>]*>|\n|[^\n<{]+|[^]/g;

/**
 * Makes the edits from a base to another text in a text that has much in common with the base.
 *
 * Returns undefined if an edit is in what the text does not have. What it returns is a proposal: where the same tokens are in several
 * places, an edit may be made in the wrong one.
 */
export function mergeEdits(base: string, text: string, edited: string): string | undefined {
  const [baseTokens, tokens, editedTokens] = [base, text, edited].map(one => one.match(TOKEN) ?? []);
  const [same, edits] = [diff(baseTokens, tokens), diff(baseTokens, editedTokens)];
  if (!same || !edits) return undefined;
  const places = placesOf(same);
  const merged = [...tokens];
  for (const { start, removed, added } of hunksOf(edits).reverse()) {
    const at = placeOf(places, start, removed);
    if (at === undefined) return undefined;
    merged.splice(at, removed, ...added);
  }
  return merged.join('');
}

type Changes = ReadonlyArray<ChangeObject<string[]>>;

function diff(before: readonly string[], after: readonly string[]): Changes | undefined {
  return diffArrays([...before], [...after], { maxEditLength: MAX_EDITS });
}

/** Where tokens of the base are in the text, by their indexes. */
function placesOf(changes: Changes): Map<number, number> {
  const places = new Map<number, number>();
  let [before, after] = [0, 0];
  for (const { added, removed, count } of changes) {
    for (let index = 0; !added && !removed && index < count; index++) places.set(before + index, after + index);
    if (!added) before += count;
    if (!removed) after += count;
  }
  return places;
}

interface Hunk {
  /** The index of its first token in the base. */
  readonly start: number;
  readonly removed: number;
  readonly added: readonly string[];
}

function hunksOf(changes: Changes): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let open: Hunk | undefined;
  const close = () => {
    if (open) hunks.push(open);
    open = undefined;
  };
  for (const { added, removed, count, value } of changes) {
    if (!added && !removed) {
      close();
      at += count;
      continue;
    }
    open ??= { start: at, removed: 0, added: [] };
    open = added ? { ...open, added: [...open.added, ...value] } : { ...open, removed: open.removed + count };
    if (removed) at += count;
  }
  close();
  return hunks;
}

/** Where to replace tokens of the base in the text: all of them must be there, or, if none is replaced, the one before or after. */
function placeOf(places: ReadonlyMap<number, number>, start: number, removed: number): number | undefined {
  if (removed === 0) {
    const previous = places.get(start - 1);
    return previous === undefined ? places.get(start) : previous + 1;
  }
  const first = places.get(start);
  if (first === undefined) return undefined;
  for (let index = 1; index < removed; index++) if (places.get(start + index) !== first + index) return undefined;
  return first;
}
