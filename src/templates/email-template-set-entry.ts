import { EmailContent } from './email-content';
import { EmailSampleData } from './email-sample-data';
import { EmailTemplateOptions } from './email-template-options';

/**
 * Properties of an `EmailTemplateSetEntry`.
 */
export interface EmailTemplateSetEntryProps extends EmailTemplateOptions {
  /**
   * The template's name in the set: 1 to 64 characters of `[a-zA-Z0-9_-]`, unique in the set. Its name in
   * Amazon SES is the prefix of the set, this name and the suffix, and must follow the same rules.
   */
  readonly name: string;

  /**
   * The subject, a string or an `EmailContent`. One line, not empty or blank. Can contain CDK tokens anywhere.
   */
  readonly subject: string | EmailContent;
}

/**
 * A template of an `EmailTemplateSet`.
 *
 * In TypeScript and JavaScript, you can also use an object with the same properties.
 *
 * @example
 * new EmailTemplateSet(this, 'Reminders', {
 *   templates: [
 *     new EmailTemplateSetEntry({ name: 'first', subject: 'A reminder', text: EmailContent.fromFile('emails/first.txt') }),
 *     new EmailTemplateSetEntry({ name: 'last', subject: 'The last reminder', text: EmailContent.fromFile('emails/last.txt') }),
 *   ],
 * });
 */
// A class, not a struct: from a Python dict in a list, jsii silently drops keys that are not properties of the struct, such as `sample_data`.
export class EmailTemplateSetEntry {
  /** The template's name in the set. */
  public readonly name: string;

  /** The subject. */
  public readonly subject: string | EmailContent;

  /**
   * The HTML part: see `EmailTemplateOptions.html`.
   *
   * @default - no HTML part
   */
  public readonly html?: EmailContent;

  /**
   * The text part: see `EmailTemplateOptions.text`.
   *
   * @default - no text part
   */
  public readonly text?: EmailContent;

  /**
   * The template's own partials: see `EmailTemplateOptions.partials`.
   *
   * @default - those of the set
   */
  public readonly partials?: { [name: string]: EmailContent };

  /**
   * Data to render the template with for a test: see `EmailTemplateOptions.sampleData`.
   *
   * @default - no data
   */
  public readonly sampleData?: EmailSampleData;

  /**
   * Whether Amazon SES renders the template before it counts as deployed: see `EmailTemplateOptions.verifyOnDeploy`.
   *
   * @default - the setting of the set
   */
  public readonly verifyOnDeploy?: boolean;

  constructor(props: EmailTemplateSetEntryProps) {
    // Includes unknown properties, which the set reports, like those of an object.
    Object.assign(this, props);
    this.name = props.name;
    this.subject = props.subject;
  }
}
