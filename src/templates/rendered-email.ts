/**
 * The parts of a mail, as Amazon SES would send it. CDK tokens in them are not resolved.
 */
export interface RenderedEmail {
  /**
   * The subject.
   */
  readonly subject: string;

  /**
   * The HTML part.
   *
   * @default - the template has none
   */
  readonly html?: string;

  /**
   * The text part.
   *
   * @default - the template has none
   */
  readonly text?: string;

  /**
   * Problems with the data that do not prevent rendering, each with the line of the template and what to do.
   *
   * AWS does not document the template engine of Amazon SES. If handlebars.js and handlebars.java, the two candidates, treat the
   * data differently, there is a warning.
   *
   * @default - nothing
   */
  readonly warnings?: string[];
}
