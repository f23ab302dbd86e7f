/**
 * What to do when a template of the same name, but with other content, is in Amazon SES before this stack makes its own.
 *
 * A template with the very same content is always taken for the stack's own.
 */
export enum ConflictPolicy {
  /**
   * The deployment fails, and the other's template stays as it is.
   */
  FAIL = 'FAIL',

  /**
   * The template is taken over: it gets this stack's content, and from then on belongs to this stack, which deletes
   * it with `RemovalPolicy.DESTROY`.
   */
  ADOPT = 'ADOPT',
}
