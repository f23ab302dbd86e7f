import { AspectPriority, Aspects, aws_iam as iam, aws_sns as sns, Resource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkKey, grantKeyUsage } from './topic-access';

/**
 * Grants CloudWatch alarms permission to publish to a topic.
 *
 * @see https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
 */
export function grantAlarmsPublish(scope: IConstruct, topic: sns.ITopic): void {
  checkKey(scope, topic);
  grantKeyUsage(scope, topic, new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
  if (!Resource.isOwnedResource(topic)) return;

  // A topic without a policy accepts alarms of its account; one with a policy accepts only what the policy allows. A policy
  // added here would shut out every other publisher, so we only extend an existing one, after all constructs have run.
  const statement = new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: {
      ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
    },
  });
  Aspects.of(topic).add({
    visit: node => {
      if (node === topic && topic.node.children.some(child => child instanceof sns.TopicPolicy)) topic.addToResourcePolicy(statement);
    },
  }, { priority: AspectPriority.MUTATING });
}
