/**
 * What to do when Amazon SES already has a template of the same name that this stack did not create.
 *
 * The content makes no difference: a template with the same content also counts as someone else's.
 */
export enum EmailConflictPolicy {
  /**
   * The deployment fails, and does not change the existing template.
   */
  FAIL = 'FAIL',

  /**
   * The stack takes over the template and replaces its content with the declared one. From then on, the template belongs to
   * this stack, which deletes it with `RemovalPolicy.DESTROY`.
   *
   * If the deployment that adopts it is rolled back, the template is kept, with the content from this deployment. A
   * `ses.CfnTemplate` of the same stack is adopted only while the stack contains it with a deletion policy that retains it.
   */
  ADOPT = 'ADOPT',
}
