import { Token } from 'aws-cdk-lib';
import { holdsToken } from './token-pieces';
import { MAX_TEMPLATE_DATA_LENGTH } from '../../contract/limits';

/** Amazon SES documents no limit; nobody writes data of so many levels, and recursion ends somewhere. */
const MAX_LEVELS = 1_000;

/** What keeps sample data from being rendered, or undefined: it must be plain JSON, and no more of it than Amazon SES takes. */
export function sampleDataProblem(data: { [key: string]: any }): string | undefined {
  const problem = jsonProblem(data, 'sampleData', []);
  if (problem) return problem;
  const { length } = JSON.stringify(data);
  return length > MAX_TEMPLATE_DATA_LENGTH ? `sampleData must be at most ${MAX_TEMPLATE_DATA_LENGTH} characters of JSON, got: ${length}` : undefined;
}

/** Everything is refused that JSON would drop or change without a word, and CDK tokens: the data is rendered at synth too. */
function jsonProblem(data: unknown, path: string, parents: readonly unknown[]): string | undefined {
  const refuse = (got: string) => `${path} must be plain JSON, got: ${got}`;

  if (Token.isUnresolved(data) || (typeof data === 'string' && holdsToken(data))) return refuse('a CDK token');
  if (data === null || typeof data === 'string' || typeof data === 'boolean') return undefined;
  if (typeof data === 'number') return Number.isFinite(data) ? undefined : refuse(String(data));
  if (typeof data !== 'object') return refuse(typeof data);
  if (parents.length >= MAX_LEVELS) return `sampleData must be at most ${MAX_LEVELS} levels deep, got: more`;
  if (parents.includes(data)) return refuse('a reference to an object that it is in itself');
  if (!Array.isArray(data) && !isPlain(data)) return refuse(`an object of class ${data.constructor.name}`);

  for (const [key, value] of entriesOf(data)) {
    if (holdsToken(key)) return refuse('a CDK token as a key');
    const problem = jsonProblem(value, Array.isArray(data) ? `${path}[${key}]` : `${path}.${key}`, [...parents, data]);
    if (problem) return problem;
  }
  return undefined;
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  // Not compared with `Object.prototype`: an object of another realm, such as a vm's, has another one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** `Array.from` so that the holes of a sparse array are seen too: JSON writes them as null. */
function entriesOf(data: object): Array<[string, unknown]> {
  return Array.isArray(data) ? Array.from(data, (value, index) => [String(index), value]) : Object.entries(data);
}
