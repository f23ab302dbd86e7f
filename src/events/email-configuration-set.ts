import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailAlarmOptions } from './email-alarm-options';
import { EmailEventDestination } from './email-event-destination';
import { EmailEventPublishing, EmailEventPublishingOptions } from './email-event-publishing';
import { addAlarm } from './private/alarm';
import { configurationSetArn } from './private/arns';
import { ensureMetrics } from './private/ensure-metrics';
import {
  BOUNCE_RATE, BOUNCE_RATE_THRESHOLDS, COMPLAINT_RATE, COMPLAINT_RATE_THRESHOLDS, CONFIGURATION_SET_TAG, countProblem,
  METRIC_NAMES, NAMESPACE, rateProblem,
} from './private/event-metrics';
import { nameProblem } from './private/event-rules';
import { missingMetric, Publications } from './private/publications';
import { literal, refuse } from './private/refuse';

/**
 * Properties of an `EmailConfigurationSet`: those of a `ses.ConfigurationSet`, except that `reputationMetrics` is `true` by
 * default.
 */
// A type of its own: for a class that takes another package's props, Java's `Builder` is that of the class it extends.
export interface EmailConfigurationSetProps extends ses.ConfigurationSetProps {}

/**
 * A configuration set whose events arrive: a `ses.ConfigurationSet`, with checked destinations, grants, metrics and alarms.
 *
 * Unlike `ses.ConfigurationSet`, which leaves them to CloudFormation's default, `false`, it publishes reputation metrics
 * unless `reputationMetrics` says otherwise.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ses-configurationset-reputationoptions.html
 */
export class EmailConfigurationSet extends ses.ConfigurationSet {
  /** The ARN of the configuration set. */
  public readonly configurationSetArn: string;

  private readonly reputationMetrics: boolean;

  constructor(scope: Construct, id: string, props: EmailConfigurationSetProps = {}) {
    super(scope, id, { ...props, reputationMetrics: props.reputationMetrics ?? true });
    refuse(this, nameProblem('configurationSetName', literal(props.configurationSetName)));
    this.reputationMetrics = props.reputationMetrics ?? true;
    this.configurationSetArn = configurationSetArn(this);
  }

  /**
   * Publishes events to a destination.
   *
   * The id is the destination's identity: another id, or another name, makes another destination.
   */
  public publishTo(id: string, destination: EmailEventDestination, options: EmailEventPublishingOptions = {}): EmailEventPublishing {
    return new EmailEventPublishing(this, id, { configurationSet: this, destination, ...options });
  }

  /**
   * Adds an event destination as `aws-cdk-lib/aws-ses` does. It counts for the limits and the metrics, but it is not
   * checked, and access to keys and Firehose streams is not given: prefer `publishTo`.
   */
  public addEventDestination(id: string, options: ses.ConfigurationSetEventDestinationOptions): ses.ConfigurationSetEventDestination {
    const construct = super.addEventDestination(id, options);
    Publications.of(this).add({
      construct,
      name: options.configurationSetEventDestinationName,
      dimensions: options.destination.dimensions?.map(({ name }) => name),
      enabled: options.enabled ?? true,
      events: new Set(options.events ?? Object.values(ses.EmailSendingEvent)),
    });
    return construct;
  }

