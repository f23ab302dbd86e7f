import { findJsonProblem } from './json-problem';
import { readText } from './text-file';
import { ContentError } from '../private/content-error';

/**
 * The object that a file in JSON holds.
 *
 * @throws ContentError for a file that cannot be read, is not JSON, or holds something else
 */
export function readJsonObject(file: string): { [key: string]: any } {
  return jsonObjectOf(readText(file), file);
}

/**
 * The object that a JSON text holds.
 *
 * @param where the text is from, for messages
 * @throws ContentError for a text that is not JSON, or holds something else
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
