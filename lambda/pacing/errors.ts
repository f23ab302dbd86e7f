/** Arises when a call was tried until no time was left; `cause` is the last refusal. */
export class DeadlineError extends Error {
  constructor(
    readonly what: string,
    readonly attempts: number,
    /** Whether one of the attempts may have taken effect. */
    readonly unsure: boolean,
    cause: unknown,
  ) {
    const { name, message } = (cause ?? {}) as Error;
    super(attempts === 0
      ? `${what} was not begun: no time is left`
      : `${what} did not get through in the time there was, in ${attempts} attempt(s); the last one failed with ${name}: ${message}`, { cause });
    this.name = 'DeadlineError';
  }
}