  /**
   * Lets a grantee send emails from an identity with this configuration set: `ses:SendEmail` and `ses:SendRawEmail`.
   *
   * For emails from a template, use the template's `grantSend` with this set: SES asks for permission on the template too.
   */
  public grantSend(grantee: iam.IGrantable, identity: ses.IEmailIdentity): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resourceArns: [identity.emailIdentityArn, this.configurationSetArn],
    });
  }

  /**
   * The emails that SES accepted for sending. Sum over 5 minutes.
   *
   * For this and every other metric of an event: it is that of the dimension `ses:configuration-set` unless
   * `dimensionsMap` says otherwise. Fails when no CloudWatch destination publishes the event by exactly these dimensions.
   */
  public metricSends(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.SEND, props);
  }

  /** The emails that were delivered to the recipient's mail server. Sum over 5 minutes. */
  public metricDeliveries(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.DELIVERY, props);
  }

  /** The hard bounces. Sum over 5 minutes. */
  public metricBounces(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.BOUNCE, props);
  }

  /** The emails that recipients marked as spam. Sum over 5 minutes. */
  public metricComplaints(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.COMPLAINT, props);
  }

  /** The emails in which SES found a virus. Sum over 5 minutes. */
  public metricRejects(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.REJECT, props);
  }

  /** The emails that SES could not render from their template and data, and so never sent. Sum over 5 minutes. */
  public metricRenderingFailures(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.RENDERING_FAILURE, props);
  }

  /** The emails whose delivery is delayed by the recipient's mail server. Sum over 5 minutes. */
  public metricDeliveryDelays(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.DELIVERY_DELAY, props);
  }

  /** The opened emails. Sum over 5 minutes. */
  public metricOpens(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.OPEN, props);
  }

  /** The clicked links. Sum over 5 minutes. */
  public metricClicks(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.eventMetric(ses.EmailSendingEvent.CLICK, props);
  }

  /**
   * The share of emails that bounced, a fraction of 1, over a volume that SES finds representative. Average over an hour.
   *
   * Fails when `reputationMetrics` is `false`.
   */
  public metricBounceRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.reputationMetric(BOUNCE_RATE, props);
  }

  /**
   * The share of emails that recipients marked as spam, a fraction of 1, over a volume that SES finds representative.
   * Average over an hour.
   *
   * Fails when `reputationMetrics` is `false`.
   */
  public metricComplaintRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.reputationMetric(COMPLAINT_RATE, props);
  }

  /**
   * An alarm for emails that SES could not render: the call that sent them succeeded, and nobody else is told.
   *
   * Publishes rendering failures to CloudWatch by configuration set, if no destination does. No data is good news.
   */
  public alarmOnRenderingFailures(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    ensureMetrics(this, [ses.EmailSendingEvent.RENDERING_FAILURE]);
    return addAlarm(this, {
      id: 'RenderingFailuresAlarm',
      description: `Amazon SES could not render emails of configuration set ${this.configurationSetName}, and did not send them: `
        + 'their data lacks an attribute of their template, or does not fit it.',
      metric: this.metricRenderingFailures({ period: options.period }),
      threshold: 1,
      thresholdProblem: countProblem,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }, options);
  }

  /**
   * An alarm for a bounce rate at which AWS places an account under review: 5% or more.
   *
   * Without data it keeps its state, as AWS recommends: the rate stands until emails are sent.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html#e-faq-bn
   * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
   */
  public alarmOnBounceRate(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    return addAlarm(this, {
      id: 'BounceRateAlarm',
      description: `Too many emails of configuration set ${this.configurationSetName} bounce. `
        + 'AWS places an account under review at 5%, and may pause its sending at 10%.',
      metric: this.metricBounceRate({ period: options.period }),
      threshold: BOUNCE_RATE_THRESHOLDS.review,
      thresholdProblem: rateProblem,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }, options);
  }

  /**
   * An alarm for a complaint rate at which AWS places an account under review: 0.1% or more.
   *
   * Without data it keeps its state, as AWS recommends: the rate stands until emails are sent.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html#e-faq-cm
   * @see https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
   */
  public alarmOnComplaintRate(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    return addAlarm(this, {
      id: 'ComplaintRateAlarm',
      description: `Too many recipients mark emails of configuration set ${this.configurationSetName} as spam. `
        + 'AWS places an account under review at 0.1%, and may pause its sending at 0.5%.',
      metric: this.metricComplaintRate({ period: options.period }),
      threshold: COMPLAINT_RATE_THRESHOLDS.review,
      thresholdProblem: rateProblem,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }, options);
  }

  private eventMetric(event: ses.EmailSendingEvent, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const dimensionsMap = props.dimensionsMap ?? this.dimensionsMap();
    refuse(this, missingMetric(this, event, Object.keys(dimensionsMap)));
    return this.metric(METRIC_NAMES[event], { statistic: cloudwatch.Stats.SUM, ...props, dimensionsMap });
  }

  private reputationMetric(metricName: string, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    refuse(this, this.reputationMetrics ? undefined
      : `reputationMetrics must be true for the metric ${metricName}, got: false. Leave it out, and the set publishes its reputation.`);
    return this.metric(metricName, {
      statistic: cloudwatch.Stats.AVERAGE,
      ...props,
      // A rate that SES works out over weeks; five minutes of it tell no more than an hour.
      period: props.period ?? Duration.hours(1),
      dimensionsMap: this.dimensionsMap(),
    });
  }

  private metric(metricName: string, props: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({ namespace: NAMESPACE, metricName, ...props }).attachTo(this);
  }

  private dimensionsMap(): Record<string, string> {
    return { [CONFIGURATION_SET_TAG]: this.configurationSetName };
  }
}
