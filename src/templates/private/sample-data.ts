import { Token } from 'aws-cdk-lib';
import { ContentError } from './content-error';
import { plainJsonProblem } from './plain-json';
import { holdsToken } from './token-pieces';
import { EmailSampleData } from '../email-sample-data';

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
export function sampleDataProblem(data: { [key: string]: any }, options: { readonly verified: boolean }): string | undefined {
  return plainJsonProblem(data, options, value => Token.isUnresolved(value) || (typeof value === 'string' && holdsToken(value)));
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
