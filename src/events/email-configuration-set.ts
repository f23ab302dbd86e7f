import { aws_ses as ses } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IEmailConfigurationSet } from './email-configuration-set-interface';
import { configurationSetArn } from './private/arns';
import { ConfigurationSetBase } from './private/configuration-set-base';
import { nameProblem } from './private/event-rules';
import { ImportedConfigurationSet } from './private/imported-configuration-set';
import { failOn, literal } from './private/problem';

/**
 * Properties of an `EmailConfigurationSet`: those of an `ses.ConfigurationSet`, except that `reputationMetrics` is `true` by
 * default.
 */
// A struct of its own: jsii's `Builder` for Java needs props of the same package as the class.
export interface EmailConfigurationSetProps extends ses.ConfigurationSetProps {}

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
