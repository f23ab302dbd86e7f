import { createHash } from 'node:crypto';
import { Environment } from './environment';
import { Properties } from './template';

/** Types whose physical id is a name that the template may set. */
const NAME_PROPERTIES: Record<string, string> = {
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SNS::Topic': 'TopicName',
};

/** The part of an ARN after `arn:PARTITION:SERVICE:REGION:ACCOUNT:`, by type. */
const ARNS: Record<string, { service: string; resource: (name: string) => string; global?: boolean; anonymous?: boolean }> = {
  'AWS::Events::Rule': { service: 'events', resource: name => `rule/${name}` },
  'AWS::IAM::Role': { service: 'iam', resource: name => `role/${name}`, global: true },
  'AWS::KinesisFirehose::DeliveryStream': { service: 'firehose', resource: name => `deliverystream/${name}` },
  'AWS::KMS::Key': { service: 'kms', resource: name => `key/${name}` },
  'AWS::Lambda::Function': { service: 'lambda', resource: name => `function:${name}` },
  'AWS::Logs::LogGroup': { service: 'logs', resource: name => `log-group:${name}:*` },
  'AWS::S3::Bucket': { service: 's3', resource: name => name, global: true, anonymous: true },
  'AWS::SES::ConfigurationSet': { service: 'ses', resource: name => `configuration-set/${name}` },
  'AWS::SNS::Topic': { service: 'sns', resource: name => name },
};

/** The types whose Ref returns the ARN. */
const REF_IS_ARN = new Set(['AWS::SNS::Topic']);

/**
 * The id that CloudFormation generates for an unnamed resource, `STACK-LOGICALID-RANDOM`. Deterministic here.
 */
export function generatedId(stackName: string, stackId: string, logicalId: string): string {
  const suffix = createHash('sha256').update(`${stackId}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${suffix}`;
}

/** The physical id of a recorded resource: its name, or a generated one. */
export function physicalIdOf(type: string, properties: Properties, generated: string, env: Environment): string {
  const name = properties[NAME_PROPERTIES[type]] ?? generated;
  return REF_IS_ARN.has(type) ? arnOf(type, String(name), env)! : String(name);
}

/** A plausible attribute of a recorded resource: an ARN in the type's format, or `LogicalId.Attribute`. */
export function attributeOf(type: string, logicalId: string, physicalId: string, attribute: string, env: Environment): string {
  if (attribute === 'Arn' || attribute === `${type.split('::').pop()}Arn`) {
    return physicalId.startsWith('arn:') ? physicalId : arnOf(type, physicalId, env) ?? `${logicalId}.${attribute}`;
  }
  return `${logicalId}.${attribute}`;
}

function arnOf(type: string, name: string, env: Environment): string | undefined {
  const shape = ARNS[type];
  if (!shape) return undefined;
  const region = shape.global ? '' : env.region;
  const account = shape.anonymous ? '' : env.accountId;
  return `arn:${env.partition}:${shape.service}:${region}:${account}:${shape.resource(name)}`;
}
