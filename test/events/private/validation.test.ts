import { App, aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_s3 as s3, aws_ses as ses, aws_sns as sns, Stack } from 'aws-cdk-lib';
import { EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension } from '../../../src';
import { ENV, warnings } from '../../support/events';
import { awsSolutionsFindings } from '../../support/nag';
import { testApp } from '../../support/synth';

/** A stack with all that the library makes for events: four destinations, encrypted where they can be, alarms, a dashboard, a grant. */
function shop(app: App): Stack {
  const stack = new Stack(app, 'Shop', { env: ENV });
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: key, enforceSSL: true });
  const bucket = new s3.Bucket(stack, 'Bucket', {
    enforceSSL: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, serverAccessLogsPrefix: 'access/',
  });
  const stream = new firehose.DeliveryStream(stack, 'Stream', {
    destination: new firehose.S3Bucket(bucket), encryption: firehose.StreamEncryption.customerManagedKey(key),
  });
  const identity = ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'shop.example');

  const events = new EmailConfigurationSet(stack, 'Events', { configurationSetName: 'orders', tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE });
  events.publishTo('Bounces', EmailEventDestination.sns(topic), { events: [ses.EmailSendingEvent.BOUNCE], eventDestinationName: 'bounces' });
  events.publishTo('Archive', EmailEventDestination.firehose(stream));
  events.publishTo('Campaigns', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.messageTag('campaign', 'none')] }));
  events.publishTo('Bus', EmailEventDestination.defaultEventBus());
  events.alarmOnRenderingFailures({ topic });
  events.alarmOnBounceRate({ topic });
  events.alarmOnComplaintRate({ topic });
  events.grantSend(new iam.Role(stack, 'Sender', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), { identity });
  new EmailDashboard(stack, 'Dashboard', { configurationSet: events });
  return stack;
}

test('AwsSolutions finds nothing in the resources for events, and the stack has no warning', () => {
  const app = testApp();
  const stack = shop(app);

  expect(awsSolutionsFindings(app)).toEqual({
    // aws-cdk-lib/aws-kinesisfirehose grants it to the stream: to write to its bucket, and to encrypt.
    'Shop/Stream/S3 Destination Role/DefaultPolicy': [
      'IAM5[Action::s3:Abort*]', 'IAM5[Action::s3:DeleteObject*]', 'IAM5[Action::s3:GetBucket*]', 'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:List*]', 'IAM5[Resource::<Bucket83908E77.Arn>/*]',
    ],
    'Shop/Stream/Service Role/DefaultPolicy': ['IAM5[Action::kms:GenerateDataKey*]', 'IAM5[Action::kms:ReEncrypt*]'],
  });
  expect(warnings(stack)).toEqual([]);
});

test('AwsSolutions is active: it finds a topic without SSL', () => {
  const app = testApp();
  new sns.Topic(shop(app), 'Bare');

  expect(awsSolutionsFindings(app)).toMatchObject({ 'Shop/Bare': ['SNS3'] });
});

test('the same stack synthesizes to the same template twice', () => {
  const templates = [1, 2].map(() => {
    const app = testApp();
    shop(app);
    return app.synth().getStackByName('Shop').template;
  });

  expect(templates[0]).toEqual(templates[1]);
});
