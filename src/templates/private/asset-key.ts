import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** The resource and conditions of a permission to decrypt with a key. IAM has no permissions for aliases, but can limit them to keys with an alias. */
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
