import { App, aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_s3 as s3, aws_ses as ses, aws_sns as sns, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension } from '../../../src';
import { ENV, quickApp, warnings } from '../../support/events';

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
  events.grantSend(new iam.Role(stack, 'Sender', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), identity);
  new EmailDashboard(stack, 'Dashboard', { configurationSet: events });

  // What aws-cdk-lib grants the stream itself, to encrypt and to write to its bucket: not this library's to narrow.
  for (const finding of [
    'Action::kms:ReEncrypt*', 'Action::kms:GenerateDataKey*', 'Action::s3:GetObject*', 'Action::s3:GetBucket*', 'Action::s3:List*',
    'Action::s3:DeleteObject*', 'Action::s3:Abort*', `Resource::<${stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket)}.Arn>/*`,
  ]) {
    Validations.of(stream).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${finding}]`, reason: 'aws-cdk-lib/aws-kinesisfirehose grants it to the stream.' });
  }
  return stack;
}

/** An app whose templates must pass CDK's own validation and AwsSolutions. */
function strictApp(): App {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

test('a stack with everything for events passes the validation of CDK and AwsSolutions, with no finding on what the library makes', () => {
  const app = strictApp();

  const stack = shop(app);

  expect(() => app.synth()).not.toThrow();
  expect(warnings(stack)).toEqual([]);
});

test('that validation looks: it fails for a topic without SSL and for a property that is none', () => {
  const app = strictApp();
  const stack = shop(app);
  new sns.Topic(stack, 'Bare');
  (stack.node.findChild('Topic').node.defaultChild as sns.CfnTopic).addPropertyOverride('Colour', 'blue');

  expect(() => app.synth()).toThrow(/AwsSolutions-SNS3[^]*Colour|Colour[^]*AwsSolutions-SNS3/);
});

test('the same stack is synthesized the same twice', () => {
  const templates = [1, 2].map(() => {
    const app = quickApp();
    shop(app);
    return app.synth().getStackByName('Shop').template;
  });

  expect(templates[0]).toEqual(templates[1]);
});
