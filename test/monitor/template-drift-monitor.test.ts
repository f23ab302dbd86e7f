import { App, Aspects, Duration, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  EmailConfigurationSet, EmailContent, EmailSampleData, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, TemplateDriftFinding,
  TemplateDriftMode, TemplateDriftMonitor, TemplateDriftMonitorProps,
} from '../../src';
import { DriftScheduleInput, MAX_TEMPLATES_PER_CHECK } from '../../src/contract/drift';
import { awsSolutionsFindings } from '../support/nag';
import { templatesResources, testApp, testStack } from '../support/synth';

const text = EmailContent.fromInline('x');
const template = (stack: Stack, name: string) => new EmailTemplate(stack, name, { templateName: name, subject: 'Hi', text });
const set = (stack: Stack, count: number, namePrefix?: string) => new EmailTemplateSet(stack, 'Mails', {
  namePrefix, templates: Array.from({ length: count }, (_, index) => ({ name: `mail-${index}`, subject: 'Hi', text })),
});

/** The schedules' inputs, with intrinsic functions written as `<…>`. */
function inputs(stack: Stack): DriftScheduleInput[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule')).map(({ Properties }) => JSON.parse(joined(Properties.Target.Input)));
}

function joined(value: any): string {
  if (typeof value === 'string') return value;
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(joined).join('');
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Sub' in value) return value['Fn::Sub'].replace(/\$\{([^}]+)\}/g, '<$1>');
  if ('Fn::ImportValue' in value) return `<import ${value['Fn::ImportValue'].replace(/[A-F0-9]{8}$/, '')}>`;
  throw new Error(JSON.stringify(value));
}

/** The statements of the function's policy. */
function statements(stack: Stack): any[] {
  const [policy] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy')).filter(([id]) => /^DriftFunction/.test(id)).map(([, one]) => one);
  return policy.Properties.PolicyDocument.Statement;
}

function monitored(props: TemplateDriftMonitorProps = {}, define: (stack: Stack) => unknown = stack => template(stack, 'welcome')): Stack {
  const stack = testStack('Shop');
  define(stack);
  new TemplateDriftMonitor(stack, 'Drift', props);
  return stack;
}

describe('the schedule', () => {
  test('invokes the function once a day, within a flexible window', () => {
    Template.fromStack(monitored()).hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      GroupName: { Ref: Match.stringLikeRegexp('^DriftGroup') },
      Name: 'part-1',
      State: 'ENABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3_600 } },
    });
  });

  test('takes another expression', () => {
    Template.fromStack(monitored({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(6)) }))
      .hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(6 hours)' });
  });

  test('carries the very properties that the deployment carries, and what the monitor knows besides', () => {
    const stack = testStack('Shop');
    const url = new sns.Topic(stack, 'Topic').topicArn;
    new EmailTemplate(stack, 'Welcome', {
      templateName: 'welcome', subject: 'Hi {{name}}', html: EmailContent.fromInline(`<p>${url}</p>`), text, sampleData: EmailSampleData.fromObject({ name: 'Ada' }),
    });
    new TemplateDriftMonitor(stack, 'Drift', {
      ignore: [{ names: ['promo-*'], findings: [TemplateDriftFinding.CHANGED] }], acknowledged: ['welcome@0123456789ab'],
    });
    const [[logicalId, { Properties: { ServiceToken, ServiceTimeout, ...properties } }]] = Object.entries(templatesResources(stack));
    expect(inputs(stack)).toEqual([{
      Version: 1,
      Part: 1,
      Resources: [{
        StackId: '<AWS::StackId>',
        LogicalId: logicalId,
        Properties: { ...properties, AssetBucket: joined(properties.AssetBucket), Markers: properties.Markers.map(joined) },
      }],
      ConfigurationSets: [],
      Names: [],
      Ignore: [{ Names: ['promo-*'], Findings: ['CHANGED'] }],
      Acknowledged: ['welcome@0123456789ab'],
    }]);
  });

  test('is updated after what it declares', () => {
    const stack = monitored();
    const [resource] = Object.keys(templatesResources(stack));
    Template.fromStack(stack).hasResource('AWS::Scheduler::Schedule', { DependsOn: Match.arrayWith([resource]) });
  });
});

