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
}
