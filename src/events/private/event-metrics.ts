/**
 * How CloudWatch calls what SES publishes, and when AWS acts on it.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 */

export const NAMESPACE = 'AWS/SES';

/** The auto-tag that SES puts on every email that is sent with a configuration set. */
export const CONFIGURATION_SET_TAG = 'ses:configuration-set';

/** The metric of an event type. */
export const METRIC_NAMES: Readonly<Record<string, string>> = {
  send: 'Send',
  reject: 'Reject',
  bounce: 'Bounce',
  complaint: 'Complaint',
  delivery: 'Delivery',
  open: 'Open',
  click: 'Click',
  renderingFailure: 'RenderingFailure',
  deliveryDelay: 'DeliveryDelay',
};

export const BOUNCE_RATE = 'Reputation.BounceRate';
export const COMPLAINT_RATE = 'Reputation.ComplaintRate';

/**
 * The rates, as fractions, at which AWS places an account under review, and at which it may pause sending.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html Q4 on bounces, Q5 on complaints
 */
export const BOUNCE_RATE_THRESHOLDS = { review: 0.05, pause: 0.1 };
export const COMPLAINT_RATE_THRESHOLDS = { review: 0.001, pause: 0.005 };

/** What is wrong with the threshold of a rate. Rates are fractions; whoever thinks in percent is a hundred times off. */
export function rateProblem(threshold: number): string | undefined {
  if (threshold > 0 && threshold <= 1) return undefined;
  return `threshold must be a fraction over 0 and at most 1 (5% is 0.05), got: ${threshold}`;
}

/** What is wrong with the threshold of a count. */
export function countProblem(threshold: number): string | undefined {
  if (threshold >= 1) return undefined;
  return `threshold must be a count of 1 or more, got: ${threshold}`;
}
