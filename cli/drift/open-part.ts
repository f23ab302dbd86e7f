import { OpenPart } from './declared';
import { canonical } from '../../src/contract/canonical';

/**
 * Whether a live part has the declared text around values that only the deployment knows.
 *
 * False is certain: no values would make the part equal. True leaves the values themselves open.
 */
export function matchesAround({ texts }: OpenPart, live: string): boolean {
  const [first, ...others] = texts.map(canonical);
  const last = others.pop()!;
  const content = canonical(live);
  if (!content.startsWith(first) || !content.endsWith(last)) return false;
  let at = first.length;
  for (const text of others) {
    const found = content.indexOf(text, at);
    if (found < 0) return false;
    at = found + text.length;
  }
  return at <= content.length - last.length;
}

/** The part to read, with placeholders. */
export function shownPart({ texts, placeholders }: OpenPart): string {
  return texts.map((text, index) => text + (placeholders[index] ?? '')).join('');
}
