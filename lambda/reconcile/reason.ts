/** The text of an error, for the log and for other errors. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