describe('what is checked', () => {
  const names = (stack: Stack) => inputs(stack)
    .flatMap(({ Resources }) => Resources)
    .flatMap(({ Properties }) => Object.values(Properties.Templates).map(({ Name }) => Name));

  test('is every template and set of the stack by default, also those that are defined after the monitor, and not those of nested stacks', () => {
    const stack = testStack('Shop');
    new TemplateDriftMonitor(stack, 'Drift');
    template(stack, 'welcome');
    const mails = set(stack, 2);
    mails.addTemplate({ name: 'late', subject: 'Hi', text });
    template(new NestedStack(stack, 'Nested'), 'nested');
    expect(names(stack)).toEqual(['welcome', 'mail-0', 'mail-1', 'late']);
  });

  test('is what is given, each template once', () => {
    const stack = testStack('Shop');
    template(stack, 'other');
    const mails = set(stack, 3);
    new TemplateDriftMonitor(stack, 'Drift', { templates: [mails.template('mail-1'), template(stack, 'welcome'), mails.template('mail-1')] });
    expect(names(stack)).toEqual(['mail-1', 'welcome']);
  });

  test('is a set and what belongs to it by name: declared are the names of all of the app\'s templates with the prefix', () => {
    const stack = testStack('Shop');
    const mails = set(stack, 2, 'shop-');
    template(stack, 'shop-single');
    template(stack, 'other');
    new TemplateDriftMonitor(stack, 'Drift', { templates: [mails] });
    expect(inputs(stack)[0].Names).toEqual([{ Prefix: 'shop-', Suffix: '', Declared: ['shop-single'] }]);
    expect(statements(stack)[1].Action).toEqual(['ses:GetTemplate', 'ses:TestRenderTemplate', 'ses:ListTemplates']);
  });

  test('can be in another stack', () => {
    const app = testApp();
    const [mails, watch] = [new Stack(app, 'Mails'), new Stack(app, 'Watch')];
    const topic = new sns.Topic(mails, 'Topic');
    const welcome = new EmailTemplate(mails, 'Welcome', { templateName: 'welcome', subject: 'Hi', text: EmailContent.fromInline(`See ${topic.topicArn}`) });
    new TemplateDriftMonitor(watch, 'Drift', { templates: [welcome] });
    const [{ Resources: [{ StackId, Properties: { Markers } }] }] = inputs(watch);
    expect({ StackId, Markers }).toEqual({
      StackId: expect.stringMatching(/^<import Mails:ExportsOutputRefAWSStackId/), Markers: [expect.stringMatching(/^<import Mails:ExportsOutputRefTopic/)],
    });
    expect(watch.dependencies).toContain(mails);
  });

  test.each<[string, TemplateDriftMonitorProps['templates'] | 'none', string]>([
    ['nothing', 'none', 'the monitor must have something to check, got: a stack without email templates; pass templates'],
  ])('must be something, not %s', (_, __, message) => {
    const stack = testStack('Shop');
    new TemplateDriftMonitor(stack, 'Drift');
    expect(() => Template.fromStack(stack)).toThrow(message);
  });

  test('must be in the account and Region of the monitor', () => {
    const app = testApp();
    const [here, there] = ['eu-west-1', 'us-east-1'].map(region => new Stack(app, region, { env: { account: '111122223333', region } }));
    expect(() => new TemplateDriftMonitor(here, 'Drift', { templates: [template(there, 'welcome')] })).toThrow(
      'eu-west-1/Drift: templates must be in the account and Region of the monitor, 111122223333 in eu-west-1, '
      + 'got: us-east-1/welcome, 111122223333 in us-east-1; add a monitor to a stack there');
  });

  test('must be added before synthesis', () => {
    const app = testApp();
    const [first, second] = ['First', 'Second'].map(id => new Stack(app, id));
    const mails = set(second, 1);
    new TemplateDriftMonitor(first, 'Drift', { templates: [mails] });
    // The aspects of the first stack have run by then.
    Aspects.of(second).add({ visit: node => { if (node === second && mails.templateNames.length === 1) mails.addTemplate({ name: 'late', subject: 'Hi', text }); } }, { priority: 1 });
    expect(() => app.synth()).toThrow('[First/Drift] templates must be added before synthesis, got: late after it began');
  });
});

