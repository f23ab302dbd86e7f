import { aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_ses as ses, Names, Stack } from 'aws-cdk-lib';
import { IConstruct, IDependable } from 'constructs';
import { configurationSetArn } from './arns';
import { failOn, literal } from './problem';

const ROLE_ID = 'EventPublishingFirehoseRole';
const SES = 'ses.amazonaws.com';

/** Throws for a stream that does not accept records from SES. */
export function checkStream(scope: IConstruct, stream: firehose.IDeliveryStream): void {
  const type = literal(resourceOf(stream)?.deliveryStreamType);
  failOn(scope, type === undefined || type === 'DirectPut' ? undefined : {
    property: 'stream',
    must: 'be of type DirectPut, the only one that SES writes to',
    got: `${stream.node.path} of type ${type}`,
    remedy: 'omit the source of the stream',
  });
}

/** Throws for a role that SES cannot assume. The trust policy of an imported role is unknown. */
export function checkRole(scope: IConstruct, role: iam.IRole): void {
  if (!(role instanceof iam.Role)) return;
  const trust = JSON.stringify(Stack.of(role).resolve(role.assumeRolePolicy));
  failOn(scope, trust.includes(`"${SES}"`) ? undefined : {
    property: 'role',
    must: `trust ${SES}`,
    got: role.node.path,
    remedy: `create it with assumedBy: new iam.ServicePrincipal('${SES}'), or omit role to use a generated one`,
  });
}

/**
 * The role that SES assumes to write to the streams of a set: one per set and stack.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
 */
export function firehoseRole(scope: IConstruct, set: ses.IConfigurationSetRef): iam.IRole {
  // A destination in another stack gets its role there, so that the set's stack does not depend on the stream's.
  const sameStack = Stack.of(scope) === Stack.of(set);
  const parent = sameStack ? set : Stack.of(scope);
  const id = sameStack ? ROLE_ID : `${ROLE_ID}-${Names.nodeUniqueId(set.node)}`;
  return parent.node.tryFindChild(id) as iam.Role | undefined ?? new iam.Role(parent, id, {
    description: `Writes email events of ${set.node.path} to Firehose streams`,
    assumedBy: new iam.ServicePrincipal(SES, {
      conditions: { StringEquals: { 'aws:SourceAccount': set.env.account, 'aws:SourceArn': configurationSetArn(set) } },
    }),
  });
}

/**
 * Grants a role permission to write to a stream and to use the customer managed key that encrypts it, which Firehose
 * requires since April 2026 (ministryofjustice/modernisation-platform#12960 quotes the notice).
 */
export function grantWrite(role: iam.IRole, stream: firehose.IDeliveryStream, key: kms.IKey | undefined): IDependable[] {
  const grants = [stream.grant(role, 'firehose:PutRecordBatch')];
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
  const keyArn = keyArnOf(stream);
  if (key) {
    grants.push(key.grant(role, ...actions));
  } else if (keyArn) {
    grants.push(iam.Grant.addToPrincipal({ grantee: role, actions, resourceArns: [keyArn] }));
  }
  return grants;
}

function keyArnOf(stream: firehose.IDeliveryStream): string | undefined {
  const encryption = resourceOf(stream)?.deliveryStreamEncryptionConfigurationInput;
  return encryption && 'keyArn' in encryption ? encryption.keyArn : undefined;
}

/** The CloudFormation resource of a stream defined in this app, which has the type and the key that the interface lacks. */
function resourceOf(stream: firehose.IDeliveryStream): firehose.CfnDeliveryStream | undefined {
  const resource = stream.node.defaultChild;
  return resource instanceof firehose.CfnDeliveryStream ? resource : undefined;
}
