import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** What a permission to decrypt with a key is for. IAM knows no permission for an alias, but one for keys on the condition that they have it. */
export function decrypting(stack: Stack, key: kms.IKeyRef): { readonly resource: string; readonly conditions?: iam.Conditions } {
  if (!isAlias(key)) return { resource: key.keyRef.keyArn };
  return {
    resource: stack.formatArn({ service: 'kms', resource: 'key', resourceName: '*' }),
    conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': key.aliasRef.aliasName } },
  };
}

function isAlias(key: kms.IKeyRef): key is kms.IKeyRef & kms.IAliasRef {
  return 'aliasRef' in key;
}
