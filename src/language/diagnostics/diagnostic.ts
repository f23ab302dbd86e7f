import { codeFrame, readableTextBefore } from './code-frame';
import { Place } from '../text/source';

/** A part of an email, by its name in props and messages. */
export type Part = 'subject' | 'html' | 'text';

/** The prefix of all diagnostic ids; CDK recommends one for the ids of warnings. */
export const PREFIX = 'cdk-ses-templates:';

/**
 * Error: SES rejects the template or cannot render it. Warning: the mail is not what its author intends. Info: true of many
 * good templates, and worth knowing once.
 */
export type Severity = 'error' | 'warning' | 'info';

/** A problem in a text, before it is known which part uses the text. */
export interface Problem {
  readonly severity: Severity;
  /** The heading of the problem in `docs/guides/diagnostics.md`. */
  readonly id: string;
  readonly message: string;
  /** What to do about it. */
  readonly suggestion?: string;
  /** Absent if the problem is not at a particular place. */
  readonly place?: Place;
  /** Other places with the same problem. */
  readonly others?: readonly OtherPlace[];
}

export interface OtherPlace {
  readonly place: Place;
  /** @default - the part of the problem */
  readonly part?: Part;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** For example `cdk-ses-templates:noTextPart`. Pass the id of a warning to `Annotations.acknowledgeWarning`. */
  readonly id: string;
  /** Absent for problems of the whole email. */
  readonly part?: Part;
  readonly message: string;
  readonly suggestion?: string;
  readonly file?: string;
  /** The shared partial that contains the position. */
  readonly partial?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  /** The line and its neighbors, with the range marked. */
  readonly frame?: string;
  /** The visible text before the position. Present if the line is too long for column numbers to be useful. */
  readonly after?: string;
  /** Other positions, in the format of `placeOf`. */
  readonly others?: readonly string[];
}

export function diagnose(problem: Problem, part: Part | undefined): Diagnostic {
  const { severity, id, message, suggestion, place, others } = problem;
  const common = { severity, id: PREFIX + id, ...part && { part }, message, ...suggestion && { suggestion } };
  if (!place) return common;
  const after = readableTextBefore(place.source, place.start);
  return {
    ...common,
    ...positionOf(place),
    // Made when it is read: most of many similar diagnostics are shown by their places only.
    get frame() { return codeFrame(place.source, place.start, place.end); },
    ...after && { after },
    ...others && others.length > 0 && { others: others.map(other => placeOf({ part: other.part ?? part, ...positionOf(other.place) })) },
  };
}

export function positionOf(place: Place): Pick<Diagnostic, 'file' | 'partial' | 'line' | 'column'> {
  const { file, partial } = place.source.origin;
  return { ...file !== undefined && { file }, ...partial !== undefined && { partial }, ...place.source.position(place.start) };
}

/** For example `emails/order.html:3:1 (html)`; empty for the whole email. */
export function placeOf({ part, file, partial, line, column }: Pick<Diagnostic, 'part' | 'file' | 'partial' | 'line' | 'column'>): string {
  const where = [
    file ?? (partial === undefined ? part : `partial "${partial}"`),
    ...line === undefined ? [] : [line, column],
  ].filter(Boolean).join(':');
  const context = [
    ...file === undefined && partial === undefined ? [] : [part],
    ...file !== undefined && partial !== undefined ? [`partial "${partial}"`] : [],
  ].filter(Boolean).join(', ');
  return `${where}${context && ` (${context})`}`;
}

const MAX_OTHERS = 8;

/** The text of a diagnostic, without the construct path before it and the id after it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { message, frame, suggestion, after, others = [] } = diagnostic;
  const where = placeOf(diagnostic) + (after === undefined ? '' : `, after "${after}"`);
  const more = others.length > MAX_OTHERS ? ` and ${others.length - MAX_OTHERS} more` : '';
  const also = others.length > 0 ? `Also at ${others.slice(0, MAX_OTHERS).join(', ')}${more}.` : undefined;
  return [`${where}${where && ': '}${message}`, frame, suggestion, also].filter(Boolean).join('\n\n');
}
