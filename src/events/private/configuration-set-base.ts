import { aws_cloudwatch as cloudwatch, aws_iam as iam, aws_ses as ses, Duration, Resource, Stack } from 'aws-cdk-lib';
import { addAlarm } from './alarm';
import { identityArn } from './arns';
import {
  BOUNCE_RATE, BOUNCE_RATE_THRESHOLDS, COMPLAINT_RATE, COMPLAINT_RATE_THRESHOLDS, CONFIGURATION_SET_TAG, countProblem,
  NAMESPACE, rateProblem,
} from './event-metrics';
import { differ, failOn } from './problem';
import { missingMetric } from './publications';
import { publishMetrics } from './publish-metrics';
import { EmailAlarmOptions } from '../email-alarm-options';
import { EmailConfigurationSetGrantSendOptions, IEmailConfigurationSet } from '../email-configuration-set-interface';
import { EmailEventDestination } from '../email-event-destination';
import { EmailEventPublishing, EmailEventPublishingOptions } from '../email-event-publishing';

/** What defined and imported configuration sets have in common. */
export abstract class ConfigurationSetBase extends Resource implements IEmailConfigurationSet {
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
