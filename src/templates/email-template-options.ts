import { EmailContent } from './email-content';
import { EmailSampleData } from './email-sample-data';

/**
 * The content of an email template, in addition to its subject.
 */
export interface EmailTemplateOptions {
  /**
   * The HTML part. Not empty or blank; HTML and text together are at most 512,000 bytes of UTF-8.
   *
   * @default - no HTML part; then `text` is required
   */
  readonly html?: EmailContent;

  /**
   * The text part. Not empty or blank; HTML and text together are at most 512,000 bytes of UTF-8.
   *
   * @default - no text part; then `html` is required
   */
  readonly text?: EmailContent;

  /**
   * Partials: text shared between parts or templates, by the name used to include it: `{{> footer}}`.
   *
   * Amazon SES supports only inline partials, which belong to a single part. So synthesis compiles the partials that a part
   * uses, directly or through other partials, into it as inline partials, once each. Deployment, size limit and fingerprint
   * apply to the result: when a partial changes, so does every template that uses it.
   *
   * A layout is a partial around a block: `{{#> layout}}…{{/layout}}` includes it, and the block appears where the layout
   * calls `@partial-block`. A template's own inline partials take precedence over these.
   *
   * Names contain `[a-zA-Z0-9_-]`, with slashes as separators. The texts can contain CDK tokens.
   *
   * @default - none, or those of the set
   */
  readonly partials?: { [name: string]: EmailContent };

  /**
   * Data to render the template with: at most 262,094 characters of JSON, or 262,144 if `verifyOnDeploy` is false.
   *
   * Synthesis renders the template with it, and fails if Amazon SES would. The deployment then has Amazon SES render it,
   * unless `verifyOnDeploy` is false. For this, the data is stored in the asset, readable by anyone who can read the CDK
   * assets bucket.
   *
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
   * @default - no data
   */
  readonly sampleData?: EmailSampleData;

  /**
   * Whether Amazon SES itself must render the template with the sample data, if it is new or changed, before it counts as
   * deployed. A new template is created, rendered, and deleted again if that fails. A changed one is rendered under a
   * temporary name that begins with `cdk-ses-templates-scratch-` before the live one is changed. Has no effect without
   * sample data.
   *
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
   * @default true
   */
  readonly verifyOnDeploy?: boolean;
}
