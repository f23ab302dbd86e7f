import { Problem } from './problem';

/**
 * The names of what SES publishes to CloudWatch, and the limits that alarms are held to.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
 */

export const NAMESPACE = 'AWS/SES';

/** The auto-tag that SES adds to every email sent with a configuration set. */
export const CONFIGURATION_SET_TAG = 'ses:configuration-set';

/** The event type that each metric counts. */
export const EVENT_OF_METRIC: Readonly<Record<string, string>> = {
  Send: 'send',
  Reject: 'reject',
  Bounce: 'bounce',
  Complaint: 'complaint',
  Delivery: 'delivery',
  Open: 'open',
  Click: 'click',
  RenderingFailure: 'renderingFailure',
  DeliveryDelay: 'deliveryDelay',
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

/** Checks the threshold of a rate: a percentage in place of the fraction would be a hundred times too high. */
export function rateProblem(threshold: number): Problem | undefined {
  if (threshold > 0 && threshold <= 1) return undefined;
  return { property: 'threshold', must: 'be a fraction over 0 and at most 1 (5% is 0.05)', got: threshold };
}

/** Checks the threshold of a count. */
export function countProblem(threshold: number): Problem | undefined {
  if (threshold >= 1) return undefined;
  return { property: 'threshold', must: 'be a count of 1 or more', got: threshold };
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How an alarm is evaluated. A value that is known only at deploy is `undefined`, and is not checked. */
export interface Evaluation {
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly periodSeconds?: number;
}

/**
 * Checks how an alarm is evaluated against the limits of CloudWatch.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function evaluationProblem({ evaluationPeriods: periods, datapointsToAlarm: datapoints, periodSeconds }: Evaluation): Problem | undefined {
  if (periods !== undefined && !isWholeFrom1(periods)) {
    return { property: 'evaluationPeriods', must: 'be a whole number of 1 or more', got: periods };
  }
  if (datapoints !== undefined && !(isWholeFrom1(datapoints) && datapoints <= (periods ?? Infinity))) {
    const limit = periods === undefined ? '' : ` and at most evaluationPeriods, ${periods}`;
    return { property: 'datapointsToAlarm', must: `be a whole number of 1 or more${limit}`, got: datapoints };
  }
  if (periods === undefined || periodSeconds === undefined) return undefined;
  const [limit, days] = periodSeconds < HOUR ? [DAY, '1 day for a period under 1 hour'] : [7 * DAY, '7 days'];
  if (periods * periodSeconds <= limit) return undefined;
  return {
    property: 'evaluationPeriods',
    must: `cover at most ${days}`,
    got: `${periods} periods of ${periodSeconds} seconds`,
    remedy: 'reduce evaluationPeriods or change period',
  };
}

function isWholeFrom1(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
