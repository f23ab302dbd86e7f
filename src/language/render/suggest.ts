import { Datum, isAbsent, pathOf } from './datum';
import { Scope } from './evaluate';
import { PLACEHOLDERS } from '../../contract/limits';
import { editDistance } from '../text/nearest';

const MAX_DEPTH = 4;
const MAX_CANDIDATES = 2_000;
const MOST = 3;

/** What the author of `{{name}}` may have meant, and what there is where the value was looked for. */
export function suggestPaths(missing: Datum, name: string, scope: Scope<Datum>, root: Datum): string {
  const contexts: Array<[prefix: string, datum: Datum]> = [
    ['', scope.context],
    ...scope.parents.map((parent, index): [string, Datum] => ['../'.repeat(index + 1), parent]),
    ...scope.partial === undefined ? [] : [['@root.', root] as [string, Datum]],
  ];
  const candidates = new Map<string, { path: string; score: number }>();
  const consider = (path: string, score: number) => {
    if (score < Infinity && !candidates.has(path)) candidates.set(path, { path, score });
  };
  PLACEHOLDERS.forEach(placeholder => consider(placeholder, unlikeness(name, [placeholder])));
  let left = MAX_CANDIDATES;
  for (const [prefix, datum] of contexts) {
    for (const segments of pathsIn(datum.value, MAX_DEPTH)) {
      if (left-- <= 0) break;
      consider(prefix + segments.join('.'), unlikeness(name, segments) + prefix.length / 100);
    }
  }
  const best = [...candidates.values()].sort((a, b) => a.score - b.score || a.path.length - b.path.length).slice(0, MOST);
  if (best.length === 0) return present(missing);
  const out = best.some(({ path }) => path.startsWith('../')) ? 'Within {{#each}} and {{#with}}, a name is one of the item; ../ leads out. ' : '';
  return `Did you mean ${list(best.map(({ path }) => `\`${path}\``), 'or')}? ${out}${present(missing)}`;
}

function present(missing: Datum): string {
  const { of } = missing;
  if (missing.value === null) return `\`${pathOf(missing)}\` is null, which SES takes for missing.`;
  if (!of) return '';
  const keys = typeof of.value === 'object' && of.value !== null ? Object.keys(of.value) : [];
  const path = pathOf(of);
  const where = path === '' ? 'The data' : `\`${path}\``;
  if (isAbsent(of.value)) return `${where} itself is missing.`;
  if (keys.length === 0) return `${where} holds nothing.`;
  return `${where} holds ${list(keys.slice(0, 8), 'and')}${keys.length > 8 ? ' and more' : ''}.`;
}

/** The paths of what can be printed. */
function* pathsIn(value: unknown, depth: number): Generator<string[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return;
  const fields = Object.entries(value).filter(([, field]) => !isAbsent(field));
  for (const [key, field] of fields) {
    if (typeof field !== 'object') yield [key];
  }
  for (const [key, field] of fields) {
    for (const rest of pathsIn(field, depth - 1)) yield [key, ...rest];
  }
}

/** Zero for the same but for case and punctuation, then the same name elsewhere, then spelling; infinite for anything else. */
function unlikeness(name: string, segments: readonly string[]): number {
  const wanted = name.replace(/^(@root[./]|(\.\.?\/)+|this[./])/, '').split(/[./]/).map(plain);
  const found = segments.map(plain);
  const whole = wanted.join('');
  if (whole === found.join('')) return 0;
  const last = wanted[wanted.length - 1];
  const end = found[found.length - 1];
  if (last === end) return 1;
  const limit = Math.floor(whole.length / 3) + 1;
  const distance = editDistance(whole, found.join(''), limit);
  if (distance < limit) return 2 + distance / 10;
  const limitOfLast = Math.floor(last.length / 3) + 1;
  const distanceOfLast = editDistance(last, end, limitOfLast);
  return distanceOfLast < limitOfLast ? 3 + distanceOfLast / 10 : Infinity;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function list(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}
