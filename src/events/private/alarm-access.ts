import { AspectPriority, Aspects, aws_iam as iam, aws_sns as sns, Resource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkKey, letUseKey } from './topic-access';

/**
 * Lets CloudWatch alarms publish to a topic, so that the alarm is heard.
 *
 * @see https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger
 */
export function letAlarmsPublish(scope: IConstruct, topic: sns.ITopic): void {
  checkKey(scope, topic, 'topic');
  letUseKey(scope, topic, new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
  if (!Resource.isOwnedResource(topic)) return;

  // A topic without a policy takes alarms of its account. One with a policy, such as that for SES, takes what the policy says.
  // Adding one here would shut out whatever else publishes to the topic, so it is only completed, when all have had their say.
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
