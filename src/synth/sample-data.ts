import { Token } from 'aws-cdk-lib';
import { holdsToken } from './pieces';

/**
 * What keeps sample data from being plain JSON, or undefined.
 *
 * Everything is refused that JSON would drop or change without a word, and CDK tokens: the data is rendered at synth too.
 */
export function sampleDataProblem(data: unknown, path: string = 'sampleData', parents: readonly unknown[] = []): string | undefined {
  const refuse = (got: string) => `${path} must be plain JSON, got: ${got}`;

  if (Token.isUnresolved(data) || (typeof data === 'string' && holdsToken(data))) return refuse('a CDK token');
  if (data === null || typeof data === 'string' || typeof data === 'boolean') return undefined;
  if (typeof data === 'number') return Number.isFinite(data) ? undefined : refuse(String(data));
  if (typeof data !== 'object') return refuse(typeof data);
  if (parents.includes(data)) return refuse('a reference to an object that it is in itself');
  if (!Array.isArray(data) && !isPlain(data)) return refuse(`an object of class ${data.constructor.name}`);

  for (const [key, value] of entriesOf(data)) {
    if (holdsToken(key)) return refuse('a CDK token as a key');
    const problem = sampleDataProblem(value, Array.isArray(data) ? `${path}[${key}]` : `${path}.${key}`, [...parents, data]);
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
