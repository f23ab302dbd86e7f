import { Problem, Severity } from './diagnostic';
import { Place } from '../text/source';

/** What users read: the problem, and what to do about it. */
export type Text = readonly [message: string, suggestion?: string];

/** Diagnostic texts by id; each is a function of the facts of one case. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Texts = Readonly<Record<string, (...facts: any[]) => Text>>;

export type Reports<T extends Texts> = {
  readonly [Id in keyof T]: (place: Place | undefined, ...facts: Parameters<T[Id]>) => Problem;
};

function reports<T extends Texts>(severity: Severity, texts: T): Reports<T> {
  return Object.fromEntries(Object.entries(texts).map(([id, textOf]) => [id, (place: Place | undefined, ...facts: unknown[]): Problem => {
    const [message, suggestion] = textOf(...facts);
    return { severity, id, message, ...suggestion && { suggestion }, ...place && { place } };
  }])) as unknown as Reports<T>;
}

export const errors = <T extends Texts>(texts: T) => reports('error', texts);
export const warnings = <T extends Texts>(texts: T) => reports('warning', texts);
export const infos = <T extends Texts>(texts: T) => reports('info', texts);
