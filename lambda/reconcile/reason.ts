/** What an error says, in the log and in other errors. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
