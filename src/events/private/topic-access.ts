import { Annotations, aws_iam as iam, aws_ses as ses, aws_sns as sns, Resource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { configurationSetArn } from './arns';
import { differ, failOn } from './problem';
import { readableStatement, readableValue } from './readable';

/** The AWS managed key of SNS. Its policy cannot be edited, so no AWS service can publish to a topic that uses it. */
const AWS_MANAGED_KEY = /(^|:)alias\/aws\/sns$/;

/** Throws for a topic that SES cannot publish to. */
export function checkTopic(scope: IConstruct, topic: sns.ITopic, set: ses.IConfigurationSetRef): void {
  failOn(scope, !topic.fifo ? undefined : {
    property: 'topic',
    must: 'be a standard topic, the only type that SES publishes to',
    got: `${topic.node.path}, a FIFO topic`,
    remedy: 'publish to a standard topic, or to EventBridge with a rule that targets the FIFO topic',
  });
  failOn(scope, !differ(topic.env.region, set.env.region) ? undefined : {
    property: 'topic',
    must: `be in the Region of the configuration set, ${set.env.region}`,
    got: `${topic.node.path} in ${topic.env.region}`,
    remedy: `publish to a topic in ${set.env.region}`,
  });
  checkKey(scope, topic);

  // The topic's policy names the set, so the topic's stack depends on the set's. A destination in the set's stack would make that circular.
  const [topicStack, setStack] = [Stack.of(topic), Stack.of(set)];
  const needsSet = Resource.isOwnedResource(topic) && Token.isUnresolved(set.configurationSetRef.configurationSetName);
  failOn(scope, !(needsSet && Stack.of(scope) === setStack && !isWithin(topicStack, setStack)) ? undefined : {
    property: 'topic',
    must: 'be in the stack of the event destination, or the two stacks depend on each other',
    got: topic.node.path,
    remedy: `publish from the topic's stack: new EmailEventPublishing(/* a scope in ${topicStack.node.path} */, id, { configurationSet, destination })`,
  });
}

/** Throws for a topic that is encrypted with the AWS managed key. */
export function checkKey(scope: IConstruct, topic: sns.ITopic): void {
  failOn(scope, !AWS_MANAGED_KEY.test(keyIdOf(topic) ?? '') ? undefined : {
    property: 'topic',
    must: 'not be encrypted with alias/aws/sns, which AWS services cannot use',
    got: topic.node.path,
    remedy: 'encrypt it with a customer managed key: new sns.Topic(this, id, { masterKey: new kms.Key(this, id) })',
  });
}

/** Warns that CDK cannot edit the policy of an imported topic: SES rejects the destination unless the policy has this statement. */
export function warnOfTopicPolicy(scope: IConstruct, topic: sns.ITopic, set: ses.IConfigurationSetRef): void {
  if (Resource.isOwnedResource(topic)) return;
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('ses.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': set.env.account, 'aws:SourceArn': configurationSetArn(set) } },
  });
  Annotations.of(scope).addWarningV2('cdk-ses-templates:topicPolicy',
    `CDK cannot edit the policy of the imported topic ${readableValue(scope, topic.topicArn)}. `
    + `SES rejects the destination unless the topic policy has this statement: ${readableStatement(scope, statement)}`);
}

/**
 * Grants a service permission to use the key of an encrypted topic. Warns of the missing statement if CDK cannot edit the key's policy.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function grantKeyUsage(scope: IConstruct, topic: sns.ITopic, principal: iam.ServicePrincipal): void {
  const keyId = keyIdOf(topic);
  if (keyId === undefined) return;
  const statement = new iam.PolicyStatement({
    principals: [principal],
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    resources: ['*'],
  });
  if (topic.masterKey?.addToResourcePolicy(statement).statementAdded) return;
  Annotations.of(scope).addWarningV2('cdk-ses-templates:keyPolicy',
    `CDK cannot edit the policy of the key ${readableValue(scope, keyId)}, which encrypts the topic ${topic.node.path}. `
    + `${principal.service} cannot publish to the topic unless the key policy has this statement: ${readableStatement(scope, statement)}`);
}

/** The key of a topic, including one set on the CloudFormation resource only. */
function keyIdOf(topic: sns.ITopic): string | undefined {
  const resource = topic.node.defaultChild;
  return topic.masterKey?.keyArn ?? (resource instanceof sns.CfnTopic ? resource.kmsMasterKeyId : undefined);
}

function isWithin(stack: Stack | undefined, ancestor: Stack): boolean {
  return stack !== undefined && (stack === ancestor || isWithin(stack.nestedStackParent, ancestor));
}
