import { aws_ses as ses, Stack } from 'aws-cdk-lib';

/** The ARN of a configuration set, owned or imported, in the Region and account that it is in. */
export function configurationSetArn(set: ses.IConfigurationSetRef): string {
  return Stack.of(set).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: set.configurationSetRef.configurationSetName,
    region: set.env.region,
    account: set.env.account,
  });
}
