/** An expected failure: the command prints its message alone, and exits with 2. */
export class CommandError extends Error {}
