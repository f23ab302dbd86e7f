import { aws_events as events, aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_ses as ses, aws_sns as sns } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { EmailEventDimension } from './email-event-dimension';
import { checkDefaultBus, defaultBus } from './private/event-bus';
import { dimensionsProblem } from './private/event-rules';
import { checkRole, checkStream, firehoseRole, letWrite } from './private/firehose-access';
import { literal, refuse } from './private/refuse';
import { checkTopic, letUseKey, warnOfTopicPolicy } from './private/topic-access';

/** What a destination is on one configuration set. */
export interface EmailEventDestinationConfig {
  /** The destination as `aws-cdk-lib/aws-ses` takes it. */
  readonly destination: ses.EventDestination;

  /**
   * What must be there before SES is told of the destination.
   *
   * @default - nothing
   */
  readonly dependencies?: IDependable[];
}

/** Options for a Firehose destination. */
export interface FirehoseEventDestinationOptions {
  /**
   * The role with which SES writes to the stream. It must trust `ses.amazonaws.com`; it gets the grants that it needs.
   *
   * @default - one role for all Firehose destinations of the configuration set
   */
  readonly role?: iam.IRole;

  /**
   * The customer managed key that encrypts the stream.
   *
   * Needed for an imported stream only, which does not tell its key, and for a key whose policy leaves no say to IAM.
   *
   * @default - the key that the stream was created with, if any
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options for a CloudWatch destination. */
export interface CloudWatchEventDestinationOptions {
  /**
   * The dimensions of the metrics, 1 to 10, each name once.
   *
   * CloudWatch knows a metric by all its dimensions together: for metrics by campaign and metrics by campaign and
   * genre, publish to two destinations.
   */
  readonly dimensions: EmailEventDimension[];
}

/**
 * Where the events of a configuration set go.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/monitor-using-event-publishing.html
 */
export abstract class EmailEventDestination {
  /**
   * An SNS topic: a standard one, in the Region of the configuration set, not encrypted with `alias/aws/sns`.
   *
   * The topic's policy, and the policy of the key that encrypts it, let SES publish for this account, the topic's for
   * this configuration set only. For an imported topic or key, whose policy cannot be written, a warning gives the
   * statement to add.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html
   */
  public static sns(topic: sns.ITopic): EmailEventDestination {
    return new SnsDestination(topic);
  }

  /**
   * A Firehose stream that takes direct PUTs.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
   */
  public static firehose(stream: firehose.IDeliveryStream, options: FirehoseEventDestinationOptions = {}): EmailEventDestination {
    return new FirehoseDestination(stream, options);
  }

  /**
   * CloudWatch metrics in the namespace `AWS/SES`, one for each event type and each value of the dimensions.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-cloudwatch.html
   */
  public static cloudWatch(options: CloudWatchEventDestinationOptions): EmailEventDestination {
    return new CloudWatchDestination(options.dimensions);
  }

  /**
   * The default event bus of the account in the Region, the only one that SES publishes to.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
   */
  public static defaultEventBus(): EmailEventDestination {
    return new EventBusDestination();
  }

  /**
   * The default event bus, given as a construct. Any other bus is an error: SES does not publish to it.
   *
   * For another bus, publish to `defaultEventBus()` and add a rule there that targets the other bus.
   */
  public static eventBus(bus: events.IEventBus): EmailEventDestination {
    return new EventBusDestination(bus);
  }

  /**
   * Checks the destination and gives SES the access that it needs.
   *
   * @param scope the construct that publishes to the destination
   * @param configurationSet the configuration set whose events are published
   */
  public abstract bind(scope: Construct, configurationSet: ses.IConfigurationSet): EmailEventDestinationConfig;
}

class SnsDestination extends EmailEventDestination {
  constructor(private readonly topic: sns.ITopic) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSet): EmailEventDestinationConfig {
    checkTopic(scope, this.topic, configurationSet);
    warnOfTopicPolicy(scope, this.topic, configurationSet);
    letUseKey(scope, this.topic, new iam.ServicePrincipal('ses.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': configurationSet.env.account } },
    }));
    // The topic's policy, and the wait for it, are what `aws-cdk-lib/aws-ses` adds.
    return { destination: ses.EventDestination.snsTopic(this.topic) };
  }
}

class FirehoseDestination extends EmailEventDestination {
  constructor(private readonly stream: firehose.IDeliveryStream, private readonly options: FirehoseEventDestinationOptions) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSet): EmailEventDestinationConfig {
    checkStream(scope, this.stream);
    if (this.options.role) checkRole(scope, this.options.role);
    const role = this.options.role ?? firehoseRole(scope, configurationSet);
    return {
      destination: ses.EventDestination.firehoseDeliveryStream({ deliveryStream: this.stream, role }),
      // SES tries the role when the destination is made.
      dependencies: letWrite(role, this.stream, this.options.encryptionKey),
    };
  }
}

class CloudWatchDestination extends EmailEventDestination {
  constructor(private readonly dimensions: EmailEventDimension[]) { super(); }

  public bind(scope: Construct, configurationSet: ses.IConfigurationSet): EmailEventDestinationConfig {
    const dimensions = this.dimensions.map(dimension => dimension.bind(configurationSet));
    refuse(scope, dimensionsProblem(dimensions.map(({ name, defaultValue, source }) => ({
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
