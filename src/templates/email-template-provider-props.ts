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
   * From there it must reach, by HTTPS: Amazon SES, AWS CloudFormation, the bucket of the CDK's assets, and the bucket
   * to which custom resources of CloudFormation answer, `cloudformation-custom-resource-response-*`; so it needs
   * a NAT gateway, or VPC endpoints for all of them.
   *
   * @default - the function runs in no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC to run the function in. Takes `vpc`.
   *
   * @default - the VPC's default strategy: private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The function's security groups. Takes `vpc`.
   *
   * @default - a new one in the VPC that lets everything out, if there is a VPC
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The function's memory, in MiB.
   *
   * Deploying a set takes 120 MiB, 3.5 times the size of all of its templates with their sample data, and 100 times that of
   * the largest one. Synthesis fails if the memory is less, and says how much it must be. The default is enough for 375
   * templates of 100 KB each.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * How long the function's log is kept. Not together with `logGroup`.
   *
   * @default logs.RetentionDays.TWO_WEEKS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The function's log group. Not together with `logRetention`.
   *
   * @default - a new one that is deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The function's role, which the Lambda service must be trusted to assume.
   *
   * It gets the permissions that the function needs, unless it is immutable: then it must have them all. For a VPC it
   * must have those of the managed policy `service-role/AWSLambdaVPCAccessExecutionRole` too. A role that another stack
   * makes is to be imported into this one, by `iam.Role.fromRoleArn`, as the permissions name things of this stack.
   *
   * @default - a new one
   */
  readonly role?: iam.IRole;

  /**
   * Environment variables of the function, beside its own, e.g. `NODE_EXTRA_CA_CERTS`.
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
   * The key, or an alias of the key, that the bucket of the CDK's assets is encrypted with. The function gets permission
   * to decrypt with it (`kms:Decrypt`).
   *
   * It is needed where the key's policy leaves such permissions to IAM policies:
   *
   * - `AppStagingSynthesizer` with `BucketEncryption.KMS`: give
   *   `kms.Alias.fromAliasName(this, 'AssetKey', 'alias/cdk-APPID-staging')`.
   * - An environment that was bootstrapped with a key of yours (`cdk bootstrap --bootstrap-kms-key-id`).
   *
   * The key that `cdk bootstrap --bootstrap-customer-key` makes needs no permission, and neither do keys of Amazon S3 and
   * AWS managed keys. For an alias, the permission covers the key that has it, in the account and Region of the stack.
   * The key's own policy stays as it is.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   * @default - the key that the stack's synthesizer names, if it names one
   */
  readonly assetEncryptionKey?: kms.IKeyRef;
}
