import { Diagnostic, PREFIX } from '../../src/language';

/** The id of problems of files, as opposed to problems in the text of a template. */
export const FILES_ID = `${PREFIX}emailFiles`;

export function fileDiagnostic(message: string, place: Pick<Diagnostic, 'part' | 'file' | 'line' | 'column'> = {}): Diagnostic {
  return { severity: 'error', id: FILES_ID, message, ...place };
}
