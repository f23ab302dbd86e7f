/**
 * What to do when an update finds that somebody changed or deleted the template in Amazon SES since the last deployment.
 *
 * The policy is about templates that stay in the stack. One that is changed and then removed from the stack stays in
 * Amazon SES, whatever the policy: it might be another template of the same name by now.
 */
export enum EmailDriftPolicy {
  /**
   * The template gets this stack's content again; the function's log names the parts that had been changed.
   */
  OVERWRITE = 'OVERWRITE',

  /**
   * The deployment fails, naming the template and the parts that were changed, and the changes stay as they are.
   */
  FAIL = 'FAIL',
}
