/** An expected failure: the command prints only its message, and exits with 2. */
export class CommandError extends Error {}
