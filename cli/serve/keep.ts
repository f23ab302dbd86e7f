/** How many mails are kept by default. */
export const DEFAULT_KEEP = 1_000;

/** What is wrong with a limit to the number of kept mails; undefined if nothing is. */
export function problemOfKeep(keep: number): string | undefined {
  return Number.isSafeInteger(keep) && keep >= 1 ? undefined : 'must be a whole number of mails, at least 1';
}
