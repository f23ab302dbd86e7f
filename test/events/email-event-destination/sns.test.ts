import { Annotations, aws_kms as kms, aws_ses as ses, aws_sns as sns, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EmailConfigurationSet, EmailEventDestination, EmailEventPublishing } from '../../../src';
import { all, configurationSet, DESTINATION, ENV, only, stackIn, warnings } from '../../support/events';
import { testApp } from '../../support/synth';

const SET_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:configuration-set/', { Ref: 'EventsD32975C2' }]] };

describe('publishing to an SNS topic', () => {
  test('writes the topic policy for this account and set, and creates it before the destination', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bounces', EmailEventDestination.sns(new sns.Topic(stack, 'Topic')));

    const policy = only(stack, 'AWS::SNS::TopicPolicy');
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Sid: '0',
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: 'TopicBFC7AF6E' },
      Condition: { StringEquals: { 'AWS:SourceAccount': '111122223333', 'AWS:SourceArn': SET_ARN } },
    }]);
    const destination = only(stack, DESTINATION);
    expect(destination.DependsOn).toEqual([policy.id]);
    expect(destination.Properties.EventDestination.SnsDestination).toEqual({ TopicARN: { Ref: 'TopicBFC7AF6E' } });
    expect(warnings(stack)).toEqual([]);
  });

  test('allows SES to use the key of an encrypted topic, for this account', () => {
    const { stack, set } = configurationSet();
    const masterKey = new kms.Key(stack, 'Key');

    set.publishTo('Bounces', EmailEventDestination.sns(new sns.Topic(stack, 'Topic', { masterKey })));

    expect(only(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement[1]).toEqual({
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('works in a stack of any account and Region', () => {
    const stack = stackIn({});
    const set = new EmailConfigurationSet(stack, 'Events');

    set.publishTo('Bounces', EmailEventDestination.sns(new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') })));

    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } })]) },
    });
  });

  test('works on a topic of a nested stack', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bounces', EmailEventDestination.sns(new sns.Topic(new NestedStack(stack, 'Nested'), 'Topic')));

    expect(all(stack, DESTINATION)).toHaveLength(1);
  });

  test('works from the stack of the topic, on a set of another stack', () => {
    const app = testApp();
    const set = new EmailConfigurationSet(stackIn(ENV, app, 'Mail'), 'Events');
    const ops = stackIn(ENV, app, 'Ops');

    new EmailEventPublishing(ops, 'Bounces', { configurationSet: set, destination: EmailEventDestination.sns(new sns.Topic(ops, 'Topic')) });

    expect(only(ops, DESTINATION).DependsOn).toEqual([only(ops, 'AWS::SNS::TopicPolicy').id]);
  });
});

