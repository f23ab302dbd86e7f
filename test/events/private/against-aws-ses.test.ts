import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_events as events, aws_iam as iam, aws_kinesis as kinesis,
  aws_kinesisfirehose as firehose, aws_kms as kms, aws_s3 as s3, aws_ses as ses, aws_sns as sns, App, Stack,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EmailConfigurationSet, EmailEventDestination, EmailEventDimension } from '../../../src';
import { all, DESTINATION, ENV, only, stackIn, warnings } from '../../support/events';

/** What a line of the guide's table claims: of `aws-cdk-lib/aws-ses` alone, and of this library. */
interface Line {
  readonly alone: (stack: Stack, set: ses.ConfigurationSet) => void;
  readonly here: (stack: Stack, set: EmailConfigurationSet) => void;
}

const { snsTopic, eventBus, cloudWatchDimensions, firehoseDeliveryStream } = ses.EventDestination;
const tag = (name: string, defaultValue = 'none') => ({ source: ses.CloudWatchDimensionSource.MESSAGE_TAG, name, defaultValue });
const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag-${index}`);
const by = (...dimensions: EmailEventDimension[]) => EmailEventDestination.cloudWatch({ dimensions });
const destinations = (stack: Stack) => all(stack, DESTINATION).length;

function streamOf(stack: Stack, props: Partial<firehose.DeliveryStreamProps> = {}, id = 'Stream'): firehose.DeliveryStream {
  return new firehose.DeliveryStream(stack, id, { destination: new firehose.S3Bucket(new s3.Bucket(stack, `${id}Bucket`)), ...props });
}

function rolesOfSes(stack: Stack): string[] {
  return Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'))
    .filter(([, role]) => JSON.stringify(role.Properties.AssumeRolePolicyDocument).includes('ses.amazonaws.com'))
    .map(([id]) => id);
}

function actionsOfSes(stack: Stack): string[] {
  const roles = rolesOfSes(stack);
  const policies = all(stack, 'AWS::IAM::Policy').filter(({ Properties }) => Properties.Roles.some((role: any) => roles.includes(role.Ref)));
  const inline = all(stack, 'AWS::IAM::Role').flatMap(({ Properties }) => Properties.Policies ?? []);
  return [...policies.map(({ Properties }) => Properties), ...inline]
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action }) => Action);
}

/** A line on which the one synthesizes and the other refuses. Newer versions of CDK, which check properties, may warn of it. */
function refused(alone: Line['alone'], here: Line['here'], message: RegExp, warning?: RegExp): Line {
  return {
    alone: (stack, set) => {
      const stderr = jest.spyOn(console, 'error').mockImplementation();
      alone(stack, set);
      expect(destinations(stack)).toBeGreaterThan(0);
      const { calls } = stderr.mock;
      expect(calls).toEqual(warning && calls.length > 0 ? [[expect.stringMatching(warning)]] : []);
    },
    here: (stack, set) => expect(() => here(stack, set)).toThrow(message),
  };
}

const fifo = (stack: Stack) => new sns.Topic(stack, 'Topic', { fifo: true });
const farTopic = (stack: Stack) => sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:events');
const importedTopic = (stack: Stack) => sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:events');
const underAwsKey = (stack: Stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') });
const fromKinesis = (stack: Stack) => streamOf(stack, { source: new firehose.KinesisStreamSource(new kinesis.Stream(stack, 'Source')) });
const sesRole = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ses.amazonaws.com') });
const ownKey = () => ({ encryption: firehose.StreamEncryption.customerManagedKey() });
const literalDefaultBus = (stack: Stack) => events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:111122223333:event-bus/default');

const topicPolicy = (stack: Stack) => {
  const policy = only(stack, 'AWS::SNS::TopicPolicy');
  const [{ Principal, Condition }] = policy.Properties.PolicyDocument.Statement;
  expect(Principal).toEqual({ Service: 'ses.amazonaws.com' });
  expect(Object.keys(Condition.StringEquals)).toEqual(['AWS:SourceAccount', 'AWS:SourceArn']);
  expect(only(stack, DESTINATION).DependsOn).toContain(policy.id);
};
const keyUsers = (stack: Stack) => only(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement.map(({ Principal }: any) => Principal.Service);
const publishers = (stack: Stack) => only(stack, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement.map(({ Principal }: any) => Principal.Service);
const logicalIdWith = (add: (stack: Stack, name: string) => void) => (name: string) => {
  const stack = stackIn();
  add(stack, name);
  return only(stack, DESTINATION).id;
};
const reputation = (stack: Stack) => only(stack, 'AWS::SES::ConfigurationSet').Properties?.ReputationOptions;

const LINES: Record<string, Line> = {
  'A topic': {
    alone: (stack, set) => {
      set.addEventDestination('D', { destination: snsTopic(new sns.Topic(stack, 'Topic')) });
      topicPolicy(stack);
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.sns(new sns.Topic(stack, 'Topic')));
      topicPolicy(stack);
    },
  },
  'An encrypted topic': {
    alone: (stack, set) => {
      set.addEventDestination('D', { destination: snsTopic(new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') })) });
      expect(keyUsers(stack)).not.toContain('ses.amazonaws.com');
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.sns(new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') })));
      expect(keyUsers(stack)).toContain('ses.amazonaws.com');
    },
  },
  'A topic under `alias/aws/sns`': refused(
    (stack, set) => set.addEventDestination('D', { destination: snsTopic(underAwsKey(stack)) }),
    (stack, set) => set.publishTo('D', EmailEventDestination.sns(underAwsKey(stack))),
    /encrypt it with a customer managed key/,
  ),
  'A FIFO topic': refused(
    (stack, set) => set.addEventDestination('D', { destination: snsTopic(fifo(stack)) }),
    (stack, set) => set.publishTo('D', EmailEventDestination.sns(fifo(stack))),
    /publish to a standard topic/,
  ),
  'A topic in another Region': refused(
    (stack, set) => set.addEventDestination('D', { destination: snsTopic(farTopic(stack)) }),
    (stack, set) => set.publishTo('D', EmailEventDestination.sns(farTopic(stack))),
    /publish to a topic in eu-west-1/,
  ),
  'An imported topic': {
    alone: (stack, set) => {
      set.addEventDestination('D', { destination: snsTopic(importedTopic(stack)) });
      expect(all(stack, 'AWS::SNS::TopicPolicy')).toEqual([]);
      expect(warnings(stack)).toEqual([]);
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.sns(importedTopic(stack)));
      expect(warnings(stack)).toEqual([['/Shop/Events/D', expect.stringContaining('unless the topic policy has this statement: {"Action":"sns:Publish"')]]);
    },
  },
  'An alarm on the topic that SES publishes to': {
    alone: (stack, set) => {
      const topic = new sns.Topic(stack, 'Topic');
      set.addEventDestination('D', { destination: snsTopic(topic) });
      const metric = new cloudwatch.Metric({ namespace: 'AWS/SES', metricName: 'Bounce' });
      metric.createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 }).addAlarmAction(new actions.SnsAction(topic));
      expect(publishers(stack)).toEqual(['ses.amazonaws.com']);
    },
    here: (stack, set) => {
      const topic = new sns.Topic(stack, 'Topic');
      set.publishTo('D', EmailEventDestination.sns(topic));
      set.alarmOnBounceRate({ topic });
      expect(publishers(stack)).toEqual(['ses.amazonaws.com', 'cloudwatch.amazonaws.com']);
    },
  },
  'A Firehose role that you pass': {
    alone: (stack, set) => {
      set.addEventDestination('D', { destination: firehoseDeliveryStream({ deliveryStream: streamOf(stack), role: sesRole(stack) }) });
      expect(actionsOfSes(stack)).toEqual([]);
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.firehose(streamOf(stack), { role: sesRole(stack) }));
      expect(actionsOfSes(stack)).toEqual(['firehose:PutRecordBatch']);
    },
  },
  'Two Firehose streams': {
    alone: (stack, set) => {
      for (const id of ['One', 'Two']) set.addEventDestination(id, { destination: firehoseDeliveryStream({ deliveryStream: streamOf(stack, {}, `${id}Stream`) }) });
      expect(rolesOfSes(stack)).toHaveLength(2);
    },
    here: (stack, set) => {
      for (const id of ['One', 'Two']) set.publishTo(id, EmailEventDestination.firehose(streamOf(stack, {}, `${id}Stream`)));
      expect(rolesOfSes(stack)).toHaveLength(1);
    },
  },
  'A Firehose stream with a customer managed key': {
    alone: (stack, set) => {
      set.addEventDestination('D', { destination: firehoseDeliveryStream({ deliveryStream: streamOf(stack, ownKey()) }) });
      expect(actionsOfSes(stack)).toEqual(['firehose:PutRecordBatch']);
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.firehose(streamOf(stack, ownKey())));
      expect(actionsOfSes(stack)).toEqual(['firehose:PutRecordBatch', 'kms:GenerateDataKey', 'kms:Decrypt']);
    },
  },
  'A Firehose stream that reads from Kinesis': refused(
    (stack, set) => set.addEventDestination('D', { destination: firehoseDeliveryStream({ deliveryStream: fromKinesis(stack) }) }),
    (stack, set) => set.publishTo('D', EmailEventDestination.firehose(fromKinesis(stack))),
    /omit the source of the stream/,
  ),
  'The default event bus by its ARN': {
    alone: (stack, set) => {
      expect(() => set.addEventDestination('D', { destination: eventBus(literalDefaultBus(stack)) })).toThrow(/Only the default bus can be used/);
    },
    here: (stack, set) => {
      set.publishTo('D', EmailEventDestination.eventBus(literalDefaultBus(stack)));
      expect(destinations(stack)).toBe(1);
    },
  },
  'Another event bus': {
    alone: (stack, set) => {
      expect(() => set.addEventDestination('D', { destination: eventBus(new events.EventBus(stack, 'Bus')) })).toThrow(/Only the default bus can be used/);
    },
    here: (stack, set) => {
      expect(() => set.publishTo('D', EmailEventDestination.eventBus(new events.EventBus(stack, 'Bus')))).toThrow(/forward events from there/);
    },
  },
  'No event types, or one twice': refused(
    (stack, set) => {
      set.addEventDestination('None', { destination: snsTopic(new sns.Topic(stack, 'Topic')), events: [] });
      set.addEventDestination('Twice', { destination: cloudWatchDimensions([tag('a')]), events: [ses.EmailSendingEvent.SEND, ses.EmailSendingEvent.SEND] });
    },
    (stack, set) => {
      const send = ses.EmailSendingEvent.SEND;
      expect(() => set.publishTo('None', EmailEventDestination.defaultEventBus(), { events: [] })).toThrow(/must name at least one event type/);
      set.publishTo('Twice', EmailEventDestination.sns(new sns.Topic(stack, 'Topic')), { events: [send, send] });
    },
    /must name each event type once/,
  ),
  '11 dimensions, or one twice': refused(
    (_, set) => {
      set.addEventDestination('Many', { destination: cloudWatchDimensions(tags(11).map(name => tag(name))) });
      set.addEventDestination('Twice', { destination: cloudWatchDimensions([tag('a'), tag('a')]) });
    },
    (_, set) => {
      expect(() => set.publishTo('Many', by(...tags(11).map(name => EmailEventDimension.messageTag(name, 'none'))))).toThrow(/must be 1 to 10, got: 11/);
      set.publishTo('Twice', by(EmailEventDimension.messageTag('a', 'none'), EmailEventDimension.messageTag('a', 'none')));
    },
    /must name each dimension once/,
  ),
  'A dimension from a reserved header': refused(
    (_, set) => set.addEventDestination('D', { destination: cloudWatchDimensions([{ ...tag('To'), source: ses.CloudWatchDimensionSource.EMAIL_HEADER }]) }),
    (_, set) => set.publishTo('D', by(EmailEventDimension.emailHeader('To', 'none'))),
    /name of a header dimension must not be one of/,
  ),
  'A default value that CloudFormation rejects': refused(
    (_, set) => set.addEventDestination('D', { destination: cloudWatchDimensions([tag('ses:from-domain', 'shop.example')]) }),
    (_, set) => set.publishTo('D', by(EmailEventDimension.fromDomain({ defaultValue: 'shop.example' }))),
    /defaultValue of dimension 'ses:from-domain' must be/,
    /'shop.example' does not match pattern/,
  ),
  'An 11th destination': refused(
    (_, set) => tags(11).forEach(name => set.addEventDestination(name, { destination: cloudWatchDimensions([tag(name)]) })),
    (_, set) => tags(11).forEach(name => set.publishTo(name, by(EmailEventDimension.messageTag(name, 'none')))),
    /at most 10 event destinations, got: 11/,
  ),
  'A name that SES rejects': refused(
    (stack, set) => {
      new ses.ConfigurationSet(stack, 'Named', { configurationSetName: 'my orders' });
      set.addEventDestination('D', { configurationSetEventDestinationName: 'my bounces', destination: cloudWatchDimensions([tag('a')]) });
    },
    (stack, set) => {
      expect(() => new EmailConfigurationSet(stack, 'Named', { configurationSetName: 'my orders' })).toThrow(/configurationSetName must be/);
      set.publishTo('D', EmailEventDestination.defaultEventBus(), { eventDestinationName: 'my bounces' });
    },
    /eventDestinationName must be/,
    /'my bounces' does not match pattern/,
  ),
  'A changed destination name': {
    alone: () => {
      const idOf = logicalIdWith((stack, configurationSetEventDestinationName) => {
        new ses.ConfigurationSet(stack, 'Set').addEventDestination('D', { configurationSetEventDestinationName, destination: cloudWatchDimensions([tag('a')]) });
      });
      expect(idOf('new')).toBe(idOf('old'));
    },
    here: () => {
      const idOf = logicalIdWith((stack, eventDestinationName) => {
        new EmailConfigurationSet(stack, 'Set').publishTo('D', EmailEventDestination.defaultEventBus(), { eventDestinationName });
      });
      expect(idOf('new')).not.toBe(idOf('old'));
    },
  },
  'Reputation metrics': {
    alone: stack => expect(reputation(stack)).toBeUndefined(),
    here: stack => expect(reputation(stack)).toEqual({ ReputationMetricsEnabled: true }),
  },
  'Permission to send with the configuration set': {
    alone: (_, set) => {
      expect(set).not.toHaveProperty('configurationSetArn');
      expect(set).not.toHaveProperty('grantSend');
    },
    here: (stack, set) => {
      set.grantSend(new iam.User(stack, 'User'), { identity: ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'shop.example') });
      expect(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument.Statement[0].Resource).toContainEqual(stack.resolve(set.configurationSetArn));
    },
  },
  'Metrics': {
    alone: (_, set) => expect(set).not.toHaveProperty('metricSend'),
    here: (_, set) => {
      expect(() => set.metricSend()).toThrow(/must be published by ses:configuration-set to have data/);
      set.publishTo('Metrics', by(EmailEventDimension.configurationSet()));
      expect(set.metricSend().metricName).toBe('Send');
    },
  },
  'An email that cannot be rendered': {
    alone: (stack, set) => {
      expect(set).not.toHaveProperty('alarmOnRenderingFailures');
      expect(all(stack, 'AWS::CloudWatch::Alarm')).toEqual([]);
    },
    here: (stack, set) => {
      set.alarmOnRenderingFailures({ topic: new sns.Topic(stack, 'Topic') });
      expect(only(stack, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({ MetricName: 'RenderingFailure', TreatMissingData: 'notBreaching' });
      expect(only(stack, DESTINATION).Properties.EventDestination.MatchingEventTypes).toEqual(['renderingFailure']);
    },
  },
};

const GUIDE = readFileSync(join(__dirname, '../../../docs/guides/configuration-sets.md'), 'utf8');
const [, TABLE] = /^\| Behaviour .*\n\| --- .*\n((?:\|.*\n)+)/m.exec(GUIDE)!;
const ROWS = TABLE.trim().split('\n').map(line => line.split('|').slice(1, -1).map(cell => cell.trim()));

test('the guide has a line for exactly these behaviours', () => {
  expect(ROWS.map(([behaviour]) => behaviour)).toEqual(Object.keys(LINES));
});

afterEach(() => jest.restoreAllMocks());

describe.each(ROWS)('%s', (behaviour, alone, here) => {
  test(`aws-cdk-lib/aws-ses: ${alone}`, () => {
    const stack = stackIn(ENV, new App());
    LINES[behaviour].alone(stack, new ses.ConfigurationSet(stack, 'Events'));
  });

  test(`cdk-ses-templates: ${here}`, () => {
    const stack = stackIn();
    LINES[behaviour].here(stack, new EmailConfigurationSet(stack, 'Events'));
  });
});
