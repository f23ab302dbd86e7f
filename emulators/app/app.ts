/** The app of a user. It defines what `shop.json` declares. */
import { readFileSync } from 'node:fs';
import { AppStagingSynthesizer } from '@aws-cdk/app-staging-synthesizer-alpha';
import {
  App, aws_kinesisfirehose as firehose, aws_kms as kms, aws_s3 as s3, aws_ses as ses, aws_sns as sns, aws_sqs as sqs,
  CfnOutput, CfnParameter, CfnWaitCondition, CfnWaitConditionHandle, CliCredentialsStackSynthesizer, IStackSynthesizer,
  LegacyStackSynthesizer, NestedStack,
  RemovalPolicy, Stack,
} from 'aws-cdk-lib';
import {
  EmailConfigurationSet, EmailConflictPolicy, EmailContent, EmailDashboard, EmailDriftPolicy, EmailEventDestination, EmailEventDimension,
  EmailSampleData, EmailSource, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, TemplateDriftMonitor,
} from 'cdk-ses-templates';
import type { Declaration, StackDeclaration } from './declaration';

const SYNTHESIZERS: Record<NonNullable<StackDeclaration['synthesizer']>, () => IStackSynthesizer> = {
  AppStaging: () => AppStagingSynthesizer.defaultResources({ appId: 'shop', stagingBucketEncryption: s3.BucketEncryption.S3_MANAGED }),
  CliCredentials: () => new CliCredentialsStackSynthesizer(),
  Legacy: () => new LegacyStackSynthesizer(),
};

const policies = ({ conflict, drift }: { conflict?: 'ADOPT'; drift?: 'FAIL' }) => ({
  conflictPolicy: conflict && EmailConflictPolicy[conflict],
  driftPolicy: drift && EmailDriftPolicy[drift],
});

function define(stack: Stack, { singles = {}, set, native = {}, events, monitor, fails, nested }: StackDeclaration): void {
  const templates = Object.entries(singles).map(([id, email]) => {
    const { name, subject = 'Subject', text, token, sample } = email;
    const value = token && new CfnParameter(stack, `${id}Value`, { default: token.value }).valueAsString;
    const content = token ? text.split(token.placeholder).join(value) : text;
    return new EmailTemplate(stack, id, {
      templateName: name,
      subject,
      text: EmailContent.fromInline(content),
      sampleData: sample && EmailSampleData.fromObject(sample),
      ...policies(email),
    });
  });
  for (const [id, { name, text, retain }] of Object.entries(native)) {
    const template = new ses.CfnTemplate(stack, id, { template: { templateName: name, subjectPart: 'Subject', textPart: text } });
    if (retain) template.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
  const mails = set && defineSet(stack, set);
  if (events) defineEvents(stack);
  if (monitor) {
    const { handler } = new TemplateDriftMonitor(stack, 'Drift');
    new CfnOutput(stack, 'Monitor', { value: handler.functionName });
  }
  if (fails) {
    // Nothing signals it, so it fails after a second.
    const condition = new CfnWaitCondition(stack, 'Fails', { handle: new CfnWaitConditionHandle(stack, 'FailsHandle').ref, timeout: '1', count: 1 });
    condition.node.addDependency(...templates, ...mails ? [mails] : []);
  }
  if (nested) define(new NestedStack(stack, 'Nested'), nested);
}

function defineSet(stack: Stack, set: NonNullable<StackDeclaration['set']>): EmailTemplateSet {
  const { prefix, folder, templates = {}, verify } = set;
  const queue = folder === undefined ? undefined : new sqs.Queue(stack, 'Shop');
  return new EmailTemplateSet(stack, 'Mails', {
    namePrefix: prefix,
    source: queue && EmailSource.directory(folder!, { replace: { '%SHOP_URL%': queue.queueUrl } }),
    templates: Object.entries(templates).map(([name, text]) => ({ name, subject: 'Subject', text: EmailContent.fromInline(text) })),
    verifyOnDeploy: verify,
    ...policies(set),
  });
}

function defineEvents(stack: Stack): void {
  const events = new EmailConfigurationSet(stack, 'Events', { configurationSetName: 'shop-events' });
  const key = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: key });
  const bucket = new s3.Bucket(stack, 'Archive', { removalPolicy: RemovalPolicy.DESTROY });
  const stream = new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(bucket) });
  events.publishTo('Archive', EmailEventDestination.firehose(stream));
  events.publishTo('Bus', EmailEventDestination.defaultEventBus());
  events.publishTo('Metrics', EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] }));
  events.publishTo('Undelivered', EmailEventDestination.sns(topic), { events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT] });
  events.alarmOnRenderingFailures({ topic });
  events.alarmOnBounceRate({ topic });
  events.alarmOnComplaintRate({ topic });
  new EmailDashboard(stack, 'Dashboard', { dashboardName: 'shop-emails', configurationSet: events });
}

const { environment, stacks } = JSON.parse(readFileSync('shop.json', 'utf8')) as Declaration;
const app = new App({ analyticsReporting: false });
EmailTemplateProvider.configure(app, { environment });
for (const [name, stack] of Object.entries(stacks)) {
  define(new Stack(app, name, {
    synthesizer: stack.synthesizer && SYNTHESIZERS[stack.synthesizer](),
    env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
  }), stack);
}
app.synth();
