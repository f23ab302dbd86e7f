/** Arises when AWS refused a call for good; `cause` is the SDK's error. */
export class AwsCallError extends Error {
  constructor(readonly what: string, cause: unknown, advice?: string) {
    const { name, message } = cause as Error;
    super(`${what} failed with ${name}: ${message}${advice ? ` (${advice})` : ''}`, { cause });
    this.name = 'AwsCallError';
  }
}
