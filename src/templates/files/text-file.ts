import { readFileSync } from 'node:fs';
import { ContentError } from '../private/content-error';

/**
 * The text of a file in UTF-8, without a byte order mark.
 *
 * @throws ContentError for a file that cannot be read or is not in UTF-8
 */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'which does not exist' : `which cannot be read: ${(error as Error).message}`;
    throw new ContentError(`must be a readable file, got: ${file}, ${reason}`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ContentError(`must be a file in UTF-8, got: ${file}, which is not`, { cause: error });
  }
}

/** A file with text, and the values for the placeholders in it. */
export interface FiledText {
  readonly path: string;
  readonly replace: Readonly<Record<string, string>>;
}

/** A text between placeholders, or one of them. */
export interface Section {
  readonly text: string;
  readonly isPlaceholder: boolean;
}

/** Splits a text at placeholders. If one is the beginning of another, the longest match counts. */
export function splitAt(placeholders: readonly string[], text: string): Section[] {
  const alternatives = placeholders.filter(one => one !== '').sort((a, b) => b.length - a.length).map(escapeForRegExp);
  if (alternatives.length === 0) return [{ text, isPlaceholder: false }];
  // `split` keeps the matches of the capturing group as every other element.
  return text.split(new RegExp(`(${alternatives.join('|')})`)).map((piece, i) => ({ text: piece, isPlaceholder: i % 2 === 1 }));
}

/** The placeholders that occur in a text. */
export function placeholdersIn(placeholders: readonly string[], text: string): Set<string> {
  return new Set(splitAt(placeholders, text).filter(({ isPlaceholder }) => isPlaceholder).map(section => section.text));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
