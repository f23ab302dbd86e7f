import { loneSurrogateProblem } from './lone-surrogate';
import { MAX_TEMPLATE_DATA_LENGTH } from '../../contract/limits';
import { verificationData } from '../../contract/verification';

/** A generous limit that keeps the recursion bounded; Amazon SES documents none. */
const MAX_LEVELS = 1_000;

/** Whether a value is, or a string contains, a deploy-time value. */
export type IsUnknown = (value: unknown) => boolean;

/**
 * The problem that prevents sample data from being rendered, or undefined. It must be plain JSON within the size limit of Amazon SES.
 *
 * @param verified whether the deployment verifies the template with it
 */
export function plainJsonProblem(
  data: { [key: string]: any }, { verified }: { readonly verified: boolean }, isUnknown: IsUnknown,
): string | undefined {
  const problem = jsonProblem(data, 'sampleData', [], isUnknown);
  if (problem) return problem;
  const { length } = JSON.stringify(data);
  const added = verified ? verificationData(data).length - length : 0;
  const most = MAX_TEMPLATE_DATA_LENGTH - added;
  if (length <= most) return undefined;
  const [reason, advice] = verified ? [`, because the deployment adds ${added} to verify the template`, '; shorten it, or set verifyOnDeploy: false'] : ['', ''];
  return `sampleData must be at most ${most} characters of JSON${reason}, got: ${length}${advice}`;
}

/** Rejects values that JSON would silently drop or change, and CDK tokens, because the data is also rendered at synth. */
function jsonProblem(data: unknown, path: string, parents: readonly unknown[], isUnknown: IsUnknown): string | undefined {
  const notPlain = (got: string) => `${path} must be plain JSON, got: ${got}`;
  const half = typeof data === 'string' ? loneSurrogateProblem(data) : undefined;

  if (half) return `${path} ${half}`;
  if (isUnknown(data)) return notPlain('a CDK token');
  if (data === null || typeof data === 'string' || typeof data === 'boolean') return undefined;
  if (typeof data === 'number') return Number.isFinite(data) ? undefined : notPlain(String(data));
  if (typeof data !== 'object') return notPlain(typeof data);
  if (parents.length >= MAX_LEVELS) return `sampleData must be at most ${MAX_LEVELS} levels deep, got: more`;
  if (parents.includes(data)) return notPlain('a circular reference');
  if (!Array.isArray(data) && !isPlain(data)) return notPlain(`an object of class ${data.constructor.name}`);

  for (const [key, value] of entriesOf(data)) {
    const halfOfKey = loneSurrogateProblem(key, `, in the key ${JSON.stringify(key)}`);
    if (halfOfKey) return `${path} ${halfOfKey}`;
    if (isUnknown(key)) return notPlain('a CDK token as a key');
    const problem = jsonProblem(value, Array.isArray(data) ? `${path}[${key}]` : `${path}.${key}`, [...parents, data], isUnknown);
    if (problem) return problem;
  }
  return undefined;
}

function isPlain(data: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(data);
  // Not compared with `Object.prototype`, because objects of another realm, such as a vm, have a different one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Uses `Array.from` to include the holes of sparse arrays, which JSON writes as null. */
function entriesOf(data: object): Array<[string, unknown]> {
  return Array.isArray(data) ? Array.from(data, (value, index) => [String(index), value]) : Object.entries(data);
}
