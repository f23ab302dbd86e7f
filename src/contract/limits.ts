/**
 * The limits of Amazon SES that synth and deploy check against.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */

/** A template's HTML and text together, in bytes of UTF-8: 500 KB. */
export const MAX_TEMPLATE_BYTES = 512_000;

/** Names of templates and configuration sets. */
export const MAX_NAME_LENGTH = 64;
export const TEMPLATE_NAME_PATTERN = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * What the names begin with under which changed templates are verified; no declared template's may. They are short-lived.
 */
export const SCRATCH_PREFIX = 'cdk-ses-templates-scratch-';

/**
 * The data of a rendering, as JSON, in characters.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
 */
export const MAX_TEMPLATE_DATA_LENGTH = 262_144;

/**
 * SES puts these in itself; no data holds them.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html
 */
export const PLACEHOLDERS: ReadonlySet<string> = new Set(['amazonSESUnsubscribeUrl', 'ses:openTracker']);

/** Each template operation may be called once a second, by an account in a Region; the quota cannot be raised. */
export const CALLS_PER_SECOND = 1;

/** The most that CloudFormation accepts as a custom resource's answer. */
export const MAX_RESPONSE_BYTES = 4_096;

/** How long the function may run; CloudFormation waits a little longer before it gives an answer up for lost. */
export const FUNCTION_TIMEOUT_SECONDS = 870;
export const SERVICE_TIMEOUT_SECONDS = 900;
