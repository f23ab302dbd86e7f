/** A problem with content. Its message follows the names of the construct and the part. */
export class ContentError extends Error {}
