import { aws_events as events, aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_ses as ses, aws_sns as sns } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { EmailEventDimension } from './email-event-dimension';
import { checkDefaultBus, defaultBus } from './private/event-bus';
import { dimensionsProblem } from './private/event-rules';
import { checkRole, checkStream, firehoseRole, grantWrite } from './private/firehose-access';
import { failOn, literal } from './private/problem';
import { checkTopic, grantKeyUsage, warnOfTopicPolicy } from './private/topic-access';

/** A destination bound to a configuration set. */
export interface EmailEventDestinationConfig {
  /** The destination in the form that `aws-cdk-lib/aws-ses` accepts. */
  readonly destination: ses.EventDestination;

  /**
   * What CloudFormation must create before the event destination.
   *
   * @default - no dependencies
   */
  readonly dependencies?: IDependable[];
}

/** Options for a Firehose destination. */
export interface EmailFirehoseEventDestinationOptions {
  /**
   * The role that SES assumes to write to the stream. It must trust `ses.amazonaws.com`, and is granted permission to write
   * to the stream and to use its key.
   *
   * @default - a generated role, which all Firehose destinations of the configuration set share
   */
  readonly role?: iam.IRole;

  /**
   * The customer managed key that encrypts the stream.
   *
   * Needed only for an imported stream, whose key is unknown, and for a key whose policy does not delegate to IAM.
   *
   * @default - the key that the stream was created with, if any
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options for a CloudWatch destination. */
export interface EmailCloudWatchEventDestinationOptions {
  /**
   * The dimensions of the metrics: 1 to 10, with unique names.
   *
   * CloudWatch identifies a metric by all of its dimensions. For metrics by campaign and also by campaign and genre, publish
   * to two destinations.
   */
  readonly dimensions: EmailEventDimension[];
}

/**
 * A destination for the events of a configuration set.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html
 *
 * @example
 * declare const events: EmailConfigurationSet;
 * declare const stream: firehose.DeliveryStream;
 * events.publishTo('Archive', EmailEventDestination.firehose(stream));
 * events.publishTo('Bus', EmailEventDestination.defaultEventBus());
 */
export abstract class EmailEventDestination {
  /**
   * An SNS topic. It must be a standard topic, in the Region of the configuration set, and not encrypted with
   * `alias/aws/sns`.
   *
   * The topic's policy grants SES permission to publish for this configuration set, and the policy of the key that encrypts
   * the topic grants SES permission to use it for this account. CDK cannot edit the policy of an imported topic or key; a
   * warning then contains the statement to add.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html
   */
  public static sns(topic: sns.ITopic): EmailEventDestination {
    return new SnsDestination(topic);
  }

  /**
   * A Firehose stream of type `DirectPut`, that is, without a source.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
   */
  public static firehose(stream: firehose.IDeliveryStream, options: EmailFirehoseEventDestinationOptions = {}): EmailEventDestination {
    return new FirehoseDestination(stream, options);
  }

  /**
   * CloudWatch metrics in the namespace `AWS/SES`, one per event type and combination of dimension values.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-cloudwatch.html
   */
  public static cloudWatch(options: EmailCloudWatchEventDestinationOptions): EmailEventDestination {
    return new CloudWatchDestination(options.dimensions);
  }

  /**
   * The default event bus of the account and Region, the only one that SES publishes to.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
   */
  public static defaultEventBus(): EmailEventDestination {
    return new EventBusDestination();
  }

  /**
   * The default event bus, passed as a construct. Any other bus is an error, as SES does not publish to it.
   *
   * To reach another bus, publish to `defaultEventBus()` and add a rule there that targets the other bus.
   */
  public static eventBus(bus: events.IEventBus): EmailEventDestination {
    return new EventBusDestination(bus);
  }

  /**
   * Validates the destination and grants SES the permissions that it needs.
   *
   * @param scope the construct that publishes to the destination
   * @param configurationSet the configuration set whose events are published
   * @throws Error for a destination that SES would reject, or would lose events to
   */
  public abstract bind(scope: Construct, configurationSet: ses.IConfigurationSetRef): EmailEventDestinationConfig;
}

class SnsDestination extends EmailEventDestination {
  constructor(private readonly topic: sns.ITopic) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSetRef): EmailEventDestinationConfig {
    checkTopic(scope, this.topic, configurationSet);
    warnOfTopicPolicy(scope, this.topic, configurationSet);
    grantKeyUsage(scope, this.topic, new iam.ServicePrincipal('ses.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': configurationSet.env.account } },
    }));
    // `aws-cdk-lib/aws-ses` adds the topic's policy, and a dependency on it.
    return { destination: ses.EventDestination.snsTopic(this.topic) };
  }
}

class FirehoseDestination extends EmailEventDestination {
  constructor(private readonly stream: firehose.IDeliveryStream, private readonly options: EmailFirehoseEventDestinationOptions) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSetRef): EmailEventDestinationConfig {
    checkStream(scope, this.stream);
    if (this.options.role) checkRole(scope, this.options.role);
    const role = this.options.role ?? firehoseRole(scope, configurationSet);
    return {
      destination: ses.EventDestination.firehoseDeliveryStream({ deliveryStream: this.stream, role }),
      // SES tests the role when the destination is created.
      dependencies: grantWrite(role, this.stream, this.options.encryptionKey),
    };
  }
}

class CloudWatchDestination extends EmailEventDestination {
  constructor(private readonly dimensions: EmailEventDimension[]) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSetRef): EmailEventDestinationConfig {
    const dimensions = this.dimensions.map(dimension => dimension.bind(configurationSet));
    failOn(scope, dimensionsProblem(dimensions.map(({ name, defaultValue, source }) => ({
      name: literal(name),
      defaultValue: literal(defaultValue),
      isHeader: source === ses.CloudWatchDimensionSource.EMAIL_HEADER,
    }))));
    return { destination: ses.EventDestination.cloudWatchDimensions(dimensions) };
  }
}

class EventBusDestination extends EmailEventDestination {
  constructor(private readonly bus?: events.IEventBus) { super(); }

  public bind(scope: Construct): EmailEventDestinationConfig {
    if (this.bus) checkDefaultBus(scope, this.bus);
    return { destination: ses.EventDestination.eventBus(defaultBus(scope)) };
  }
}
