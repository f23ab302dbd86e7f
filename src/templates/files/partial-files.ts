import { extname } from 'node:path';
import { FiledText } from './text-file';
import { nearest } from '../../language';

const EXTENSIONS = { '.html': 'html', '.txt': 'text' } as const;
type Extension = keyof typeof EXTENSIONS;

/** A file of a folder of partials. */
export interface PartialFile {
  readonly name: string;
  /** The part that it is for, where the partial has a file for the other as well. */
  readonly part: typeof EXTENSIONS[Extension];
  readonly content: FiledText;
}

/** The files of a partial: one for all parts, or one for HTML and another for subject and text. */
export type FiledPartial = FiledText | { readonly html: FiledText; readonly text: FiledText };
export type FiledPartials = Readonly<Record<string, FiledPartial>>;

/** What a file's name says, or undefined if it is no partial's. */
export function partialFile(file: string): Pick<PartialFile, 'name' | 'part'> | undefined {
  const extension = extname(file);
  return extension in EXTENSIONS ? { name: file.slice(0, -extension.length), part: EXTENSIONS[extension as Extension] } : undefined;
}

export function unknownPartialProblem(name: string, file: string): string {
  const extension = extname(name);
  const meant = nearest(extension, Object.keys(EXTENSIONS));
  const advice = meant ? `did you mean ${name.slice(0, -extension.length)}${meant}?`
    : `a partial is a file ${Object.keys(EXTENSIONS).join(' or ')}; exclude what is neither`;
  return `unknown file: ${file}; ${advice}`;
}

/** Of two files by one name, each is for its part; one alone is for all. */
export function filedPartials(files: readonly PartialFile[]): FiledPartials {
  return Object.fromEntries(files.map(({ name }): [string, FiledPartial] => {
    const [html, text] = (['html', 'text'] as const).map(part => files.find(file => file.name === name && file.part === part)?.content);
    return [name, html && text ? { html, text } : (html ?? text)!];
  }));
}
