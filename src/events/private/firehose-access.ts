import { aws_iam as iam, aws_kinesisfirehose as firehose, aws_kms as kms, aws_ses as ses, Names, Stack } from 'aws-cdk-lib';
import { IConstruct, IDependable } from 'constructs';
import { configurationSetArn } from './arns';
import { literal, refuse } from './refuse';

const ROLE_ID = 'EventPublishingFirehoseRole';
const SES = 'ses.amazonaws.com';

/** Fails for a stream that takes no records from SES. */
export function checkStream(scope: IConstruct, stream: firehose.IDeliveryStream): void {
  const type = literal(resourceOf(stream)?.deliveryStreamType);
  if (type !== undefined && type !== 'DirectPut') {
    refuse(scope, `firehose: SES writes to streams of type DirectPut only, got: ${stream.node.path} of type ${type}. Leave out the stream's source.`);
  }
}

/** Fails for a role that SES cannot assume. What an imported role trusts is not known here. */
export function checkRole(scope: IConstruct, role: iam.IRole): void {
  if (!(role instanceof iam.Role)) return;
  const trust = JSON.stringify(Stack.of(role).resolve(role.assumeRolePolicy));
  if (!trust.includes(`"${SES}"`)) {
    refuse(scope, `firehose: role must be assumable by ${SES}, got: ${role.node.path}. `
      + `Create it with assumedBy: new iam.ServicePrincipal('${SES}'), or leave role out to have it made.`);
  }
}

/**
 * The role with which SES writes to the streams of a set: one for all of them in a stack.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-firehose.html
 */
export function firehoseRole(scope: IConstruct, set: ses.IConfigurationSet): iam.IRole {
  // In another stack than the set's, the role goes with the destination: the set's stack must not depend on the stream's.
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
 * Lets a role write to a stream. Who writes to a stream that is encrypted with a customer managed key must be allowed to
 * use the key (since April 2026; ministryofjustice/modernisation-platform#12960 quotes the notice).
 */
export function letWrite(role: iam.IRole, stream: firehose.IDeliveryStream, key: kms.IKey | undefined): IDependable[] {
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

/** The CloudFormation resource of a stream of this app; the interface says neither its type nor its key. */
function resourceOf(stream: firehose.IDeliveryStream): firehose.CfnDeliveryStream | undefined {
  const resource = stream.node.defaultChild;
  return resource instanceof firehose.CfnDeliveryStream ? resource : undefined;
}
