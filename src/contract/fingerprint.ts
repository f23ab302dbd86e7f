import { createHash } from 'node:crypto';
import { canonical } from './canonical';
import { PartContent } from './contract';

/**
 * A part's fingerprint: a short checksum of its canonical text and, if it contains deploy-time values, the layout around
 * them. `9f86d081884c7d65 12+m0+40` means 12 characters, marker 0, 40 characters, and the checksum of those 52 characters.
 *
 * With the layout, a deployment recognizes the previous content without the previous asset, which the function may no longer
 * read: the properties of an Update include the old fingerprints and the old values.
 */
export function fingerprint(content: PartContent): string {
  if (typeof content === 'string') return checksum(canonical(content));
  const pieces = content.map(piece => typeof piece === 'string' ? canonical(piece) : piece);
  const text = pieces.filter(piece => typeof piece === 'string').join('');
  const layout = pieces.map(piece => typeof piece === 'string' ? piece.length : `m${piece.marker}`).join('+');
  return `${checksum(text)} ${layout}`;
}

/** Whether a text returned by SES matches a fingerprint, with these values for its markers. */
export function matches(live: string, expected: string, markers: readonly string[]): boolean {
  const [sum, layout] = expected.split(' ');
  const text = canonical(live);
  if (layout === undefined) return checksum(text) === sum;

  let rest = text;
  let literal = '';
  for (const piece of layout.split('+')) {
    if (piece.startsWith('m')) {
      const value = canonical(markers[Number(piece.slice(1))] ?? '');
      if (!rest.startsWith(value)) return false;
      rest = rest.slice(value.length);
    } else {
      literal += rest.slice(0, Number(piece));
      rest = rest.slice(Number(piece));
    }
  }
  return rest === '' && checksum(literal) === sum;
}

/** The indexes of the markers in a fingerprinted part. */
export function markersOf(partFingerprint: string): number[] {
  return [...partFingerprint.matchAll(/m(\d+)/g)].map(([, index]) => Number(index));
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