describe('more templates than one run can check', () => {
  const large = (stack: Stack) => ['a', 'b'].forEach(id => new EmailTemplateSet(stack, id, {
    namePrefix: `${id}-`, templates: Array.from({ length: 350 }, (_, index) => ({ name: `mail-${index}`, subject: 'Hi', text })),
  }));

  test('are divided among schedules that run one after the other', () => {
    const stack = monitored({}, large);
    const schedules = Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule')).map(({ Properties }) => Properties);
    expect(schedules.map(({ Name }) => Name)).toEqual(['part-1', 'part-2']);
    const counts = inputs(stack).map(({ Resources }) => Resources.flatMap(({ Properties: { Templates } }) => Object.keys(Templates)).length);
    expect(counts).toEqual([MAX_TEMPLATES_PER_CHECK, 700 - MAX_TEMPLATES_PER_CHECK]);
    const [first, second] = schedules.map(({ ScheduleExpression }) => /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(ScheduleExpression)!.slice(1).map(Number));
    expect((second[1] * 60 + second[0] - first[1] * 60 - first[0] + 1_440) % 1_440).toBe(30);
    // Only one of them lists the account's templates, and none takes the other's for unexpected.
    expect(inputs(stack).map(({ Names }) => Names.map(({ Prefix, Declared }) => [Prefix, Declared.length]))).toEqual([[['a-', 0], ['b-', 700 - MAX_TEMPLATES_PER_CHECK]], []]);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { DRIFT_PARTS: '2' } } });
  });

  test('take a schedule of one minute and one hour, which is shifted', () => {
    const expressions = (schedule: scheduler.ScheduleExpression) => Object.values(Template.fromStack(monitored({ schedule }, large)).findResources('AWS::Scheduler::Schedule'))
      .map(({ Properties }) => Properties.ScheduleExpression);
    expect(expressions(scheduler.ScheduleExpression.cron({ minute: '45', hour: '3', weekDay: 'MON' }))).toEqual(['cron(45 3 ? * MON *)', 'cron(15 4 ? * MON *)']);
    expect(() => expressions(scheduler.ScheduleExpression.rate(Duration.days(1)))).toThrow(
      'Shop/Drift: schedule must be a cron expression with one minute and one hour, so that the schedules of its parts run one after the other, got: rate(1 day)');
  });

  test('are as many as the documentation says', () => {
    expect(MAX_TEMPLATES_PER_CHECK).toBe(602);
  });
});

describe('permissions', () => {
  test('are to read what is checked, and nothing more', () => {
    const stack = monitored();
    expect(statements(stack)).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^DriftFunctionLogGroup/), 'Arn'] } },
      { Effect: 'Allow', Action: ['ses:GetTemplate', 'ses:TestRenderTemplate'], Resource: '*' },
      { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: 'AWS::StackId' } },
      { Effect: 'Allow', Action: 'scheduler:GetSchedule', Resource: expect.anything() },
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: expect.anything() },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: expect.anything() },
    ]);
    expect(statements(stack).slice(3).map(({ Resource }) => joined([Resource].flat()[0]).replace(/<DriftGroup\w*>/, '<Group>').replace(/ses-\w+$/, 'ses-HASH'))).toEqual([
      'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/<Group>/part-1',
      'arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/default',
      'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*.ses-HASH',
    ]);
  });

  test('include writing only to heal', () => {
    const stack = monitored({ mode: TemplateDriftMode.HEAL });
    expect(statements(stack)[1]).toEqual({
      Effect: 'Allow', Action: ['ses:GetTemplate', 'ses:TestRenderTemplate', 'ses:CreateTemplate', 'ses:UpdateTemplate', 'ses:DeleteTemplate'], Resource: '*',
    });
    expect(statements(stack)[2].Action).toEqual(['cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources']);
  });

  test('include the key of the assets that the provider names, and of an encrypted topic', () => {
    const stack = testStack('Shop');
    EmailTemplateProvider.configure(stack, { assetEncryptionKey: kms.Key.fromKeyArn(stack, 'AssetKey', 'arn:aws:kms:eu-west-1:111111111111:key/1') });
    template(stack, 'welcome');
    const masterKey = new kms.Key(stack, 'TopicKey');
    new TemplateDriftMonitor(stack, 'Drift', { onDrift: [new sns.Topic(stack, 'Topic', { masterKey })] });
    expect(statements(stack)).toContainEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' });
    expect(statements(stack)).toContainEqual({ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: expect.stringMatching(/^Topic/) } });
    // CloudWatch's alarms and the function.
    const [{ Properties: { KeyPolicy } }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(KeyPolicy.Statement.map(({ Principal }: any) => Principal.Service).filter(Boolean)).toEqual(['cloudwatch.amazonaws.com']);
    expect(statements(stack)).toContainEqual({
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TopicKey/), 'Arn'] },
    });
  });

  test('of the schedules are to invoke the function, for the schedules of the group', () => {
    const stack = monitored();
    const [role] = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role')).filter(([id]) => id.startsWith('DriftSchedulerRole')).map(([, one]) => one.Properties);
    expect(role.Policies[0].PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^DriftFunctionHandler/), 'Arn'] } },
    ]);
    expect(role.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toEqual({
      'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': expect.anything(),
    });
  });
});

