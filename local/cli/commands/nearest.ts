const SUGGESTED = 3;

/** Returns a few names that contain this one or, if there are none, names with a similar spelling. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const holding = names.filter(other => other.toLowerCase().includes(wanted));
  const slips = Math.ceil(wanted.length / 5);
  const alike = () => names.filter(other => distance(wanted, other.toLowerCase()) <= slips);
  return (holding.length > 0 ? holding : alike()).slice(0, SUGGESTED);
}

/** The Levenshtein distance: how many characters must be inserted, deleted or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (character === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
