import { classifyError } from './classify-error';

/** Thrown when AWS refuses a call and retrying does not help; `cause` is the SDK's error. */
export class AwsCallError extends Error {
  constructor(readonly what: string, cause: unknown, advice?: string) {
    const { name, message } = cause as Error;
    super(`${what} failed with ${name}: ${message}${advice ? ` (${advice})` : ''}`, { cause });
    this.name = 'AwsCallError';
  }
}

/** Possible causes of a denied call. Undefined for other errors. */
export function adviceOnDenial(
  error: unknown, advice: string = 'the function\'s role, its permissions boundary or an organization policy does not allow this call',
): string | undefined {
  return classifyError(error) === 'denied' ? advice : undefined;
}
