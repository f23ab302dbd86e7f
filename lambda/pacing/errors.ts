/** Thrown when a call got no answer before the deadline; `cause` is the last failure. */
export class DeadlineError extends Error {
  constructor(readonly what: string, readonly attempts: number, cause: unknown) {
    const { name, message } = (cause ?? {}) as Error;
    super(attempts === 0
      ? `${what} was not begun: no time is left`
      : `${what} did not get through in the time there was, in ${attempts} attempt(s); the last one failed with ${name}: ${message}`, { cause });
    this.name = 'DeadlineError';
  }
}

/** Marks the error of a write that an earlier attempt, whose answer was lost, may have made. The error stays what it is. */
export function asUnsure<E>(error: E): E {
  return Object.assign(error as E & object, { unsure: true });
}

/** Whether a write may have taken effect although it failed with this error. */
export function mayHaveTakenEffect(error: unknown): boolean {
  return (error as { readonly unsure?: boolean } | undefined)?.unsure === true;
}
