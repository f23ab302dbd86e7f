import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EmailSendingEvent } from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension } from 'cdk-ses-templates';
import { Construct } from 'constructs';

/** What ends with a customer who waits for a mail in vain, or did not want it. */
const TROUBLE = [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT, EmailSendingEvent.RENDERING_FAILURE];

/** What becomes of a mail. Not opens and clicks: to publish those, SES puts an image into each mail and rewrites its links. */
const FATE = [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, EmailSendingEvent.DELIVERY_DELAY, ...TROUBLE];

/** The configuration set that every mail is sent with, and who hears what became of it. */
export class EmailEvents extends Construct {
  public readonly configurationSet: EmailConfigurationSet;
  /** Tells whoever is on duty that something is to be done now. */
  public readonly onDuty: sns.ITopic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const events = this.configurationSet = new EmailConfigurationSet(this, 'Tracking');

    // A key of its own: neither SES nor CloudWatch can publish to a topic under the key that AWS manages for SNS.
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    const undelivered = new sns.Topic(this, 'Undelivered', { masterKey: key, enforceSSL: true });
    undelivered.addSubscription(new EmailSubscription('service@shop.example.com'));
    const onDuty = this.onDuty = new sns.Topic(this, 'OnDuty', { masterKey: key, enforceSSL: true });
    onDuty.addSubscription(new EmailSubscription('on-duty@shop.example.com'));

    // Four who listen: the archive, the metrics, customer service, and whatever other systems of the shop have rules for it.
    events.publishTo('Archive', EmailEventDestination.firehose(this.archive()), { events: FATE });
    events.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }), { events: FATE });
    events.publishTo('Undelivered', EmailEventDestination.sns(undelivered), { events: TROUBLE });
    events.publishTo('Shop', EmailEventDestination.defaultEventBus(), {
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });

    events.alarmOnRenderingFailures({ topic: onDuty });
    events.alarmOnBounceRate({ topic: onDuty });
    events.alarmOnComplaintRate({ topic: onDuty });
    new EmailDashboard(this, 'Dashboard', { configurationSet: events });
  }

  /** Keeps every event for a year, for when a customer says that a mail never came. */
  private archive(): firehose.DeliveryStream {
    const bucket = new s3.Bucket(this, 'ArchiveBucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    return new firehose.DeliveryStream(this, 'ArchiveStream', {
      destination: new firehose.S3Bucket(bucket, { compression: firehose.Compression.GZIP }),
      encryption: firehose.StreamEncryption.awsOwnedKey(),
    });
  }
}
