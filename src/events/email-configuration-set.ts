import { ArnFormat, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses, Duration, Resource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailAlarmOptions } from './email-alarm-options';
import { EmailConfigurationSetAttributes, EmailConfigurationSetGrantSendOptions, IEmailConfigurationSet } from './email-configuration-set-interface';
import { EmailEventDestination } from './email-event-destination';
import { EmailEventPublishing, EmailEventPublishingOptions } from './email-event-publishing';
import { addAlarm } from './private/alarm';
import { configurationSetArn, identityArn } from './private/arns';
import {
  BOUNCE_RATE, BOUNCE_RATE_THRESHOLDS, COMPLAINT_RATE, COMPLAINT_RATE_THRESHOLDS, CONFIGURATION_SET_TAG, countProblem,
  NAMESPACE, rateProblem,
} from './private/event-metrics';
import { nameProblem } from './private/event-rules';
import { differ, failOn, literal, Problem } from './private/problem';
import { missingMetric, Publications } from './private/publications';
import { publishMetrics } from './private/publish-metrics';

/**
 * Properties of an `EmailConfigurationSet`: those of an `ses.ConfigurationSet`, except that `reputationMetrics` is `true` by
 * default.
 */
// Declared here although it adds nothing: jsii's `Builder` for Java needs props from the same package as the class.
export interface EmailConfigurationSetProps extends ses.ConfigurationSetProps {}

/** What defined and imported configuration sets have in common. */
abstract class ConfigurationSetBase extends Resource implements IEmailConfigurationSet {
  public abstract readonly configurationSetName: string;
  public abstract readonly configurationSetArn: string;

  /** @internal */
  protected abstract readonly _reputationMetrics: boolean;

  public get configurationSetRef(): ses.ConfigurationSetReference {
    return { configurationSetName: this.configurationSetName };
  }

  public publishTo(id: string, destination: EmailEventDestination, options: EmailEventPublishingOptions = {}): EmailEventPublishing {
    return new EmailEventPublishing(this, id, { configurationSet: this, destination, ...options });
  }

  public grantSend(grantee: iam.IGrantable, options: EmailConfigurationSetGrantSendOptions): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resourceArns: [identityArn(options.identity), this.configurationSetArn],
    });
  }

  public metric(metricName: string, props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    const bySet = { [CONFIGURATION_SET_TAG]: this.configurationSetName };
    const stack = Stack.of(this);
    const place = {
      region: differ(this.env.region, stack.region) ? this.env.region : undefined,
      account: differ(this.env.account, stack.account) ? this.env.account : undefined,
    };
    const base = { namespace: NAMESPACE, metricName, ...place, ...props };
    if (metricName === BOUNCE_RATE || metricName === COMPLAINT_RATE) {
      failOn(this, this._reputationMetrics ? undefined : {
        property: 'reputationMetrics', must: `be true for the metric ${metricName}`, got: false, remedy: 'omit it to publish reputation metrics',
      });
      return new cloudwatch.Metric({
        ...base,
        statistic: props.statistic ?? cloudwatch.Stats.AVERAGE,
        // SES computes the rate over weeks, so shorter periods add nothing.
        period: props.period ?? Duration.hours(1),
        dimensionsMap: bySet,
      }).attachTo(this);
    }
    const dimensionsMap = props.dimensionsMap ?? bySet;
    failOn(this, missingMetric(this, metricName, Object.keys(dimensionsMap)));
    return new cloudwatch.Metric({ ...base, statistic: props.statistic ?? cloudwatch.Stats.SUM, dimensionsMap }).attachTo(this);
  }

  public metricSend(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Send', props);
  }

  public metricDelivery(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Delivery', props);
  }

  public metricDeliveryDelay(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeliveryDelay', props);
  }

  public metricBounce(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Bounce', props);
  }

  public metricComplaint(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Complaint', props);
  }

  public metricReject(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Reject', props);
  }

  public metricRenderingFailure(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('RenderingFailure', props);
  }

  public metricOpen(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Open', props);
  }

  public metricClick(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Click', props);
  }

  public metricReputationBounceRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(BOUNCE_RATE, props);
  }

  public metricReputationComplaintRate(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(COMPLAINT_RATE, props);
  }

  public alarmOnRenderingFailures(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    publishMetrics(this, [ses.EmailSendingEvent.RENDERING_FAILURE]);
    return addAlarm(this, {
      id: 'RenderingFailuresAlarm',
      description: `Amazon SES could not render emails of configuration set ${this.configurationSetName}, and did not send them: `
        + 'their data lacks an attribute of their template, or does not fit it.',
      metric: this.metricRenderingFailure({ period: options.period }),
      threshold: 1,
      thresholdProblem: countProblem,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    }, options);
  }

  public alarmOnBounceRate(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    return addAlarm(this, {
      id: 'BounceRateAlarm',
      description: `Too many emails of configuration set ${this.configurationSetName} bounce. `
        + 'AWS places an account under review at 5%, and may pause its sending at 10%.',
      metric: this.metricReputationBounceRate({ period: options.period }),
      threshold: BOUNCE_RATE_THRESHOLDS.review,
      thresholdProblem: rateProblem,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }, options);
  }

  public alarmOnComplaintRate(options: EmailAlarmOptions = {}): cloudwatch.Alarm {
    return addAlarm(this, {
      id: 'ComplaintRateAlarm',
      description: `Too many recipients mark emails of configuration set ${this.configurationSetName} as spam. `
        + 'AWS places an account under review at 0.1%, and may pause its sending at 0.5%.',
      metric: this.metricReputationComplaintRate({ period: options.period }),
      threshold: COMPLAINT_RATE_THRESHOLDS.review,
      thresholdProblem: rateProblem,
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    }, options);
  }
}

