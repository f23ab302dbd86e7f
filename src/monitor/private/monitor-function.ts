import { Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct, IConstruct } from 'constructs';
import { DriftModeName, scheduleName } from '../../contract/drift';
import { FUNCTION_TIMEOUT_SECONDS } from '../../contract/limits';
import { EmailTemplateProvider } from '../../templates/email-template-provider';
import { decrypting } from '../../templates/private/asset-key';
import { DeployedResource } from '../../templates/private/deployed-templates';
import { driftMonitorFunctionCode } from '../../templates/private/function-code';
import { withoutBasicExecution } from '../../templates/private/managed-policies';

const READ_ACTIONS = ['ses:GetTemplate', 'ses:TestRenderTemplate'];
/** Healing verifies content in a scratch template, and deletes that. */
const WRITE_ACTIONS = ['ses:CreateTemplate', 'ses:UpdateTemplate', 'ses:DeleteTemplate'];

export interface MonitorFunctionProps {
  readonly mode: DriftModeName;
  readonly memorySize: number;
  readonly topicArns: readonly string[];
}

/** What the function checks, which determines its permissions. */
export interface Permissions {
  readonly resources: readonly DeployedResource[];
  readonly listsTemplates: boolean;
  readonly configurationSets: readonly ses.CfnConfigurationSet[];
  readonly group: scheduler.IScheduleGroup;
  readonly parts: number;
}

/** The function of a monitor. Its VPC, environment and keys are those that the template provider is configured with. */
export class MonitorFunction extends Construct {
  public readonly handler: lambda.Function;

  constructor(scope: Construct, id: string, private readonly props: MonitorFunctionProps) {
    super(scope, id);
    const provider = EmailTemplateProvider._propsFor(this);
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: provider.logRetention ?? logs.RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.handler = new lambda.Function(this, 'Handler', {
      description: 'Compares Amazon SES email templates with what the stacks declare',
      runtime: lambda.Runtime.NODEJS_24_X,
      code: driftMonitorFunctionCode(),
      handler: 'index.handler',
      timeout: Duration.seconds(FUNCTION_TIMEOUT_SECONDS),
      memorySize: props.memorySize,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...provider.environment },
      environmentEncryption: provider.environmentEncryption,
      vpc: provider.vpc,
      vpcSubnets: provider.vpcSubnets,
      securityGroups: provider.securityGroups,
      logGroup,
      // A check reports its own failures, so a retry would report them twice.
      retryAttempts: 0,
      maxEventAge: Duration.hours(1),
    });
    logGroup.grantWrite(this.handler);
    withoutBasicExecution(this.handler.role!);
    this.handler.addEnvironment('DRIFT_MONITOR', scope.node.path);
    this.handler.addEnvironment('DRIFT_MODE', props.mode);
    if (props.topicArns.length > 0) this.handler.addEnvironment('DRIFT_TOPICS', props.topicArns.join(','));
  }

  /** Grants the permissions for these checks. Called when all templates are known, and before the role is synthesized. */
  public permit({ resources, listsTemplates, configurationSets, group, parts }: Permissions): void {
    const stack = Stack.of(this);
    const heals = this.props.mode === 'HEAL';
    this.handler.addEnvironment('DRIFT_SCHEDULE_GROUP', group.scheduleGroupName);
    this.handler.addEnvironment('DRIFT_PARTS', String(parts));
    // Amazon SES accepts no narrower resource for the template operations of its v1 API.
    this.allow([
      ...READ_ACTIONS,
      ...listsTemplates ? ['ses:ListTemplates'] : [],
      ...configurationSets.length > 0 ? ['ses:DescribeConfigurationSet'] : [],
      ...heals ? WRITE_ACTIONS : [],
    ], ['*']);
    // To see whether a deployment is in progress and, before a write, which resource owns a template.
    this.allow(
      ['cloudformation:DescribeStacks', ...heals ? ['cloudformation:GetTemplate', 'cloudformation:ListStackResources'] : []],
      [...new Set([...resources.map(({ resource }) => resource), ...configurationSets].map(({ stack: { stackId } }) => stackId))],
    );
    this.allow(['scheduler:GetSchedule'], Array.from({ length: parts }, (_, index) => stack.formatArn({
      service: 'scheduler', resource: 'schedule', resourceName: `${group.scheduleGroupName}/${scheduleName(index + 1)}`,
    })));
    this.allow(['events:PutEvents'], [stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })]);
    this.allow(['s3:GetObject'], late(() => resources.flatMap(({ asset }) => asset ? [stack.formatArn({
      service: 's3', region: '', account: '', resource: asset.location.bucketName, resourceName: asset.readableKeys,
    })] : [])));
    this.permitDecrypting(resources);
  }

  /** Grants permission to decrypt the assets, if the stacks' synthesizers or providers specify a key. */
  private permitDecrypting(resources: readonly DeployedResource[]): void {
    const keys = resources.map(({ resource }) => EmailTemplateProvider._propsFor(resource).assetEncryptionKey);
    for (const key of new Set(keys)) {
      if (!key) continue;
      const { resource, conditions } = decrypting(Stack.of(this), key);
      this.allow(['kms:Decrypt'], [resource], conditions);
    }
    const named = resources.flatMap(({ asset }) => asset?.location.kmsKeyArn ?? []);
    if (named.length > 0) this.allow(['kms:Decrypt'], [...new Set(named)]);
  }

  private allow(actions: string[], resources: string[], conditions?: iam.Conditions): void {
    this.handler.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
  }
}

/** Resources that are known only when all assets are in the cloud assembly, each once: most stacks share a bucket and a form of keys. */
function late(produce: () => string[]): string[] {
  const distinct = (scope: IConstruct) => new Map(produce().map(arn => [JSON.stringify(Stack.of(scope).resolve(arn)), arn]));
  return Lazy.uncachedList({ produce: ({ scope }) => [...distinct(scope).values()] });
}
