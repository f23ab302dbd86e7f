/**
 * What to do when Amazon SES already has a template of the same name that this stack did not create.
 *
 * The content makes no difference: a template with the very same content is somebody else's, too.
 */
export enum EmailConflictPolicy {
  /**
   * The deployment fails, and the existing template stays as it is.
   */
  FAIL = 'FAIL',

  /**
   * The stack takes the template over and gives it the declared content. From then on the template belongs to this stack,
   * which deletes it with `RemovalPolicy.DESTROY`.
   *
   * If the deployment that adopts it is rolled back, the template stays, with the content that this deployment gave it.
   * A `ses.CfnTemplate` of the same stack is adopted only while it is in the stack with a deletion policy that retains it.
   */
  ADOPT = 'ADOPT',
}
