import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const BASIC_EXECUTION = 'service-role/AWSLambdaBasicExecutionRole';

/**
 * Removes the managed policy for writing logs from a function's role, because it permits writing to every log group of the account,
 * and the function needs only its own. Policies that are added to the role later are kept.
 */
export function withoutBasicExecution(role: iam.IRole): void {
  const resource = role.node.defaultChild;
  if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== iam.CfnRole.CFN_RESOURCE_TYPE_NAME) return;
  const cfnRole = resource as iam.CfnRole;
  const all = cfnRole.managedPolicyArns;
  cfnRole.managedPolicyArns = Lazy.uncachedList({
    produce: () => {
      const arns: unknown[] = Stack.of(role).resolve(all) ?? [];
      return arns.filter(arn => !JSON.stringify(arn).includes(BASIC_EXECUTION)) as string[];
    },
  }, { omitEmpty: true });
}
