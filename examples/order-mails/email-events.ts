import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EmailSendingEvent } from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension } from 'cdk-ses-templates';
import { Construct } from 'constructs';

/** The mail did not reach the customer, or was not wanted. */
const PROBLEMS = [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT, EmailSendingEvent.RENDERING_FAILURE];

/** All events except opens and clicks, which would make SES add an image to each mail and rewrite its links. */
const DELIVERY_EVENTS = [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, EmailSendingEvent.DELIVERY_DELAY, ...PROBLEMS];

/** The configuration set for all mails, and the destinations of its events. */
export class EmailEvents extends Construct {
  public readonly configurationSet: EmailConfigurationSet;
  /** Alerts the person on duty. */
  public readonly onDuty: sns.ITopic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const events = this.configurationSet = new EmailConfigurationSet(this, 'Tracking');

    // A customer managed key, because neither SES nor CloudWatch can publish to a topic that uses the AWS managed key of SNS.
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    const undelivered = new sns.Topic(this, 'Undelivered', { masterKey: key, enforceSSL: true });
    undelivered.addSubscription(new EmailSubscription('service@shop.example.com'));
    const onDuty = this.onDuty = new sns.Topic(this, 'OnDuty', { masterKey: key, enforceSSL: true });
    onDuty.addSubscription(new EmailSubscription('on-duty@shop.example.com'));

    events.publishTo('Archive', EmailEventDestination.firehose(this.archive()), { events: DELIVERY_EVENTS });
    events.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }), { events: DELIVERY_EVENTS });
    events.publishTo('Undelivered', EmailEventDestination.sns(undelivered), { events: PROBLEMS });
    events.publishTo('Shop', EmailEventDestination.defaultEventBus(), {
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });

    events.alarmOnRenderingFailures({ topic: onDuty });
    events.alarmOnBounceRate({ topic: onDuty });
    events.alarmOnComplaintRate({ topic: onDuty });
    new EmailDashboard(this, 'Dashboard', { configurationSet: events });
  }

  /** Keeps every event for a year, to answer customers who miss a mail. */
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
