/** Longer names are unlikely to be typos, and comparing two names takes time proportional to the product of their lengths. */
const MAX_COMPARED_LENGTH = 100;

/** The candidate most similar to a name, or undefined if none is similar. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least && candidate !== name) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** The number of insertions, deletions, replacements and transpositions that turn one text into the other, at most `limit`. */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  if (Math.max(from.length, to.length) > MAX_COMPARED_LENGTH) return from === to ? 0 : limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[to.length], limit);
}