describe('a topic that SES cannot publish to is refused', () => {
  test('a FIFO topic', () => {
    const { stack, set } = configurationSet();
    const topic = new sns.Topic(stack, 'Topic', { fifo: true });

    expect(() => set.publishTo('Bounces', EmailEventDestination.sns(topic))).toThrow(new Error(
      'Shop/Events/Bounces: topic must be a standard topic, the only type that SES publishes to, got: Shop/Topic, a FIFO topic; '
      + 'publish to a standard topic, or to EventBridge with a rule that targets the FIFO topic'));
  });

  test('an imported FIFO topic, recognised by its ARN', () => {
    const { stack, set } = configurationSet();
    const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:events.fifo');

    expect(() => set.publishTo('Bounces', EmailEventDestination.sns(topic))).toThrow(/topic must be a standard topic/);
  });

  test('a topic in another Region', () => {
    const { stack, set } = configurationSet();
    const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:events');

    expect(() => set.publishTo('Bounces', EmailEventDestination.sns(topic))).toThrow(new Error(
      'Shop/Events/Bounces: topic must be in the Region of the configuration set, eu-west-1, got: Shop/Topic in us-east-1; '
      + 'publish to a topic in eu-west-1'));
  });

  test.each([
    ['by alias', (stack: Stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/sns') })],
    ['by the property of the CloudFormation resource', (stack: Stack) => {
      const topic = new sns.Topic(stack, 'Topic');
      (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
      return topic;
    }],
    ['by an imported topic\'s attributes', (stack: Stack) => sns.Topic.fromTopicAttributes(stack, 'Topic', {
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:events',
      keyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns',
    })],
  ])('a topic with the AWS managed key, %s', (_, topicOf) => {
    const { stack, set } = configurationSet();

    expect(() => set.publishTo('Bounces', EmailEventDestination.sns(topicOf(stack)))).toThrow(new Error(
      'Shop/Events/Bounces: topic must not be encrypted with alias/aws/sns, which AWS services cannot use, got: Shop/Topic; '
      + 'encrypt it with a customer managed key: new sns.Topic(this, id, { masterKey: new kms.Key(this, id) })'));
  });

  test('a topic of another stack, which would make the stacks depend on one another', () => {
    const app = testApp();
    const set = new EmailConfigurationSet(stackIn(ENV, app, 'Mail'), 'Events');
    const topic = new sns.Topic(stackIn(ENV, app, 'Ops'), 'Topic');

    expect(() => set.publishTo('Bounces', EmailEventDestination.sns(topic))).toThrow(new Error(
      'Mail/Events/Bounces: topic must be in the stack of the event destination, or the two stacks depend on each other, got: Ops/Topic; '
      + "publish from the topic's stack: new EmailEventPublishing(/* a scope in Ops */, id, { configurationSet, destination })"));
  });
});

describe('a policy that cannot be written is a warning with the statement to add', () => {
  const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:events';
  const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const TOPIC_WARNING = `CDK cannot edit the policy of the imported topic ${TOPIC}. `
    + 'SES rejects the destination unless the topic policy has this statement: '
    + `{"Action":"sns:Publish","Condition":{"StringEquals":{"aws:SourceAccount":"111122223333","aws:SourceArn":"arn:\${AWS::Partition}:ses:eu-west-1:111122223333:configuration-set/\${EventsD32975C2}"}},"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Resource":"${TOPIC}"}`
    + ' [ack: cdk-ses-templates:topicPolicy]';
  const KEY_WARNING = `CDK cannot edit the policy of the key ${KEY}, which encrypts the topic Shop/Topic. `
    + 'ses.amazonaws.com cannot publish to the topic unless the key policy has this statement: '
    + '{"Action":["kms:GenerateDataKey*","kms:Decrypt"],"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}},"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Resource":"*"}'
    + ' [ack: cdk-ses-templates:keyPolicy]';

  test('of an imported topic', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bounces', EmailEventDestination.sns(sns.Topic.fromTopicArn(stack, 'Topic', TOPIC)));

    expect(warnings(stack)).toEqual([['/Shop/Events/Bounces', TOPIC_WARNING]]);
  });

  test('of an imported topic and its key', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Bounces', EmailEventDestination.sns(sns.Topic.fromTopicAttributes(stack, 'Topic', { topicArn: TOPIC, keyArn: KEY })));

    expect(warnings(stack)).toEqual([['/Shop/Events/Bounces', TOPIC_WARNING], ['/Shop/Events/Bounces', KEY_WARNING]]);
  });

  test.each([
    ['imported', (stack: Stack) => new sns.Topic(stack, 'Topic', { masterKey: kms.Key.fromKeyArn(stack, 'Key', KEY) })],
    ['set on the CloudFormation resource', (stack: Stack) => {
      const topic = new sns.Topic(stack, 'Topic');
      (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = KEY;
      return topic;
    }],
  ])('of a key that is %s', (_, topicOf) => {
    const { stack, set } = configurationSet();

    set.publishTo('Bounces', EmailEventDestination.sns(topicOf(stack)));

    expect(warnings(stack)).toEqual([['/Shop/Events/Bounces', KEY_WARNING]]);
  });

  test('and can be acknowledged', () => {
    const { stack, set } = configurationSet();

    const publishing = set.publishTo('Bounces', EmailEventDestination.sns(sns.Topic.fromTopicArn(stack, 'Topic', TOPIC)));
    Annotations.of(publishing).acknowledgeWarning('cdk-ses-templates:topicPolicy');

    expect(warnings(stack)).toEqual([]);
  });

  test('for a set of a known name, in a stack of any account and Region', () => {
    const stack = stackIn({});
    const set = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'orders');

    new EmailEventPublishing(stack, 'Bounces', {
      configurationSet: set,
      destination: EmailEventDestination.sns(sns.Topic.fromTopicArn(stack, 'Topic', TOPIC)),
    });

    const [[, text]] = warnings(stack);
    expect(text).toContain('"aws:SourceAccount":"${AWS::AccountId}"');
    expect(text).toContain('"aws:SourceArn":"arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/orders"');
  });
});
