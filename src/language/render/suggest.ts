import { Datum, isAbsent } from './datum';
import { Scope } from './evaluate';
import { Usage } from './usage';
import { PLACEHOLDERS } from '../../contract/limits';
import { editDistance } from '../text/nearest';

const MAX_DEPTH = 4;
const MAX_CANDIDATES = 2_000;
const MAX_SUGGESTIONS = 3;
/** Names that the template already prints are less likely to be meant. */
const IN_USE = 1.5;

export interface Suggestions {
  /** Paths as written in a template, the best first. */
  readonly paths: readonly string[];
  /** Whether one leads out of a block. */
  readonly isOutside: boolean;
}

/** Suggests what the author of `{{name}}` may have meant. */
export function suggestPaths(name: string, scope: Scope<Datum>, root: Datum, usage: Usage): Suggestions {
  const contexts: Array<[prefix: string, datum: Datum]> = [
    ['', scope.context],
    ...scope.parents.map((parent, index): [string, Datum] => ['../'.repeat(index + 1), parent]),
    ...scope.partial === undefined ? [] : [['@root.', root] as [string, Datum]],
  ];
  const candidates = new Map<string, { path: string; score: number }>();
  const consider = (path: string, score: number) => {
    if (score < Infinity && !candidates.has(path)) candidates.set(path, { path, score });
  };
  const unlikeness = unlikenessTo(name);
  PLACEHOLDERS.forEach(placeholder => consider(placeholder, unlikeness([placeholder])));
  let left = MAX_CANDIDATES;
  for (const [prefix, { value }] of contexts) {
    for (const { segments, of } of pathsIn(value, MAX_DEPTH)) {
      if (left-- <= 0) break;
      const inUse = usage.has(of, segments[segments.length - 1]) ? IN_USE : 0;
      consider(prefix + segments.join('.'), unlikeness(segments) + inUse + prefix.length / 100);
    }
  }
  const best = [...candidates.values()].sort((a, b) => a.score - b.score || a.path.length - b.path.length).slice(0, MAX_SUGGESTIONS);
  return { paths: best.map(({ path }) => path), isOutside: best.some(({ path }) => path.startsWith('../')) };
}

/** Returns a test for keys that are similar to one of the names. */
export function likenessTo(names: readonly string[]): (key: string) => boolean {
  const measures = names.map(unlikenessTo);
  return key => measures.some(unlikeness => unlikeness([key]) < Infinity);
}

/** The paths of printable values. */
function* pathsIn(value: unknown, depth: number): Generator<{ readonly segments: string[]; readonly of: object }> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return;
  const fields = Object.entries(value).filter(([, field]) => !isAbsent(field));
  for (const [key, field] of fields) {
    if (typeof field !== 'object') yield { segments: [key], of: value };
  }
  for (const [key, field] of fields) {
    for (const { segments, of } of pathsIn(field, depth - 1)) yield { segments: [key, ...segments], of };
  }
}

/** Shorter prefixes match too many names. */
const SHORTEST_PREFIX = 4;

/**
 * 0: differs only in case or punctuation; 1: same last name elsewhere; 2 to 3: one begins or ends with the other, or has a
 * similar spelling; 3 to 4: the last names have a similar spelling; Infinity: unrelated.
 */
function unlikenessTo(name: string): (segments: readonly string[]) => number {
  const wanted = name.replace(/^(@root[./]|(\.\.?\/)+|this[./])/, '').split(/[./]/).map(plain);
  const whole = wanted.join('');
  const last = wanted[wanted.length - 1];
  return segments => {
    const found = segments.map(plain);
    const wholeFound = found.join('');
    if (whole === wholeFound) return 0;
    const end = found[found.length - 1];
    if (last === end) return 1;
    const [shorter, longer] = last.length < end.length ? [last, end] : [end, last];
    const isExtended = shorter.length >= SHORTEST_PREFIX && (longer.startsWith(shorter) || longer.endsWith(shorter));
    if (isExtended) return 2.5 - shorter.length / longer.length / 2;
    const likeness = 2 + spelling(whole, wholeFound);
    return likeness < Infinity || (whole === last && wholeFound === end) ? likeness : 3 + spelling(last, end);
  };
}

/** 0 to 1 for names with a similar spelling. */
function spelling(wanted: string, found: string): number {
  const limit = Math.floor(wanted.length / 3) + 1;
  const distance = editDistance(wanted, found, limit);
  return distance < limit ? distance / 10 : Infinity;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
