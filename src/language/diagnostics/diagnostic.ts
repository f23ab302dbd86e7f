import { codeFrame, readableTextBefore } from './code-frame';
import { Place } from '../text/source';

/** The part of an email, as props and messages call it. */
export type Part = 'subject' | 'html' | 'text';

/** Precedes the ids of all diagnostics, as CDK asks of the ids of warnings. */
export const PREFIX = 'cdk-ses-templates:';

/**
 * An error: SES refuses the template, or cannot render it. A warning: the mail is not what its author means. An info: true
 * of many good templates, and worth knowing once.
 */
export type Severity = 'error' | 'warning' | 'info';

/** What is wrong, before it is known which part uses the text. */
export interface Problem {
  readonly severity: Severity;
  /** Its heading in `docs/guides/diagnostics.md`. */
  readonly id: string;
  readonly message: string;
  /** What to do about it. */
  readonly suggestion?: string;
  /** Absent where no place in a text is to blame. */
  readonly place?: Place;
  /** Where else the same is true. */
  readonly others?: readonly OtherPlace[];
}

export interface OtherPlace {
  readonly place: Place;
  /** @default that of the problem */
  readonly part?: Part;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** For instance `cdk-ses-templates:noTextPart`; `Annotations.acknowledgeWarning` takes the id of a warning. */
  readonly id: string;
  /** Absent where the whole email is meant. */
  readonly part?: Part;
  readonly message: string;
  readonly suggestion?: string;
  readonly file?: string;
  /** The shared partial that the position is in. */
  readonly partial?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  /** The line with its neighbours, and the range marked. */
  readonly frame?: string;
  /** What a reader of the mail reads before the position; present in lines that are too long to count columns in. */
  readonly after?: string;
  /** Further positions, as `placeOf` writes them. */
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
    frame: codeFrame(place.source, place.start, place.end),
    ...after && { after },
    ...others && others.length > 0 && { others: others.map(other => placeOf({ part: other.part ?? part, ...positionOf(other.place) })) },
  };
}

export function positionOf(place: Place): Pick<Diagnostic, 'file' | 'partial' | 'line' | 'column'> {
  const { file, partial } = place.source.origin;
  return { ...file !== undefined && { file }, ...partial !== undefined && { partial }, ...place.source.position(place.start) };
}

/** `emails/order.html:3:1 (html)`; empty where the whole email is meant. */
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

const MOST_OTHERS = 8;

/** Everything but the construct's path and the id, which come before and after it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { message, frame, suggestion, after, others = [] } = diagnostic;
  const where = placeOf(diagnostic) + (after === undefined ? '' : `, after "${after}"`);
  const more = others.length > MOST_OTHERS ? ` and ${others.length - MOST_OTHERS} more` : '';
  const also = others.length > 0 ? `Also at ${others.slice(0, MOST_OTHERS).join(', ')}${more}.` : undefined;
  return [`${where}${where && ': '}${message}`, frame, suggestion, also].filter(Boolean).join('\n\n');
}
