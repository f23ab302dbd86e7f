import { aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_kms as kms, aws_lambda as lambda, aws_ses as ses, aws_sns as sns, Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailAlarmOptions, EmailConfigurationSet, EmailEventDestination, EmailEventDimension } from '../../src';
import { all, configurationSet, DESTINATION, ENV, only, stackIn, warnings } from '../support/events';
import { testApp } from '../support/synth';

const ALARM = 'AWS::CloudWatch::Alarm';
const BY_SET = [{ Name: 'ses:configuration-set', Value: { Ref: 'EventsD32975C2' } }];
const byConfigurationSet = () => EmailEventDestination.cloudWatch({ dimensions: [EmailEventDimension.configurationSet()] });

describe('alarmOnRenderingFailures', () => {
  test('goes off at the first mail that cannot be rendered, and treats missing data as not breaching', () => {
    const { stack, set } = configurationSet();
    const topic = new sns.Topic(stack, 'Topic');

    const alarm = set.alarmOnRenderingFailures({ topic });

    expect(alarm).toBeInstanceOf(cloudwatch.Alarm);
    expect(only(stack, ALARM).Properties).toEqual({
      AlarmDescription: {
        'Fn::Join': ['', [
          'Amazon SES could not render emails of configuration set ', { Ref: 'EventsD32975C2' },
          ', and did not send them: their data lacks an attribute of their template, or does not fit it.',
        ]],
      },
      Namespace: 'AWS/SES',
      MetricName: 'RenderingFailure',
      Dimensions: BY_SET,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'TopicBFC7AF6E' }],
    });
  });

  test('has no list of actions in the template if it has no actions, in any version of CDK', () => {
    const { stack, set } = configurationSet();

    set.alarmOnRenderingFailures();

    expect(Object.keys(only(stack, ALARM).Properties)).not.toContain('AlarmActions');
  });

  test('publishes rendering failures by configuration set unless a destination does', () => {
    const { stack, set } = configurationSet();

    set.alarmOnRenderingFailures();

    expect(only(stack, DESTINATION).Properties.EventDestination).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['renderingFailure'],
      CloudWatchDestination: {
        DimensionConfigurations: [
          { DimensionName: 'ses:configuration-set', DimensionValueSource: 'messageTag', DefaultDimensionValue: { Ref: 'EventsD32975C2' } },
        ],
      },
    });
  });

  test('uses a destination that already publishes them', () => {
    const { stack, set } = configurationSet();
    set.publishTo('Metrics', byConfigurationSet());

    set.alarmOnRenderingFailures();

    expect(all(stack, DESTINATION)).toHaveLength(1);
  });

  test('makes way for a destination that publishes them later', () => {
    const { stack, set } = configurationSet();

    set.alarmOnRenderingFailures();
    set.publishTo('Metrics', byConfigurationSet());

    expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toHaveLength(10);
  });

  test.each([
    ['is not enabled', { enabled: false }], ['publishes other events', { events: [ses.EmailSendingEvent.SEND] }],
  ])('does not rely on a destination that %s', (_, options) => {
    const { stack, set } = configurationSet();
    set.publishTo('Metrics', byConfigurationSet(), options);

    set.alarmOnRenderingFailures();

    expect(all(stack, DESTINATION).map(({ Properties }) => Properties.EventDestination.MatchingEventTypes)).toContainEqual(['renderingFailure']);
  });

  test('takes a threshold, a period and actions', () => {
    const { stack, set } = configurationSet();
    const fn = lambda.Function.fromFunctionArn(stack, 'Function', 'arn:aws:lambda:eu-west-1:111122223333:function:page');

    set.alarmOnRenderingFailures({ threshold: 5, period: Duration.minutes(15), actions: [new actions.LambdaAction(fn)] });

    expect(only(stack, ALARM).Properties).toMatchObject({
      Threshold: 5, Period: 900, AlarmActions: ['arn:aws:lambda:eu-west-1:111122223333:function:page'],
    });
  });

  test('takes the options of a CloudWatch alarm', () => {
    const { stack, set } = configurationSet();

    set.alarmOnRenderingFailures({
      alarmName: 'broken-emails',
      alarmDescription: 'See the runbook',
      actionsEnabled: false,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: cloudwatch.TreatMissingData.MISSING,
    });

    expect(only(stack, ALARM).Properties).toMatchObject({
      AlarmName: 'broken-emails',
      AlarmDescription: 'See the runbook',
      ActionsEnabled: false,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      TreatMissingData: 'missing',
    });
  });

  test.each([0, 0.5, -1, NaN])('refuses a threshold of %p', threshold => {
    const { set } = configurationSet();

    expect(() => set.alarmOnRenderingFailures({ threshold })).toThrow(new Error(
      `Shop/Events: threshold must be a count of 1 or more, got: ${threshold}`));
  });

  test('is refused when its destination would be the 11th', () => {
    const { set } = configurationSet();
    for (let count = 1; count <= 10; count++) set.publishTo(`Bus${count}`, EmailEventDestination.defaultEventBus());

    expect(() => set.alarmOnRenderingFailures()).toThrow(new Error(
      'Shop/Events/MonitoredMetrics: configurationSet must have at most 10 event destinations, got: 11 on Shop/Events; publish more event types to fewer destinations'));
  });
});

