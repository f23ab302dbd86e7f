import { extname } from 'node:path';
import { FiledText } from './text-file';
import { nearest } from '../../language';

const EXTENSIONS = { '.html': 'html', '.txt': 'text' } as const;
type Extension = keyof typeof EXTENSIONS;

/** A file in a folder of partials. */
export interface PartialFile {
  readonly name: string;
  /** The part that it is for, if the partial also has a file for the other. */
  readonly part: typeof EXTENSIONS[Extension];
  readonly content: FiledText;
}

/** The files of a partial: one for all parts, or one for HTML and another for subject and text. */
export type FiledPartial = FiledText | { readonly html: FiledText; readonly text: FiledText };
export type FiledPartials = Readonly<Record<string, FiledPartial>>;

/** The partial that a file name stands for, or undefined if it is not one. */
export function partialFile(file: string): Pick<PartialFile, 'name' | 'part'> | undefined {
  const extension = extname(file);
  return extension in EXTENSIONS ? { name: file.slice(0, -extension.length), part: EXTENSIONS[extension as Extension] } : undefined;
}

export function unknownPartialProblem(name: string, file: string): string {
  const extension = extname(name);
  const meant = nearest(extension, Object.keys(EXTENSIONS));
  const advice = meant ? `did you mean ${name.slice(0, -extension.length)}${meant}?`
    : `a partial is a ${Object.keys(EXTENSIONS).join(' or ')} file; exclude other files`;
  return `unknown file: ${file}; ${advice}`;
}

/** Two files with the same name are for one part each; a single file is for all parts. */
export function filedPartials(files: readonly PartialFile[]): FiledPartials {
  return Object.fromEntries(files.map(({ name }): [string, FiledPartial] => {
    const [html, text] = (['html', 'text'] as const).map(part => files.find(file => file.name === name && file.part === part)?.content);
    return [name, html && text ? { html, text } : (html ?? text)!];
  }));
}
