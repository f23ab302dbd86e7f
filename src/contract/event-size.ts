/**
 * What CloudFormation sends to a function in one event: AWS Lambda takes 1 MB when it is called asynchronously.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_EVENT_BYTES = 1_048_576;

/** For what is in an event besides the properties: ids, ARNs, the signed URL to answer to. */
const FRAME_BYTES = 8_192;

/** The properties of a custom resource, as JSON: an Update's event holds the old and the new ones. */
export const MAX_PROPERTIES_BYTES = (MAX_EVENT_BYTES - FRAME_BYTES) / 2;
