// Uses every construct of the package. app.py and App.java are the same app and must synthesize the same files, byte for byte.
import { App, aws_events, aws_iam, aws_kinesisfirehose, aws_kms, aws_s3, aws_ses, aws_sns, CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import {
  EmailConflictPolicy, EmailDriftPolicy, EmailConfigurationSet, EmailDashboard, EmailEventDestination, EmailEventDimension, EmailEventPublishing,
  EmailContent, EmailSampleData, EmailSource, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailTemplateSetEntry, TemplateDriftMonitor,
} from 'cdk-ses-templates';

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
const url = new CfnParameter(stack, 'Url').valueAsString;

EmailTemplateProvider.configure(stack, { memorySize: 512, environment: { TZ: 'UTC' } });

const welcome = new EmailTemplate(stack, 'Welcome', {
  templateName: 'welcome',
  subject: 'Welcome, {{name}}',
  html: EmailContent.fromFile('emails/welcome.html', { replace: { '%URL%': url } }),
  text: EmailContent.fromInline(`Welcome, {{name}}. Your orders: ${url}\n{{> footer}}`),
  partials: { footer: EmailContent.fromInline('Tern & Kettle, Łódź') },
  sampleData: EmailSampleData.fromObject({ name: 'Ada', orders: [{ id: 1, paid: true }] }),
  conflictPolicy: EmailConflictPolicy.ADOPT,
  driftPolicy: EmailDriftPolicy.FAIL,
  removalPolicy: RemovalPolicy.RETAIN,
});
new EmailTemplate(stack, 'Reset', {
  subject: 'Your new password',
  text: EmailContent.fromInline('{{link}}, for {{minutes}} minutes'),
  sampleData: EmailSampleData.fromFile('emails/reset.json'),
  verifyOnDeploy: false,
});
const legacy = EmailTemplate.fromTemplateName(stack, 'Legacy', 'legacy');

const mails = new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory('emails/mails', { replace: { '%URL%': url } }), namePrefix: 'shop-' });
mails.addTemplate({ name: 'later', subject: 'Later', text: EmailContent.fromInline('{{> footer}}') });
new EmailTemplateSet(stack, 'Reminders', {
  nameSuffix: '-v1',
  templates: [
    new EmailTemplateSetEntry({
      name: 'first',
      subject: 'A reminder',
      text: EmailContent.fromInline('{{cart}}'),
      sampleData: EmailSampleData.fromJson('{"cart":"Tea","coupon":null}'),
      verifyOnDeploy: false,
    }),
  ],
});

const events = new EmailConfigurationSet(stack, 'Events', { configurationSetName: 'orders' });
const key = new aws_kms.Key(stack, 'Key');
const topic = new aws_sns.Topic(stack, 'Topic', { masterKey: key });
const stream = new aws_kinesisfirehose.DeliveryStream(stack, 'Stream', {
  destination: new aws_kinesisfirehose.S3Bucket(new aws_s3.Bucket(stack, 'Bucket')),
});
events.publishTo('Undelivered', EmailEventDestination.sns(topic), {
  eventDestinationName: 'undelivered',
  events: [aws_ses.EmailSendingEvent.BOUNCE, aws_ses.EmailSendingEvent.COMPLAINT],
});
events.publishTo('Archive', EmailEventDestination.firehose(stream));
events.publishTo('Campaigns', EmailEventDestination.cloudWatch({
  dimensions: [
    EmailEventDimension.messageTag('campaign', 'none'),
    EmailEventDimension.linkTag('link', 'none'),
    EmailEventDimension.emailHeader('X-Shop', 'none'),
    EmailEventDimension.configurationSet(),
    EmailEventDimension.fromDomain(),
    EmailEventDimension.callerIdentity(),
    EmailEventDimension.sourceIp(),
    EmailEventDimension.outgoingIp(),
  ],
}));
events.publishTo('Bus', EmailEventDestination.defaultEventBus());
events.alarmOnRenderingFailures({ topic });
events.alarmOnBounceRate({ topic, threshold: 0.03 });
events.alarmOnComplaintRate({ topic, period: Duration.hours(6) });
new EmailDashboard(stack, 'Dashboard', { dashboardName: 'emails', configurationSet: events });
new EmailEventPublishing(stack, 'Imported', {
  configurationSet: aws_ses.ConfigurationSet.fromConfigurationSetName(stack, 'Old', 'old'),
  destination: EmailEventDestination.eventBus(aws_events.EventBus.fromEventBusName(stack, 'DefaultBus', 'default')),
});

const role = new aws_iam.Role(stack, 'Mailer', { assumedBy: new aws_iam.ServicePrincipal('lambda.amazonaws.com') });
const identity = aws_ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'shop.example.com');
for (const template of [welcome, legacy, mails.template('receipt')]) template.grantSend(role, { identity, configurationSet: events });
mails.grantSend(role, { identity });
mails.grantRead(role);
legacy.grantRead(role);
events.grantSend(role, { identity });

const shared = EmailConfigurationSet.fromConfigurationSetAttributes(stack, 'Shared', {
  configurationSetName: 'shared', metricEvents: [aws_ses.EmailSendingEvent.SEND],
});
shared.alarmOnRenderingFailures({ id: 'Broken', evaluationPeriods: 3, datapointsToAlarm: 2 });
shared.grantSend(role, { identity });
new CfnOutput(stack, 'SharedArn', { value: shared.configurationSetArn });

const email = welcome.render(EmailSampleData.fromObject({ name: 'Ada' }));
new CfnOutput(stack, 'Rendered', { value: `${email.subject}: ${email.text}` });
new CfnOutput(stack, 'RenderedOfSet', { value: mails.template('receipt').render(EmailSampleData.fromObject({ items: [{ title: 'Tea', price: '3.00' }] })).text! });
new CfnOutput(stack, 'Variables', { value: welcome.variables.map(({ name }) => name).join() });
new CfnOutput(stack, 'TemplateName', { value: mails.template('refund').templateName });

new TemplateDriftMonitor(stack, 'Drift', { templates: [welcome, mails], onDrift: [topic] });

// Not the stack: newer versions of CDK tag more kinds of resources.
for (const templates of [welcome, mails]) Tags.of(templates).add('team', 'shop');
Tags.of(mails.template('receipt')).add('kind', 'receipt');

app.synth();