describe('the function', () => {
  test('takes what the provider of the stack, or of the app, is configured with', () => {
    const app = testApp();
    EmailTemplateProvider.configure(app, { environment: { NODE_EXTRA_CA_CERTS: '/ca.pem' }, logRetention: 90 });
    const stack = new Stack(app, 'Shop');
    template(stack, 'welcome');
    Tags.of(new TemplateDriftMonitor(stack, 'Drift', { memorySize: 1_024 })).add('team', 'mail');
    const result = Template.fromStack(stack);
    result.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Compares Amazon SES email templates with what the stacks declare',
      MemorySize: 1_024,
      Timeout: 870,
      Environment: { Variables: { NODE_EXTRA_CA_CERTS: '/ca.pem', DRIFT_MODE: 'REPORT', DRIFT_MONITOR: 'Shop/Drift', DRIFT_PARTS: '1' } },
      Tags: [{ Key: 'team', Value: 'mail' }],
    });
    result.resourcePropertiesCountIs('AWS::Logs::LogGroup', { RetentionInDays: 90 }, 2);
  });

  test('is not invoked again after a failure, which it reports itself', () => {
    Template.fromStack(monitored()).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test('must have the memory for the largest asset', () => {
    const stack = monitored({ memorySize: 128 }, one => new EmailTemplate(one, 'Large', { templateName: 'large', subject: 'Hi', text: EmailContent.fromInline('x'.repeat(400_000)) }));
    EmailTemplateProvider.of(stack);
    expect(() => Template.fromStack(stack)).toThrow('[Shop/Drift] memorySize must be at least 160 for the largest asset, got: 128');
  });
});

