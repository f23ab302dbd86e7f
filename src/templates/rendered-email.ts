/**
 * The parts of a mail, as Amazon SES would send it. CDK tokens are still tokens in them.
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
   * What the data shows to be wrong, although the email renders; each with the line of the template and what to do.
   *
   * AWS does not document the template engine of Amazon SES. Where the two that it may be, handlebars.js and
   * handlebars.java, treat the data differently, a warning says so.
   *
   * @default - nothing
   */
  readonly warnings?: string[];
}
