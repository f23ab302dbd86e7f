import { Token } from 'aws-cdk-lib';
import { ContentError } from './content-error';
import { plainJsonProblem } from './plain-json';
import { hasToken } from './token-pieces';
import { EmailSampleData } from '../email-sample-data';

/** Reads sample data. If it cannot be rendered, reports why and returns undefined. */
export function readSampleData(
  sampleData: EmailSampleData, options: { readonly verified: boolean }, report: (problem: string) => void,
): { [key: string]: any } | undefined {
  // Not `instanceof`, because an app can contain two copies of this package.
  if (typeof sampleData._read !== 'function') {
    report('sampleData must be an EmailSampleData, got: another object; EmailSampleData.fromObject converts it');
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
 * The problem that prevents sample data from being rendered, or undefined. It must be plain JSON within the size limit of Amazon SES.
 *
 * @param verified whether the deployment verifies the template with it
 */
export function sampleDataProblem(data: { [key: string]: any }, options: { readonly verified: boolean }): string | undefined {
  return plainJsonProblem(data, options, value => Token.isUnresolved(value) || (typeof value === 'string' && hasToken(value)));
}

/**
 * The data for the asset, with sorted keys: in Java, `Map.of` has a different order in each process, which would change the asset and
 * the fingerprint at each synth. It is a copy, because the data may change before the asset is written.
 */
export function sortedCopy(data: { [key: string]: any }): { [key: string]: unknown } {
  return JSON.parse(JSON.stringify(data, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1));
  }));
}