describe('alarms', () => {
  test('are one on findings and failures, which keeps its state, and one on checks that do not happen', () => {
    const stack = monitored({ onDrift: [sns.Topic.fromTopicArn(testStack('Other'), 'Topic', 'arn:aws:sns:eu-west-1:111122223333:on-duty')] });
    const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    const common = {
      AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:on-duty'],
      AlarmDescription: expect.stringMatching(/^Shop\/Drift: /),
      Dimensions: [{ Name: 'Monitor', Value: 'Shop/Drift' }, { Name: 'Part', Value: '1' }],
      Namespace: 'CdkSesTemplates',
      Threshold: 1,
    };
    expect(alarms).toEqual([
      { ...common, MetricName: 'Problems', Statistic: 'Maximum', Period: 300, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'ignore' },
      { ...common, MetricName: 'Heartbeat', Statistic: 'Sum', Period: 86_400, EvaluationPeriods: 2, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
    ]);
  });

  test.each<[Duration, number, number]>([[Duration.hours(3), 3_600, 3], [Duration.days(7), 86_400, 7], [Duration.hours(24), 86_400, 1]])('go off after %s without a check', (heartbeat, Period, EvaluationPeriods) => {
    Template.fromStack(monitored({ heartbeat })).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Heartbeat', Period, EvaluationPeriods });
  });

  test.each([Duration.minutes(30), Duration.hours(25), Duration.days(8), Duration.minutes(90)])('cannot wait for %s', heartbeat => {
    expect(() => monitored({ heartbeat })).toThrow(`Shop/Drift: heartbeat must be 1 to 23 hours, or 1 to 7 days, got: ${heartbeat.toHumanString()}`);
  });

  test('can be left out', () => {
    Template.fromStack(monitored({ alarm: false })).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

describe('bad input', () => {
  test('is a FIFO topic', () => {
    expect(() => monitored({ onDrift: [new sns.Topic(testStack('Other'), 'Topic', { fifo: true })] })).toThrow(
      'Shop/Drift: onDrift must be standard topics, got: Other/Topic, a FIFO topic; use a rule on the default event bus instead');
  });

  test.each<[TemplateDriftMonitorProps, string]>([
    [{ ignore: [{ names: [] }] }, 'ignore must have rules that ignore something, got: a rule with no names; name templates, or \'*\' for all'],
    [{ ignore: [{ names: ['*'], parts: [] }] }, 'ignore must have rules that ignore something, got: a rule with no parts; omit parts for all'],
    [{ acknowledged: ['welcome'] }, 'acknowledged must be acknowledgements, such as welcome@3f2a90c1d4e5, got: \'welcome\'; copy them from the log or a message of the monitor'],
  ])('is %j', (props, message) => {
    expect(() => monitored(props)).toThrow(`Shop/Drift: ${message}`);
  });

  test('is an imported configuration set', () => {
    const stack = testStack('Shop');
    const imported = EmailConfigurationSet.fromConfigurationSetName(stack, 'Imported', 'orders');
    expect(() => new TemplateDriftMonitor(stack, 'Drift', { configurationSets: [imported] })).toThrow(
      'Shop/Drift: configurationSets must be defined in this app, which declares their event destinations, got: Shop/Imported, an imported one');
  });
});

test('configuration sets are declared with the destinations that the app gives them, by whichever construct', () => {
  const stack = testStack('Shop');
  const plain = new ses.ConfigurationSet(stack, 'Plain');
  plain.addEventDestination('Bounces', { destination: ses.EventDestination.snsTopic(new sns.Topic(stack, 'Topic')), events: [ses.EmailSendingEvent.BOUNCE] });
  new ses.ConfigurationSet(stack, 'Other').addEventDestination('Bounces', { destination: ses.EventDestination.snsTopic(new sns.Topic(stack, 'OtherTopic')) });
  new TemplateDriftMonitor(stack, 'Drift', { templates: [], configurationSets: [plain] });
  expect(inputs(stack)[0].ConfigurationSets).toEqual([{
    StackId: '<AWS::StackId>',
    LogicalId: expect.stringMatching(/^Plain/),
    Name: expect.stringMatching(/^<Plain\w+>$/),
    Destinations: [{ Enabled: true, MatchingEventTypes: ['bounce'], SnsDestination: { TopicARN: expect.stringMatching(/^<Topic\w+>$/) } }],
  }]);
});

test.each([true, false])('aspects reach all that the monitor consists of (with aspectStabilization: %s)', stabilization => {
  const app = testApp({ context: { '@aws-cdk/core:aspectStabilization': stabilization } });
  const stack = new Stack(app, 'Shop');
  Tags.of(app).add('team', 'mail');
  iam.PermissionsBoundary.of(app).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111111111111:policy/boundary'));
  template(stack, 'welcome');
  new TemplateDriftMonitor(stack, 'Drift');
  const result = Template.fromStack(stack);
  result.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: 'arn:aws:iam::111111111111:policy/boundary' });
  for (const type of ['AWS::Lambda::Function', 'AWS::IAM::Role', 'AWS::Logs::LogGroup', 'AWS::CloudWatch::Alarm', 'AWS::Scheduler::ScheduleGroup']) {
    result.allResourcesProperties(type, { Tags: [{ Key: 'team', Value: 'mail' }] });
  }
});

test('a metric is of the monitor', () => {
  const stack = testStack('Shop');
  template(stack, 'welcome');
  const { namespace, metricName, statistic, dimensions } = new TemplateDriftMonitor(stack, 'Drift').metricProblems({ statistic: 'Sum' });
  expect({ namespace, metricName, statistic, dimensions }).toEqual({ namespace: 'CdkSesTemplates', metricName: 'Problems', statistic: 'Sum', dimensions: { Monitor: 'Shop/Drift' } });
});

test('AwsSolutions finds what Amazon SES and the assets leave no choice about, and nothing else; CDK\'s own validation finds nothing', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  set(stack, 2, 'shop-');
  new TemplateDriftMonitor(stack, 'Drift', { mode: TemplateDriftMode.HEAL, onDrift: [new sns.Topic(stack, 'Topic', { enforceSSL: true })] });
  const assets = 'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*.ses-';
  expect(awsSolutionsFindings(app)).toEqual({
    'Shop/EmailTemplateProvider/Handler/ServiceRole/DefaultPolicy': ['IAM5[Resource::*]', expect.stringContaining(assets)],
    'Shop/Drift/Function/Handler/ServiceRole/DefaultPolicy': ['IAM5[Resource::*]', expect.stringContaining(assets)],
  });
});
