import { Annotations, aws_iam as iam, aws_ses as ses, aws_sns as sns, Resource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { configurationSetArn } from './arns';
import { readableStatement, readableValue } from './readable';
import { differ, refuse } from './refuse';

/** The key that AWS manages for SNS. Its policy cannot be edited, so that no service can publish to a topic under it. */
const AWS_MANAGED_KEY = /(^|:)alias\/aws\/sns$/;

/** Fails for a topic that SES never publishes to. */
export function checkTopic(scope: IConstruct, topic: sns.ITopic, set: ses.IConfigurationSet): void {
  if (topic.fifo) {
    refuse(scope, `sns: SES publishes to standard topics only, got: ${topic.node.path}, a FIFO topic. `
      + 'Publish to a standard topic, or to EventBridge with a rule that targets the FIFO topic.');
  }
  if (differ(topic.env.region, set.env.region)) {
    refuse(scope, `sns: the topic must be in the Region of the configuration set, ${set.env.region}, got: ${topic.node.path} in ${topic.env.region}. `
      + `Publish to a topic in ${set.env.region}.`);
  }
  checkKey(scope, topic, 'sns');

  // The topic's policy names the set, so the topic's stack depends on the set's. A destination in the set's stack would close the circle.
  const [topicStack, setStack] = [Stack.of(topic), Stack.of(set)];
  const needsSet = Resource.isOwnedResource(topic) && Token.isUnresolved(set.configurationSetName);
  if (needsSet && Stack.of(scope) === setStack && !isWithin(topicStack, setStack)) {
    refuse(scope, `sns: the policy of a topic in another stack makes that stack depend on this one, and this one on it, got: ${topic.node.path}. `
      + `Publish from the topic's stack: new EmailEventPublishing(<scope in ${topicStack.node.path}>, id, { configurationSet, destination }).`);
  }
}

/** Fails for a topic under the key that AWS manages. */
export function checkKey(scope: IConstruct, topic: sns.ITopic, property: string): void {
  if (AWS_MANAGED_KEY.test(keyIdOf(topic) ?? '')) {
    refuse(scope, `${property}: a topic that is encrypted with alias/aws/sns receives nothing from AWS services, got: ${topic.node.path}. `
      + 'Encrypt it with a customer managed key: new sns.Topic(this, id, { masterKey: new kms.Key(this, id) }).');
  }
}

/** Says what an imported topic's policy must have: CDK writes no policy for it, and SES then refuses the destination. */
export function warnOfTopicPolicy(scope: IConstruct, topic: sns.ITopic, set: ses.IConfigurationSet): void {
  if (Resource.isOwnedResource(topic)) return;
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('ses.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': set.env.account, 'aws:SourceArn': configurationSetArn(set) } },
  });
  Annotations.of(scope).addWarningV2('cdk-ses-templates:topicPolicy',
    `The policy of the imported topic ${readableValue(scope, topic.topicArn)} cannot be written from here. `
    + `SES refuses the destination unless the topic policy has this statement: ${readableStatement(scope, statement)}`);
}

/**
 * Lets a service use the key of an encrypted topic. For a key whose policy cannot be written, says what it must have.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function letUseKey(scope: IConstruct, topic: sns.ITopic, principal: iam.ServicePrincipal): void {
  const keyId = keyIdOf(topic);
  if (keyId === undefined) return;
  const statement = new iam.PolicyStatement({
    principals: [principal],
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    resources: ['*'],
  });
  if (topic.masterKey?.addToResourcePolicy(statement).statementAdded) return;
  Annotations.of(scope).addWarningV2('cdk-ses-templates:keyPolicy',
    `The policy of the key ${readableValue(scope, keyId)}, which encrypts the topic ${topic.node.path}, cannot be written from here. `
    + `${principal.service} cannot publish to the topic unless the key policy has this statement: ${readableStatement(scope, statement)}`);
}

/** The key of a topic, also where it was set on the CloudFormation resource alone. */
function keyIdOf(topic: sns.ITopic): string | undefined {
  const resource = topic.node.defaultChild;
  return topic.masterKey?.keyArn ?? (resource instanceof sns.CfnTopic ? resource.kmsMasterKeyId : undefined);
}

function isWithin(stack: Stack | undefined, ancestor: Stack): boolean {
  return stack !== undefined && (stack === ancestor || isWithin(stack.nestedStackParent, ancestor));
}
