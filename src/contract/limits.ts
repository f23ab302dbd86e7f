/**
 * The limits of Amazon SES that synth and deployments check.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */

/** The size of a template's HTML and text together, in bytes of UTF-8: 500 KB. */
export const MAX_TEMPLATE_BYTES = 512_000;

/** The names of templates and configuration sets. */
export const MAX_NAME_LENGTH = 64;
export const TEMPLATE_NAME_PATTERN = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * The prefix of the temporary templates that changed templates are verified under. It is reserved: no declared name may
 * start with it.
 */
export const SCRATCH_PREFIX = 'cdk-ses-templates-scratch-';

/**
 * The length of a rendering's data as JSON, in characters.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
 */
export const MAX_TEMPLATE_DATA_LENGTH = 262_144;

/**
 * The placeholders that SES fills in itself; they are not part of the data.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html
 */
export const PLACEHOLDERS: ReadonlySet<string> = new Set(['amazonSESUnsubscribeUrl', 'ses:openTracker']);

/**
 * The limits of tags.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Tag.html
 */
export const MAX_TAGS = 50;
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;

/** The quota of each template operation, per account and Region. It cannot be raised. */
export const CALLS_PER_SECOND = 1;

/** The largest answer that CloudFormation accepts from a custom resource. */
export const MAX_RESPONSE_BYTES = 4_096;

/** How long the function may run. CloudFormation waits slightly longer before it gives up on an answer. */
export const FUNCTION_TIMEOUT_SECONDS = 870;
export const SERVICE_TIMEOUT_SECONDS = 900;
