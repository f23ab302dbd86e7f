import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses } from 'aws-cdk-lib';
import { EmailAlarmOptions } from './email-alarm-options';
import { EmailEventDestination } from './email-event-destination';
import { EmailEventPublishing, EmailEventPublishingOptions } from './email-event-publishing';

/** Options for permission to send emails with a configuration set. */
export interface EmailConfigurationSetGrantSendOptions {
  /** The identity to send from: the sender's email address, or its domain if the domain is the verified identity. */
  readonly identity: ses.IEmailIdentityRef;
}

/** What is known about a configuration set that is not defined in this app. */
export interface EmailConfigurationSetAttributes {
  /**
   * The name of the configuration set, in the account and Region of the stack.
   *
   * @default - the name in `configurationSetArn`; exactly one of the two is required
   */
  readonly configurationSetName?: string;

  /**
   * The ARN of the configuration set.
   *
   * @default - derived from `configurationSetName`; exactly one of the two is required
   */
  readonly configurationSetArn?: string;

  /**
   * Whether the configuration set publishes reputation metrics.
   *
   * @default true
   */
  readonly reputationMetrics?: boolean;

  /**
   * The event types that the configuration set already publishes to CloudWatch with `ses:configuration-set` as the only
   * dimension. An empty list means none.
   *
   * If given, alarms and dashboards publish the further event types that they need, and a metric that would have no data is
   * an error.
   *
   * @default - unknown: metrics are assumed to be published, alarms and dashboards publish nothing, and there is a warning
   */
  readonly metricEvents?: ses.EmailSendingEvent[];
}

/**
 * A configuration set, defined in this app or imported, with event destinations, grants, metrics and alarms.
 *
 * It is accepted wherever an `ses.IConfigurationSet` is.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets.html
 */
export interface IEmailConfigurationSet extends ses.IConfigurationSet {
  /**
   * The ARN of the configuration set.
   *
   * @attribute
   */
  readonly configurationSetArn: string;

  /**
   * Publishes events to a destination.
   *
   * @param id the construct id, which identifies the destination: changing it, or the name, creates another destination
   * @param destination where to publish the events
   * @param options which events to publish, and under which name
   * @throws Error for a destination that SES would reject, or would lose events to
   */
  publishTo(id: string, destination: EmailEventDestination, options?: EmailEventPublishingOptions): EmailEventPublishing;

  /**
   * Grants permission to send emails from an identity with this configuration set: `ses:SendEmail` and `ses:SendRawEmail`.
   *
   * For emails from a template, use `grantSend` of the template and pass this configuration set: SES requires permission for
   * the template, too.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
   */
  grantSend(grantee: iam.IGrantable, options: EmailConfigurationSetGrantSendOptions): iam.Grant;

  /**
   * A metric of this configuration set in the namespace `AWS/SES`.
   *
   * By default, the metric has the dimension `ses:configuration-set` and is a sum over 5 minutes; the reputation metrics are
   * averages over 1 hour, and ignore `dimensionsMap`.
   *
   * @param metricName the name that SES publishes the metric under, such as `Bounce`
   * @param props options for the metric
   * @throws Error if the metric would have no data, because no CloudWatch destination publishes the event with exactly these
   * dimensions, or because the configuration set does not publish reputation metrics. This is not checked for other metric
   * names, and for event metrics of an imported configuration set only if its `metricEvents` are given.
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-cloudwatch.html
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of emails that SES accepted for sending. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricSend(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of emails delivered to the recipient's mail server. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricDelivery(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of emails delayed by the recipient's mail server. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricDeliveryDelay(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of hard bounces. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricBounce(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of emails that recipients marked as spam. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricComplaint(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of emails rejected by SES because they contain a virus. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricReject(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of emails that SES could not render from their template and data, and did not send. Sum over 5 minutes. See
   * `metric` for dimensions and errors.
   */
  metricRenderingFailure(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of times that emails were opened. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricOpen(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /** The number of clicks on links in emails. Sum over 5 minutes. See `metric` for dimensions and errors. */
  metricClick(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The bounce rate, `Reputation.BounceRate`: the fraction of a representative volume of emails that bounced. Average over 1
   * hour.
   *
   * @throws Error if the configuration set does not publish reputation metrics
   */
  metricReputationBounceRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The complaint rate, `Reputation.ComplaintRate`: the fraction of a representative volume of emails that recipients marked
   * as spam. Average over 1 hour.
   *
   * @throws Error if the configuration set does not publish reputation metrics
   */
  metricReputationComplaintRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Adds an alarm for emails that SES could not render, because their data lacks a variable of the template. The call that
   * sends such an email succeeds; SES reports the failure only as an event.
   *
   * Publishes rendering failures to CloudWatch by configuration set, unless a destination already does. If it is unknown
   * whether an imported configuration set publishes them, there is a warning instead.
   *
   * @throws Error for an option outside the limits of CloudWatch, or an `id` already in use
   * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
   */
  alarmOnRenderingFailures(options?: EmailAlarmOptions): cloudwatch.Alarm;

  /**
   * Adds an alarm for the bounce rate. By default, it goes off at 5%, at which AWS places an account under review.
   *
   * Without data it keeps its state, as AWS recommends: the rate stays the same until emails are sent.
   *
   * @throws Error for an option outside the limits of CloudWatch, an `id` already in use, or a configuration set that does
   * not publish reputation metrics
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html#e-faq-bn
   * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
   */
  alarmOnBounceRate(options?: EmailAlarmOptions): cloudwatch.Alarm;

  /**
   * Adds an alarm for the complaint rate. By default, it goes off at 0.1%, at which AWS places an account under review.
   *
   * Without data it keeps its state, as AWS recommends: the rate stays the same until emails are sent.
   *
   * @throws Error for an option outside the limits of CloudWatch, an `id` already in use, or a configuration set that does
   * not publish reputation metrics
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html#e-faq-cm
   * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
   */
  alarmOnComplaintRate(options?: EmailAlarmOptions): cloudwatch.Alarm;
}
