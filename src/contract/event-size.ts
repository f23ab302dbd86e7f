/**
 * The size limit of an event that CloudFormation sends to a function: AWS Lambda accepts 1 MB for an asynchronous call.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_EVENT_BYTES = 1_048_576;

/** Reserved for everything in an event except the properties: ids, ARNs, the signed response URL. */
const FRAME_BYTES = 8_192;

/** The size limit of a custom resource's properties as JSON: an Update event contains both the old and the new ones. */
export const MAX_PROPERTIES_BYTES = (MAX_EVENT_BYTES - FRAME_BYTES) / 2;
