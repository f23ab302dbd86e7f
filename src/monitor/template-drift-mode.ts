/**
 * How a `TemplateDriftMonitor` responds to a template that was changed or deleted in Amazon SES.
 */
export enum TemplateDriftMode {
  /**
   * Reports it, and leaves it as it is.
   */
  REPORT = 'REPORT',

  /**
   * Writes the declared content back and reports what it did.
   *
   * It writes a template only if the deployed template of the stack shows that the stack owns it, Amazon SES renders the
   * declared content, and the `driftPolicy` is not `FAIL`. It attempts each write once, within the quota, while the stack is not
   * being deployed, and reads the template again afterwards. It deletes no template, and does not change unexpected templates
   * or configuration sets.
   */
  HEAL = 'HEAL',
}
