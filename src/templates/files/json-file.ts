import { findJsonProblem } from './json-problem';
import { readText } from './text-file';
import { ContentError } from '../private/content-error';

/**
 * Reads an object from a JSON file.
 *
 * @throws ContentError for a file that cannot be read, is not JSON, or does not contain an object
 */
export function readJsonObject(file: string): { [key: string]: any } {
  return jsonObjectOf(readText(file), file);
}

/**
 * Reads an object from a JSON text.
 *
 * @param where the origin of the text, for messages
 * @throws ContentError for a text that is not JSON, or does not contain an object
 */
export function jsonObjectOf(text: string, where: string): { [key: string]: any } {
  const problem = findJsonProblem(text);
  if (problem) throw new ContentError(`must be JSON, got: ${where}:${problem.line}:${problem.column}, where ${problem.reason}`);
  const data: unknown = JSON.parse(text);
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
  throw new ContentError(`must be a JSON object, got: ${kindOf(data)} in ${where}`);
}

function kindOf(data: unknown): string {
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'string' || typeof data === 'number' ? `a ${typeof data}` : String(data);
}
