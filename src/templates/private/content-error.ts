/** What is wrong with a content. Its message continues after the name of the construct and the part. */
export class ContentError extends Error {}
