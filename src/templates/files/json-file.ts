import { findJsonProblem } from './json-problem';
import { readText } from './text-file';
import { ContentError } from '../private/token-pieces';

/**
 * The object that a file in JSON holds.
 *
 * @throws ContentError for a file that cannot be read, is not JSON, or holds something else
 */
export function readJsonObject(file: string): { [key: string]: any } {
  const text = readText(file);
  const problem = findJsonProblem(text);
  if (problem) throw new ContentError(`must be JSON, got: ${file}:${problem.line}:${problem.column}, where ${problem.reason}`);
  const data: unknown = JSON.parse(text);
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
  throw new ContentError(`must be a JSON object, got: ${kindOf(data)} in ${file}`);
}

function kindOf(data: unknown): string {
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'string' || typeof data === 'number' ? `a ${typeof data}` : String(data);
}
