/**
 * What a `TemplateDriftMonitor` does about a template that was changed or deleted in Amazon SES.
 */
export enum TemplateDriftMode {
  /**
   * Reports it, and leaves it as it is.
   */
  REPORT = 'REPORT',

  /**
   * Writes the declared content back and reports what it did.
   *
   * It writes only templates that belong to the stack by the stack's template in force, whose declared content Amazon SES
   * renders, and whose `driftPolicy` is not `FAIL`. It attempts each write once, paced, while the stack is not being deployed,
   * and reads the template again afterwards. It deletes no template, and does not touch unexpected ones or configuration sets.
   */
  HEAL = 'HEAL',
}
