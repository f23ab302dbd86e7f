import { fileDiagnostic } from './file-diagnostic';
import { Sample } from './folder';
import { Diagnostic } from '../../src/language';
import { jsonObjectOf } from '../../src/templates/files/json-file';
import { findJsonProblem } from '../../src/templates/files/json-problem';
import { ContentError } from '../../src/templates/private/content-error';
import { plainJsonProblem } from '../../src/templates/private/plain-json';

export interface ReadSample {
  /** Absent if there are problems. */
  readonly data?: { [key: string]: any };
  readonly problems: readonly Diagnostic[];
}

/** The data of a file, if SES can render an email with it. */
export function readSample({ file, text }: Pick<Sample, 'file' | 'text'>): ReadSample {
  const problem = findJsonProblem(text);
  if (problem) return { problems: [fileDiagnostic(`must be JSON: ${problem.reason}`, { file, line: problem.line, column: problem.column })] };
  try {
    const data = jsonObjectOf(text, file);
    const notPlain = plainJsonProblem(data, { verified: false }, () => false);
    return notPlain === undefined ? { data, problems: [] } : { problems: [fileDiagnostic(notPlain, { file })] };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    return { problems: [fileDiagnostic(`sampleData ${error.message}`, { file })] };
  }
}
