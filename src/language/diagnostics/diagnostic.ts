import { display, Place, Source } from '../text/source';

/** The part of an email, as props and messages call it. */
export type Part = 'subject' | 'html' | 'text';

export const PREFIX = 'cdk-ses-templates:';

/** What a diagnostic is about; `cdk-ses-templates:` and this is the id that `Annotations.acknowledgeWarning` takes. */
export type Topic =
  // Errors: SES would refuse the template, or could not render it.
  | 'syntax' | 'unknownHelper' | 'helperArguments' | 'unknownVariable' | 'unreachableParent' | 'blockParameter'
  | 'unknownPartial' | 'dynamicPartial' | 'partialArguments' | 'recursivePartial' | 'inlinePartial' | 'unknownDecorator'
  | 'deployTimeValueInTag' | 'tooComplex'
  // Errors of a rendering.
  | 'missingAttribute' | 'invalidData' | 'renderingLimit'
  // Warnings.
  | 'htmlVariableInMarkup' | 'htmlVariableInUnsafePlace' | 'urlVariableWithoutScheme' | 'differentVariables' | 'noTextPart'
  | 'gmailClipping' | 'htmlInText' | 'subjectLineBreak' | 'ambiguousSection' | 'objectPrinted' | 'unusedBlock';

export type Severity = 'error' | 'warning';

/** What is wrong, before it is known which part it is told of. */
export interface Problem {
  readonly severity: Severity;
  readonly topic: Topic;
  readonly message: string;
  /** What to do about it. */
  readonly suggestion?: string;
  /** Absent where nothing in a text is to blame. */
  readonly place?: Place;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** For instance `cdk-ses-templates:noTextPart`. */
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
}

export function error(topic: Topic, place: Place | undefined, message: string, suggestion?: string): Problem {
  return { severity: 'error', topic, message, ...suggestion && { suggestion }, ...place && { place } };
}

export function warning(topic: Topic, place: Place | undefined, message: string, suggestion?: string): Problem {
  return { ...error(topic, place, message, suggestion), severity: 'warning' };
}

export function diagnose(problem: Problem, part: Part | undefined): Diagnostic {
  const { severity, topic, message, suggestion, place } = problem;
  const common = { severity, id: PREFIX + topic, ...part && { part }, message, ...suggestion && { suggestion } };
  if (!place) return common;
  const { file, partial } = place.source.origin;
  return {
    ...common,
    ...file !== undefined && { file },
    ...partial !== undefined && { partial },
    ...place.source.position(place.start),
    frame: codeFrame(place.source, place.start, place.end),
  };
}

/** Everything but the construct's path, which the caller knows. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { part, file, partial, line, column, message, frame, suggestion } = diagnostic;
  const where = [
    file ?? (partial === undefined ? part : `partial "${partial}"`),
    ...line === undefined ? [] : [line, column],
  ].filter(Boolean).join(':');
  const context = [
    ...file === undefined && partial === undefined ? [] : [part],
    ...file !== undefined && partial !== undefined ? [`partial "${partial}"`] : [],
  ].join(', ');
  return [`${where}${context && ` (${context})`}${where && ': '}${message}`, frame, suggestion].filter(Boolean).join('\n\n');
}

const LINES_BEFORE = 2;
const LINES_AFTER = 1;
/** Minified HTML has lines of many thousand characters. */
const FRAME_WIDTH = 100;

function codeFrame(source: Source, start: number, end: number): string {
  const { line, column } = source.position(start);
  const last = source.position(Math.max(end - 1, start));
  const shown = source.line(line) ?? '';
  const skipped = column > FRAME_WIDTH * 0.8 ? column - Math.floor(FRAME_WIDTH / 2) : 0;
  const marked = last.line === line ? last.column + 1 - column : shown.length + 1 - column;
  const room = FRAME_WIDTH - (column - 1 - skipped);

  const numbers = Array.from({ length: LINES_BEFORE + 1 + LINES_AFTER }, (_, index) => line - LINES_BEFORE + index);
  const gutter = String(line + LINES_AFTER).length;
  const rows = numbers.flatMap(number => {
    const text = source.line(number);
    if (text === undefined) return [];
    const row = `${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${cut(text, skipped)}`.trimEnd();
    if (number !== line) return [row];
    // A tab stays a tab, so that the mark stands under what it marks whatever the tab's width.
    const indent = cut(shown, skipped).slice(0, column - 1 - skipped + (skipped > 0 ? 1 : 0)).replace(/[^\t]/g, ' ');
    return [row, `  ${' '.repeat(gutter)} | ${indent}${'^'.repeat(Math.max(1, Math.min(marked, room)))}`];
  });
  // Empty lines behind show nothing.
  while (rows[rows.length - 1].endsWith(' |')) rows.pop();
  return rows.join('\n');
}

function cut(line: string, skipped: number): string {
  const rest = line.slice(skipped);
  return `${skipped > 0 ? '…' : ''}${rest.slice(0, FRAME_WIDTH)}${rest.length > FRAME_WIDTH ? '…' : ''}`;
}

/** A piece of template for a message: short, and on one line. */
export function quote(text: string): string {
  const line = display(text).replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
