import { Token } from 'aws-cdk-lib';
import { loneSurrogateProblem } from './lone-surrogate';
import { ContentError, holdsToken } from './token-pieces';
import { MAX_TEMPLATE_DATA_LENGTH } from '../../contract/limits';
import { verificationData } from '../../contract/verification';
import { EmailSampleData } from '../email-sample-data';

/** Amazon SES documents no limit; nobody writes data of so many levels, and recursion ends somewhere. */
const MAX_LEVELS = 1_000;

/** Reads sample data; if it cannot be rendered, reports why and returns nothing. */
export function readSampleData(
  sampleData: EmailSampleData, options: { readonly verified: boolean }, report: (problem: string) => void,
): { [key: string]: any } | undefined {
  // Not by `instanceof`: there may be two copies of this package in an app.
  if (typeof sampleData._read !== 'function') {
    report('sampleData must be an EmailSampleData, got: another object; EmailSampleData.fromObject makes one of it');
    return undefined;
  }
  try {
    const data = sampleData._read();
    const problem = sampleDataProblem(data, options);
    if (!problem) return data;
    report(problem);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    report(`sampleData ${error.message}`);
  }
  return undefined;
}

/**
 * What keeps sample data from being rendered, or undefined: it must be plain JSON, and no more of it than Amazon SES takes.
 *
 * @param verified whether the deployment verifies the template with it
 */
export function sampleDataProblem(data: { [key: string]: any }, { verified }: { readonly verified: boolean }): string | undefined {
  const problem = jsonProblem(data, 'sampleData', []);
  if (problem) return problem;
  const { length } = JSON.stringify(data);
  const added = verified ? verificationData(data).length - length : 0;
  const most = MAX_TEMPLATE_DATA_LENGTH - added;
  if (length <= most) return undefined;
  const [reason, advice] = verified ? [`, as the deployment adds ${added} to verify the template`, '; shorten it, or set verifyOnDeploy: false'] : ['', ''];
  return `sampleData must be at most ${most} characters of JSON${reason}, got: ${length}${advice}`;
}

/**
 * The data for the asset, with sorted keys: in Java, `Map.of` has another order in each process, which would change the asset and
 * the fingerprint at each synth. And a copy: the asset may be written later, and the data may be changed until then.
 */
export function sortedCopy(data: { [key: string]: any }): { [key: string]: unknown } {
  return JSON.parse(JSON.stringify(data, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1));
  }));
}

/** Everything is refused that JSON would drop or change without a word, and CDK tokens: the data is rendered at synth too. */
function jsonProblem(data: unknown, path: string, parents: readonly unknown[]): string | undefined {
  const refuse = (got: string) => `${path} must be plain JSON, got: ${got}`;
  const half = typeof data === 'string' ? loneSurrogateProblem(data) : undefined;

  if (half) return `${path} ${half}`;
  if (Token.isUnresolved(data) || (typeof data === 'string' && holdsToken(data))) return refuse('a CDK token');
  if (data === null || typeof data === 'string' || typeof data === 'boolean') return undefined;
  if (typeof data === 'number') return Number.isFinite(data) ? undefined : refuse(String(data));
  if (typeof data !== 'object') return refuse(typeof data);
  if (parents.length >= MAX_LEVELS) return `sampleData must be at most ${MAX_LEVELS} levels deep, got: more`;
  if (parents.includes(data)) return refuse('a reference to an object that it is in itself');
  if (!Array.isArray(data) && !isPlain(data)) return refuse(`an object of class ${data.constructor.name}`);

  for (const [key, value] of entriesOf(data)) {
    const halfOfKey = loneSurrogateProblem(key, `, in the key ${JSON.stringify(key)}`);
    if (halfOfKey) return `${path} ${halfOfKey}`;
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
