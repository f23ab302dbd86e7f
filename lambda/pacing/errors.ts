/** Thrown when a call did not succeed before the deadline; `cause` is the last failure. */
export class DeadlineError extends Error {
  constructor(readonly what: string, readonly attempts: number, cause: unknown) {
    const { name, message } = (cause ?? {}) as Error;
    super(attempts === 0
      ? `${what} was not started: no time is left`
      : `${what} did not succeed before the deadline, in ${attempts} attempt(s); the last one failed with ${name}: ${message}`, { cause });
    this.name = 'DeadlineError';
  }
}

/** Marks the error of a write that may have taken effect in an earlier attempt whose response was lost. Returns the same error. */
export function asUnsure<E>(error: E): E {
  return Object.assign(error as E & object, { unsure: true });
}

/** Whether a write may have taken effect although it failed with this error. */
export function mayHaveTakenEffect(error: unknown): boolean {
  return (error as { readonly unsure?: boolean } | undefined)?.unsure === true;
}
