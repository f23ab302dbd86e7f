import { aws_ses as ses, Stack } from 'aws-cdk-lib';

/** The ARN of a configuration set, in the Region and account that it belongs to. */
export function configurationSetArn(set: ses.IConfigurationSetRef): string {
  return Stack.of(set).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: set.configurationSetRef.configurationSetName,
    region: set.env.region,
    account: set.env.account,
  });
}

/** The ARN of an identity: its own if the construct has one, as that of an import can be in another account. */
export function identityArn(identity: ses.IEmailIdentityRef): string {
  if ('emailIdentityArn' in identity && typeof identity.emailIdentityArn === 'string') return identity.emailIdentityArn;
  return Stack.of(identity).formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: identity.emailIdentityRef.emailIdentity,
    region: identity.env.region,
    account: identity.env.account,
  });
}
