import { ContentError } from './content-error';
import { Markers } from './deploy-time-values';
import { partialNameProblem } from './part-problems';
import { Problems } from './problems';
import { PartialLibrary, PartialSource, SourceText } from '../../language';
import { EmailContent } from '../email-content';

/** A declared partial: one content for all parts, or separate content for HTML and for subject and text. */
export type DeclaredPartial = EmailContent | { readonly html: EmailContent; readonly text: EmailContent };
export type DeclaredPartials = Readonly<Record<string, DeclaredPartial>>;

/**
 * Reads partials. Their problems are added to `problems`.
 *
 * @param path the path of the construct that declares them, for messages
 * @param fallback partials that are used for names that are not declared
 */
export function readPartials(
  path: string, declared: DeclaredPartials, markers: Markers, problems: Problems, fallback?: PartialLibrary,
): PartialLibrary {
  const read = (name: string, partial: EmailContent): SourceText => {
    const file = partial._file();
    return { content: markers.number(piecesOf(partial, problem => problems.add(path, `partials.${name} ${problem}`))), ...file !== undefined && { file } };
  };
  const usable = Object.entries(declared).filter(([name, partial]) => {
    const fits = isContent(partial) || (isContent(partial?.html) && isContent(partial.text));
    if (!fits) problems.add(path, `partials.${name} must be an EmailContent, got: ${partial === null ? 'null' : typeof partial}`);
    return fits;
  });
  const sources = usable.map(([name, partial]): [string, PartialSource] => {
    const problem = partialNameProblem(name, (isContent(partial) ? partial : partial.html)._file());
    if (problem) problems.add(path, problem);
    return [name, isContent(partial) ? read(name, partial) : { html: read(name, partial.html), text: read(name, partial.text) }];
  });
  return new PartialLibrary(Object.fromEntries(sources), fallback);
}

/** Not `instanceof`, because an app can contain two copies of this package. */
function isContent(value: unknown): value is EmailContent {
  return typeof (value as EmailContent | undefined)?._pieces === 'function';
}

/** Reads a partial. A failure is reported once; the empty content causes no further problems. */
function piecesOf(partial: EmailContent, report: (problem: string) => void) {
  try {
    return partial._pieces();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    report(error.message);
    return [];
  }
}
