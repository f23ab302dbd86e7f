import { resolve } from 'node:path';
import { readJsonObject } from './files/json-file';
import { ContentError } from './private/token-pieces';

/**
 * Data to render a template with for a test.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
 */
export class EmailSampleData {
  /**
   * The data in a file: a JSON object, in UTF-8, with or without a byte order mark.
   *
   * @param path the file's path, absolute or relative to the working directory of the CDK app
   * @returns what the property `sampleData` of a template takes
   * @throws if there is no such file, if it is not JSON (with the line and the column), or not an object
   *
   * @example
   * new EmailTemplate(this, 'Welcome', {
   *   subject: 'Welcome, {{name}}',
   *   text: EmailContent.fromFile('emails/welcome.txt'),
   *   sampleData: EmailSampleData.fromFile('emails/welcome.json'),
   * });
   */
  public static fromFile(path: string): { [key: string]: any } {
    try {
      return readJsonObject(resolve(path));
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      throw new Error(`sample data ${error.message}`, { cause: error });
    }
  }

  private constructor() {}
}
