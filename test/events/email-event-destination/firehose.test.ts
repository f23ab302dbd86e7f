import { aws_iam as iam, aws_kinesis as kinesis, aws_kinesisfirehose as firehose, aws_kms as kms, aws_s3 as s3, aws_ses as ses, Stack } from 'aws-cdk-lib';
import { EmailConfigurationSet, EmailEventDestination, EmailEventPublishing } from '../../../src';
import { all, configurationSet, DESTINATION, ENV, only, stackIn, warnings } from '../../support/events';
import { testApp } from '../../support/synth';

const ARN = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/events';
const SET_ARN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:configuration-set/', { Ref: 'EventsD32975C2' }]] };

function imported(stack: Stack, id = 'Stream', arn = ARN): firehose.IDeliveryStream {
  return firehose.DeliveryStream.fromDeliveryStreamArn(stack, id, arn);
}

function streamOf(stack: Stack, props: Partial<firehose.DeliveryStreamProps> = {}): firehose.DeliveryStream {
  return new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')), ...props });
}

/** What a role may do, by the logical id that its policies are attached to. */
function statementsOf(stack: Stack, roleId: string): any[] {
  return all(stack, 'AWS::IAM::Policy')
    .filter(policy => policy.Properties.Roles.some((role: any) => role.Ref === roleId))
    .flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

describe('publishing to Firehose', () => {
  test('creates a role that only SES can assume, for this account and set, and that can only put records into the stream', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack)));

    const role = only(stack, 'AWS::IAM::Role');
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': SET_ARN } },
    }]);
    expect(statementsOf(stack, role.id)).toEqual([{ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: ARN }]);
    expect(only(stack, DESTINATION).Properties.EventDestination.KinesisFirehoseDestination).toEqual({
      DeliveryStreamARN: ARN, IAMRoleARN: { 'Fn::GetAtt': [role.id, 'Arn'] },
    });
  });

  test('depends on the policy of the role', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack)));

    expect(only(stack, DESTINATION).DependsOn).toContain(only(stack, 'AWS::IAM::Policy').id);
  });

  test('creates one role for all streams of a set', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack)));
    set.publishTo('Copy', EmailEventDestination.firehose(imported(stack, 'Other', `${ARN}-copy`)));

    const role = only(stack, 'AWS::IAM::Role');
    expect(statementsOf(stack, role.id)).toEqual(
      [ARN, `${ARN}-copy`].map(Resource => ({ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource })));
  });

  test('creates one role for all streams of an imported set', () => {
    const stack = stackIn();
    const set = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'orders');

    for (const id of ['Archive', 'Copy']) {
      new EmailEventPublishing(stack, id, { configurationSet: set, destination: EmailEventDestination.firehose(imported(stack, `${id}Stream`, `${ARN}-${id}`)) });
    }

    expect(only(stack, 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['aws:SourceArn']).toEqual(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111122223333:configuration-set/orders']] });
  });

  test('creates the role in the stack of the destination if the set is in another stack', () => {
    const app = testApp();
    const set = new EmailConfigurationSet(stackIn(ENV, app, 'Mail'), 'Events');
    const archive = stackIn(ENV, app, 'Archive');

    new EmailEventPublishing(archive, 'Archive', { configurationSet: set, destination: EmailEventDestination.firehose(streamOf(archive)) });

    expect(all(Stack.of(set), 'AWS::IAM::Role')).toEqual([]);
    expect(all(archive, 'AWS::IAM::Role').filter(role => role.Properties.Description === 'Writes email events of Mail/Events to Firehose streams')).toHaveLength(1);
  });
});

describe('publishing to Firehose with a given role', () => {
  test('grants the role what it needs, and depends on that', () => {
    const { stack, set } = configurationSet();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ses.amazonaws.com') });

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack), { role }));

    const { id } = only(stack, 'AWS::IAM::Role');
    expect(statementsOf(stack, id)).toEqual([{ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: ARN }]);
    expect(only(stack, DESTINATION).DependsOn).toContain(only(stack, 'AWS::IAM::Policy').id);
  });

  test('grants an imported role what it needs, without knowing its trust policy', () => {
    const { stack, set } = configurationSet();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/events');

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack), { role }));

    expect(only(stack, 'AWS::IAM::Policy').Properties).toMatchObject({
      Roles: ['events'], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: ARN }] },
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('refuses one that SES cannot assume', () => {
    const { stack, set } = configurationSet();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('firehose.amazonaws.com') });

    expect(() => set.publishTo('Archive', EmailEventDestination.firehose(imported(stack), { role }))).toThrow(new Error(
      'Shop/Events/Archive: role must trust ses.amazonaws.com, got: Shop/Role; '
      + "create it with assumedBy: new iam.ServicePrincipal('ses.amazonaws.com'), or omit role to use a generated one"));
  });
});

describe('publishing to an encrypted Firehose stream', () => {
  const useOf = (keyId: string) => ({ Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: { 'Fn::GetAtt': [keyId, 'Arn'] } });

  function roleOfDestination(stack: Stack): string {
    return only(stack, DESTINATION).Properties.EventDestination.KinesisFirehoseDestination.IAMRoleARN['Fn::GetAtt'][0];
  }

  test('allows the role to use the key passed to the stream', () => {
    const { stack, set } = configurationSet();
    const key = new kms.Key(stack, 'Key');

    set.publishTo('Archive', EmailEventDestination.firehose(streamOf(stack, { encryption: firehose.StreamEncryption.customerManagedKey(key) })));

    expect(statementsOf(stack, roleOfDestination(stack))).toContainEqual(useOf(only(stack, 'AWS::KMS::Key').id));
  });

  test('allows the role to use the key created by the stream', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Archive', EmailEventDestination.firehose(streamOf(stack, { encryption: firehose.StreamEncryption.customerManagedKey() })));

    expect(statementsOf(stack, roleOfDestination(stack))).toContainEqual(useOf(only(stack, 'AWS::KMS::Key').id));
  });

  test('allows a given role to use the declared key of an imported stream', () => {
    const { stack, set } = configurationSet();
    const encryptionKey = new kms.Key(stack, 'Key');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ses.amazonaws.com') });

    set.publishTo('Archive', EmailEventDestination.firehose(imported(stack), { role, encryptionKey }));

    expect(statementsOf(stack, only(stack, 'AWS::IAM::Role').id)).toContainEqual(useOf(only(stack, 'AWS::KMS::Key').id));
  });

  test('needs no key when AWS owns it', () => {
    const { stack, set } = configurationSet();

    set.publishTo('Archive', EmailEventDestination.firehose(streamOf(stack, { encryption: firehose.StreamEncryption.awsOwnedKey() })));

    expect(statementsOf(stack, roleOfDestination(stack)).map(({ Action }) => Action)).toEqual(['firehose:PutRecordBatch']);
  });
});

test('a Firehose stream that reads from Kinesis, to which SES cannot write, is refused', () => {
  const { stack, set } = configurationSet();
  const stream = streamOf(stack, { source: new firehose.KinesisStreamSource(new kinesis.Stream(stack, 'Source')) });

  expect(() => set.publishTo('Archive', EmailEventDestination.firehose(stream))).toThrow(new Error(
    'Shop/Events/Archive: stream must be of type DirectPut, the only one that SES writes to, got: Shop/Stream of type KinesisStreamAsSource; '
    + 'omit the source of the stream'));
});