/**
 * A configuration set with validated event destinations, grants, metrics and alarms.
 *
 * It creates the same resource as `ses.ConfigurationSet`, under the same logical ID, and is accepted wherever an
 * `ses.IConfigurationSet` is. It publishes reputation metrics unless `reputationMetrics` is `false`.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ses-configurationset-reputationoptions.html
 *
 * @example
 * declare const topic: sns.Topic;
 *
 * const events = new EmailConfigurationSet(this, 'Events');
 * events.publishTo('Bounces', EmailEventDestination.sns(topic), { events: [ses.EmailSendingEvent.BOUNCE] });
 * events.alarmOnRenderingFailures({ topic });
 */
export class EmailConfigurationSet extends ConfigurationSetBase {
  /**
   * Imports a configuration set of this account and Region by its name.
   *
   * @throws Error for a name that SES does not accept
   */
  public static fromConfigurationSetName(scope: Construct, id: string, configurationSetName: string): IEmailConfigurationSet {
    return new ImportedConfigurationSet(scope, id, { configurationSetName });
  }

  /**
   * Imports a configuration set by its ARN.
   *
   * @throws Error for an ARN that is not that of a configuration set
   */
  public static fromConfigurationSetArn(scope: Construct, id: string, arn: string): IEmailConfigurationSet {
    return new ImportedConfigurationSet(scope, id, { configurationSetArn: arn });
  }

  /**
   * Imports a configuration set by its name or ARN, together with what it publishes to CloudWatch.
   *
   * @throws Error if neither or both of `configurationSetName` and `configurationSetArn` are given, or one is invalid
   *
   * @example
   * const shared = EmailConfigurationSet.fromConfigurationSetAttributes(this, 'Shared', {
   *   configurationSetName: 'shared',
   *   metricEvents: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.BOUNCE],
   * });
   * shared.alarmOnRenderingFailures();
   */
  public static fromConfigurationSetAttributes(scope: Construct, id: string, attrs: EmailConfigurationSetAttributes): IEmailConfigurationSet {
    return new ImportedConfigurationSet(scope, id, attrs);
  }

  /**
   * The name of the configuration set.
   *
   * @attribute
   */
  public readonly configurationSetName: string;

  /**
   * The ARN of the configuration set.
   *
   * @attribute
   */
  public readonly configurationSetArn: string;

  /** @internal */
  protected readonly _reputationMetrics: boolean;

  constructor(scope: Construct, id: string, props: EmailConfigurationSetProps = {}) {
    super(scope, id, { physicalName: props.configurationSetName });
    failOn(this, nameProblem('configurationSetName', literal(props.configurationSetName)));
    this._reputationMetrics = props.reputationMetrics ?? true;
    // The id `Default` does not count in logical IDs: that of the resource is the same as of an `ses.ConfigurationSet` in this place.
    const configurationSet = new ses.ConfigurationSet(this, 'Default', {
      ...props,
      configurationSetName: this.physicalName,
      reputationMetrics: this._reputationMetrics,
    });
    this.node.defaultChild = configurationSet.node.defaultChild;
    this.configurationSetName = this.getResourceNameAttribute(configurationSet.configurationSetName);
    this.configurationSetArn = configurationSetArn(this);
  }
}

/** A configuration set that another app, or a person, owns. */
class ImportedConfigurationSet extends ConfigurationSetBase {
  public readonly configurationSetName: string;
  public readonly configurationSetArn: string;

  /** @internal */
  protected readonly _reputationMetrics: boolean;

  constructor(scope: Construct, id: string, props: EmailConfigurationSetAttributes) {
    super(scope, id, { environmentFromArn: props.configurationSetArn });
    const { configurationSetName: name, configurationSetArn: arn } = props;
    failOn(this, sourceProblem(name, arn));
    this.configurationSetName = name ?? this.nameFrom(arn!);
    failOn(this, nameProblem('configurationSetName', literal(this.configurationSetName)));
    this.configurationSetArn = arn ?? configurationSetArn(this);
    this._reputationMetrics = props.reputationMetrics ?? true;
    Publications.of(this).import(props.metricEvents);
  }

  private nameFrom(arn: string): string {
    const { service, resource, resourceName } = Stack.of(this).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
    const fits = literal(arn) === undefined || (service === 'ses' && resource === 'configuration-set' && resourceName);
    failOn(this, fits ? undefined : {
      property: 'configurationSetArn', must: 'have the form arn:aws:ses:REGION:ACCOUNT:configuration-set/NAME', got: `'${arn}'`,
    });
    return resourceName!;
  }
}

function sourceProblem(name?: string, arn?: string): Problem | undefined {
  if ((name === undefined) !== (arn === undefined)) return undefined;
  return {
    property: 'attributes', must: 'have either configurationSetName or configurationSetArn', got: name === undefined ? 'neither' : 'both',
  };
}
