/**
 * What to do when an update finds that someone changed or deleted the template in Amazon SES since the last deployment.
 *
 * The policy applies to templates that stay in the stack. If a template was changed and is then removed from the stack, it is
 * kept in Amazon SES with either policy, because it may be a different template of the same name by now.
 */
export enum EmailDriftPolicy {
  /**
   * The deployment overwrites the changes with this stack's content. The function's log names the changed parts.
   */
  OVERWRITE = 'OVERWRITE',

  /**
   * The deployment fails with an error that names the template and the changed parts, and keeps the changes.
   */
  FAIL = 'FAIL',
}
