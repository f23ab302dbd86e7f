import { Diagnostic, formatDiagnostic, placeOf } from '../../language';

/** A diagnostic of one template. */
export interface Finding {
  /** The path of the template's construct, for messages; empty if they need not name it. */
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

const MAX_PATHS = 8;

/**
 * Formats the errors of templates for users. A problem in a shared partial is reported once for all templates that use it, and
 * the same problem at several places of a template once for all places.
 */
export function formatErrors(findings: readonly Finding[]): string[] {
  const groups = groupBy(findings, ({ path, diagnostic: { id, partial, file, line, column, message, suggestion } }) =>
    partial === undefined ? [path, id, message, suggestion] : [id, partial, file, line, column, message, suggestion]);
  return groups.map(group => {
    const [{ path, diagnostic }] = group;
    const places = diagnostic.partial === undefined ? group.slice(1).map(other => placeOf(other.diagnostic)) : [];
    const text = formatDiagnostic({ ...diagnostic, others: [...diagnostic.others ?? [], ...places] });
    const paths = pathsOf(group).slice(1);
    const users = paths.length > 0 ? `\n\nThe partial is used, with the same result, by ${some(paths)}.` : '';
    return `${path && `${path}: `}${text}${users} [${diagnostic.id}]`;
  });
}

export interface FormattedWarning {
  readonly id: string;
  readonly message: string;
}

/** Formats the warnings of templates, one for each id: the first in full, the others by their places. */
export function formatWarnings(findings: readonly Finding[]): FormattedWarning[] {
  return groupBy(findings, ({ diagnostic: { id } }) => [id]).map(group => {
    const [{ path, diagnostic }] = group;
    const others = group.slice(1);
    const isOneTemplate = others.every(other => other.path === path);
    if (isOneTemplate) {
      const places = others.map(other => placeOf(other.diagnostic)).filter(place => place !== '');
      return { id: diagnostic.id, message: `${path && `${path}: `}${formatDiagnostic({ ...diagnostic, others: [...diagnostic.others ?? [], ...places] })}` };
    }
    return { id: diagnostic.id, message: `${path}: ${formatDiagnostic(diagnostic)}\n\nAlso in ${some(pathsOf(others), other => placesIn(other, group))}.` };
  });
}

/** For example `Stack/Mails/order (html:3:1, html:7:1)`; without the place in a shared partial that the message already has. */
function placesIn(path: string, [first, ...others]: readonly Finding[]): string {
  const named = first.diagnostic.partial === undefined ? undefined : placeOf(first.diagnostic);
  const places = new Set(others.filter(other => other.path === path).map(({ diagnostic }) => placeOf(diagnostic)));
  const shown = [...places].filter(place => place !== '' && place !== named);
  return shown.length === 0 ? path : `${path} (${some(shown)})`;
}

/** Formats findings that many templates have, in one line without places. */
export function formatNotice(findings: readonly Finding[]): string {
  const [{ diagnostic: { message, suggestion } }] = findings;
  return `${some(pathsOf(findings))}: ${[message, suggestion].filter(Boolean).join(' ')}`;
}

function pathsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ path }) => path))];
}

function some(words: readonly string[], describe: (word: string) => string = word => word): string {
  const shown = words.slice(0, MAX_PATHS).map(describe).join(', ');
  return words.length <= MAX_PATHS ? shown : `${shown} and ${words.length - MAX_PATHS} more`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown[]): Array<[T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