describe.each([
  ['alarmOnBounceRate', 'Reputation.BounceRate', 0.05],
  ['alarmOnComplaintRate', 'Reputation.ComplaintRate', 0.001],
] as const)('%s', (method, MetricName, review) => {
  const alarmOn = (set: EmailConfigurationSet, options?: EmailAlarmOptions) => set[method](options);

  test('goes off at the rate at which AWS reviews an account, and keeps its state if data is missing', () => {
    const { stack, set } = configurationSet();

    alarmOn(set);

    expect(only(stack, ALARM).Properties).toMatchObject({
      Namespace: 'AWS/SES',
      MetricName,
      Dimensions: BY_SET,
      Statistic: 'Average',
      Period: 3600,
      EvaluationPeriods: 1,
      Threshold: review,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
    expect(only(stack, 'AWS::SES::ConfigurationSet').Properties.ReputationOptions).toEqual({ ReputationMetricsEnabled: true });
    expect(all(stack, DESTINATION)).toEqual([]);
  });

  test('takes a threshold, a period and a topic', () => {
    const { stack, set } = configurationSet();

    alarmOn(set, { threshold: 0.02, period: Duration.minutes(15), topic: new sns.Topic(stack, 'Topic') });

    expect(only(stack, ALARM).Properties).toMatchObject({ Threshold: 0.02, Period: 900, AlarmActions: [{ Ref: 'TopicBFC7AF6E' }] });
  });

  test.each([5, 0, -0.1, NaN])('refuses a threshold of %p, which is not a fraction', threshold => {
    const { set } = configurationSet();

    expect(() => alarmOn(set, { threshold })).toThrow(new Error(
      `Shop/Events: threshold must be a fraction over 0 and at most 1 (5% is 0.05), got: ${threshold}`));
  });

  test('is refused for a set that does not publish its reputation', () => {
    const { set } = configurationSet({ reputationMetrics: false });

    expect(() => alarmOn(set)).toThrow(new Error(
      `Shop/Events: reputationMetrics must be true for the metric ${MetricName}, got: false; omit it to publish reputation metrics`));
  });
});

describe('a second alarm of a kind', () => {
  test('accepts another id', () => {
    const { stack, set } = configurationSet();

    set.alarmOnBounceRate();
    set.alarmOnBounceRate({ id: 'BounceRatePause', threshold: 0.1 });

    expect(Object.entries(Template.fromStack(stack).findResources(ALARM)).map(([id, { Properties }]) => [id, Properties.Threshold])).toEqual([
      ['EventsBounceRateAlarm03D7BF4D', 0.05], [expect.stringMatching(/^EventsBounceRatePause/), 0.1],
    ]);
  });

  test('is refused without one', () => {
    const { set } = configurationSet();
    set.alarmOnBounceRate();

    expect(() => set.alarmOnBounceRate({ threshold: 0.1 })).toThrow(new Error(
      "Shop/Events: id must be unique in the configuration set, got: 'BounceRateAlarm', the id of another construct in it; "
      + "pass another one, such as { id: 'BounceRateAlarm2' }"));
  });
});

describe('what CloudWatch would refuse is refused', () => {
  test.each<[string, EmailAlarmOptions, string]>([
    ['half a period', { evaluationPeriods: 1.5 }, 'evaluationPeriods must be a whole number of 1 or more, got: 1.5'],
    ['no datapoints', { datapointsToAlarm: 0 }, 'datapointsToAlarm must be a whole number of 1 or more and at most evaluationPeriods, 1, got: 0'],
    ['more datapoints than periods', { evaluationPeriods: 2, datapointsToAlarm: 3 },
      'datapointsToAlarm must be a whole number of 1 or more and at most evaluationPeriods, 2, got: 3'],
    ['more than a day of short periods', { evaluationPeriods: 289 },
      'evaluationPeriods must cover at most 1 day for a period under 1 hour, got: 289 periods of 300 seconds; reduce evaluationPeriods or change period'],
    ['more than a week', { evaluationPeriods: 8, period: Duration.days(1) },
      'evaluationPeriods must cover at most 7 days, got: 8 periods of 86400 seconds; reduce evaluationPeriods or change period'],
  ])('%s', (_, options, problem) => {
    const { set } = configurationSet();

    expect(() => set.alarmOnRenderingFailures(options)).toThrow(new Error(`Shop/Events: ${problem}`));
  });

  test('values exactly at the limits are accepted', () => {
    const { set } = configurationSet();

    expect(() => {
      set.alarmOnRenderingFailures({ evaluationPeriods: 288, datapointsToAlarm: 288 });
      set.alarmOnBounceRate({ evaluationPeriods: 168 });
      set.alarmOnComplaintRate({ evaluationPeriods: Lazy.number({ produce: () => 3 }), datapointsToAlarm: 2 });
    }).not.toThrow();
  });
});

describe('an alarm notifies', () => {
  const ALARMS_MAY_PUBLISH = {
    Sid: expect.any(String),
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: { Ref: 'TopicBFC7AF6E' },
    Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:eu-west-1:111122223333:alarm:*']] } } },
  };

  test.each([
    ['before', (set: EmailConfigurationSet, topic: sns.ITopic) => {
      set.alarmOnRenderingFailures({ topic });
      set.publishTo('Bounces', EmailEventDestination.sns(topic));
    }],
    ['after', (set: EmailConfigurationSet, topic: sns.ITopic) => {
      set.publishTo('Bounces', EmailEventDestination.sns(topic));
      set.alarmOnRenderingFailures({ topic });
    }],
  ])('a topic to which SES also publishes, created %s the destination', (_, use) => {
    const { stack, set } = configurationSet();

    use(set, new sns.Topic(stack, 'Topic'));

    const { Statement } = only(stack, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
    expect(Statement).toHaveLength(2);
    expect(Statement).toContainEqual(ALARMS_MAY_PUBLISH);
  });

  test('a topic that enforces SSL, with any number of alarms', () => {
    const { stack, set } = configurationSet();
    const topic = new sns.Topic(stack, 'Topic', { enforceSSL: true });

    set.alarmOnBounceRate({ topic });
    set.alarmOnComplaintRate({ topic });

    const { Statement } = only(stack, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
    expect(Statement).toHaveLength(2);
    expect(Statement).toContainEqual(ALARMS_MAY_PUBLISH);
  });

  test('a topic without a policy, which keeps the default policy of SNS', () => {
    const { stack, set } = configurationSet();

    set.alarmOnBounceRate({ topic: new sns.Topic(stack, 'Topic') });

    expect(all(stack, 'AWS::SNS::TopicPolicy')).toEqual([]);
  });

  test('an encrypted topic, whose key policy then allows CloudWatch', () => {
    const { stack, set } = configurationSet();

    set.alarmOnBounceRate({ topic: new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') }) });

    expect(only(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement[1]).toEqual({
      Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*',
    });
  });

  test('a topic of another stack', () => {
    const app = testApp();
    const set = new EmailConfigurationSet(stackIn(ENV, app, 'Mail'), 'Events');
    const ops = stackIn(ENV, app, 'Ops');

    set.alarmOnRenderingFailures({ topic: new sns.Topic(ops, 'Topic', { enforceSSL: true }) });

    const [alarm] = Object.values(Template.fromStack(set.stack).findResources(ALARM));
    expect(alarm.Properties.AlarmActions).toEqual([{ 'Fn::ImportValue': expect.stringContaining('Topic') }]);
    expect(only(ops, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement).toContainEqual(ALARMS_MAY_PUBLISH);
  });

  test('an imported topic', () => {
    const { stack, set } = configurationSet();
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:ops';

    set.alarmOnBounceRate({ topic: sns.Topic.fromTopicArn(stack, 'Topic', topicArn) });

    expect(only(stack, ALARM).Properties.AlarmActions).toEqual([topicArn]);
    expect(warnings(stack)).toEqual([]);
  });

  test('an encrypted imported topic, with a warning about its key policy', () => {
    const { stack, set } = configurationSet();
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const topic = sns.Topic.fromTopicAttributes(stack, 'Topic', { topicArn: 'arn:aws:sns:eu-west-1:111122223333:ops', keyArn });

    set.alarmOnBounceRate({ topic });
    set.alarmOnComplaintRate({ topic });

    expect(warnings(stack)).toEqual([['/Shop/Events',
      `CDK cannot edit the policy of the key ${keyArn}, which encrypts the topic Shop/Topic. `
      + 'cloudwatch.amazonaws.com cannot publish to the topic unless the key policy has this statement: '
      + '{"Action":["kms:GenerateDataKey*","kms:Decrypt"],"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Resource":"*"}'
      + ' [ack: cdk-ses-templates:keyPolicy]']]);
  });

  test('no topic with the AWS managed key, which is refused', () => {
    const { stack, set } = configurationSet();
    const topic = new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') });

    expect(() => set.alarmOnBounceRate({ topic })).toThrow(new Error(
      'Shop/Events: topic must not be encrypted with alias/aws/sns, which AWS services cannot use, got: Shop/Topic; '
      + 'encrypt it with a customer managed key: new sns.Topic(this, id, { masterKey: new kms.Key(this, id) })'));
  });
});
