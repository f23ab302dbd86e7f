/** An error that the user can act on. Its message is shown without a stack trace. */
export class CommandError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}
