import { resolve } from 'node:path';
import { jsonObjectOf, readJsonObject } from './files/json-file';

/**
 * The data of a mail, to render a template with at synth, or to have Amazon SES render it with before it counts as deployed.
 *
 * It is a JSON object without CDK tokens.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
 */
export class EmailSampleData {
  /**
   * The data in a file: a JSON object, in UTF-8, with or without a byte order mark.
   *
   * Synthesis fails if the file does not exist, if it is not JSON (the error contains the line and column), or if it is not an
   * object.
   *
   * @param path the file's path, absolute or relative to the working directory of the CDK app, which for `cdk synth` is the
   * folder of `cdk.json`. For a path relative to the source file, use `path.join(__dirname, …)`, or
   * `os.path.join(os.path.dirname(__file__), …)` in Python.
   *
   * @example
   * new EmailTemplate(this, 'Welcome', {
   *   subject: 'Welcome, {{name}}',
   *   text: EmailContent.fromFile('emails/welcome.txt'),
   *   sampleData: EmailSampleData.fromFile('emails/welcome.json'),
   * });
   */
  public static fromFile(path: string): EmailSampleData {
    const file = resolve(path);
    return new EmailSampleData(() => readJsonObject(file));
  }

  /**
   * The data as JSON text.
   *
   * In languages other than TypeScript and JavaScript, this preserves every value, including null:
   * `EmailSampleData.from_json(json.dumps(data))` in Python.
   *
   * Synthesis fails if the text is not JSON (the error contains the line and column), or if it is not an object.
   *
   * @param text a JSON object
   *
   * @example
   * EmailSampleData.fromJson('{ "name": "Ada", "coupon": null }');
   */
  public static fromJson(text: string): EmailSampleData {
    return new EmailSampleData(() => jsonObjectOf(text, 'the text'));
  }

  /**
   * The data as an object: strings, numbers, booleans, nulls, lists, and objects of these.
   *
   * Synthesis fails for anything that JSON would drop or change, such as `undefined` and dates, and for CDK tokens.
   *
   * @param data the values by name
   *
   * @example
   * EmailSampleData.fromObject({ name: 'Ada', items: [{ title: 'Tea', price: '3.00' }] });
   */
  public static fromObject(data: { [key: string]: any }): EmailSampleData {
    return new EmailSampleData(() => data);
  }

  private constructor(private readonly read: () => { [key: string]: any }) {}

  /**
   * The data. From `fromObject`, it can still contain values that are not JSON.
   *
   * @throws ContentError for data that cannot be read
   * @internal
   */
  public _read(): { [key: string]: any } {
    return this.read();
  }
}
