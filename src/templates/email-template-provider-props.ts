import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Properties of an `EmailTemplateProvider`.
 */
export interface EmailTemplateProviderProps {
  /**
   * The VPC to run the function in.
   *
   * The function needs HTTPS access to Amazon SES, AWS CloudFormation, the CDK assets bucket, and the bucket for the responses
   * of custom resources, `cloudformation-custom-resource-response-*`. This requires a NAT gateway, or VPC endpoints for all of
   * them.
   *
   * @default - the function runs in no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC to run the function in. Requires `vpc`.
   *
   * @default - the VPC's default strategy: private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The function's security groups. Requires `vpc`.
   *
   * @default - if there is a VPC, a new one that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The function's memory, in MiB.
   *
   * Deploying a set requires 120 MiB, plus 3.5 times the size of all of its templates with their sample data, plus 100 times
   * the size of the largest one. If the memory is less, synthesis fails and reports how much is required. The default is
   * enough for 375 templates of 100 KB each.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * How long the function's log is kept. Mutually exclusive with `logGroup`.
   *
   * @default logs.RetentionDays.TWO_WEEKS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The function's log group. Mutually exclusive with `logRetention`.
   *
   * @default - a new one that is deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The function's role. It must trust the Lambda service.
   *
   * It is granted the permissions that the function needs, unless it is immutable; then it must already have them. With a
   * VPC, it must also have the permissions of the managed policy `service-role/AWSLambdaVPCAccessExecutionRole`. Import a role
   * of another stack with `iam.Role.fromRoleArn`, because the permissions refer to resources of this stack.
   *
   * @default - a new one
   */
  readonly role?: iam.IRole;

  /**
   * Additional environment variables of the function, for example `NODE_EXTRA_CA_CERTS`.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * The key to encrypt the function's environment variables with.
   *
   * @default - a key that AWS Lambda manages
   */
  readonly environmentEncryption?: kms.IKeyRef;

  /**
   * The key that encrypts the CDK assets bucket, or an alias of it. The function is granted permission to decrypt with it
   * (`kms:Decrypt`).
   *
   * It is needed if the key's policy delegates such permissions to IAM policies:
   *
   * - `AppStagingSynthesizer` with `BucketEncryption.KMS`: pass
   *   `kms.Alias.fromAliasName(this, 'AssetKey', 'alias/cdk-APPID-staging')`.
   * - An environment that was bootstrapped with your own key (`cdk bootstrap --bootstrap-kms-key-id`).
   *
   * The key that `cdk bootstrap --bootstrap-customer-key` creates needs no permission, and neither do keys of Amazon S3 and
   * AWS managed keys. For an alias, the permission covers the key that it refers to, in the account and Region of the stack.
   * The key's own policy is not changed.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   * @default - the key that the stack's synthesizer specifies, if any
   */
  readonly assetEncryptionKey?: kms.IKeyRef;
}
