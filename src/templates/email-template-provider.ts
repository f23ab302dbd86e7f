import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { EmailTemplateProviderProps } from './email-template-provider-props';
import { FUNCTION_TIMEOUT_SECONDS, SERVICE_TIMEOUT_SECONDS } from '../contract/limits';
import { memo } from '../language';
import { decrypting } from './private/asset-key';
import { templatesFunctionCode } from './private/function-code';
import { withoutBasicExecution } from './private/managed-policies';
import { outermost } from './private/outermost';
import { hasProps, inheritedProps, storeProps } from './private/provider-props';
import { TaggingPermission } from './private/tagging-permission';
import { AddedAsset } from './private/templates-asset';

/** The construct id of the provider in its stack. */
const ID = 'EmailTemplateProvider';

/** Marks a provider, because each copy of this package in an app has its own class. */
const MARK = Symbol.for('cdk-ses-templates.EmailTemplateProvider');

const TEMPLATE_ACTIONS = [
  'ses:CreateTemplate',
  'ses:DeleteTemplate',
  'ses:GetTemplate',
  'ses:ListTemplates',
  'ses:TestRenderTemplate',
  'ses:UpdateTemplate',
];

const STACK_ACTIONS = [
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
];

/**
 * The function that deploys all email templates of a stack.
 *
 * The first template of a stack creates it. Before that, use `configure` to meet your organization's requirements for
 * functions. Use general CDK features, such as `iam.PermissionsBoundary.of(stack)` and `Tags.of(provider)`, at any time.
 *
 * The function runs for at most 14.5 minutes, and calls each operation of Amazon SES at most once a second.
 *
 * @example
 * declare const vpc: ec2.Vpc;
 * EmailTemplateProvider.configure(this, { vpc, logRetention: logs.RetentionDays.ONE_YEAR, memorySize: 512 });
 * new EmailTemplate(this, 'Welcome', { subject: 'Welcome', text: EmailContent.fromFile('emails/welcome.txt') });
 */
export class EmailTemplateProvider extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * Returns the provider of the stack that contains a construct, creating it on first use.
   */
  public static of(scope: Construct): EmailTemplateProvider {
    const stack = Stack.of(scope);
    return existingProvider(stack) ?? EmailTemplateProvider.make(stack, inheritedProps(stack), scope.node.path);
  }

  /**
   * Configures the provider of a stack, or those of all stacks in an app or a stage, before the first template needs it.
   *
   * Only the nearest configuration applies: that of the stack, its stage, or the app. Nested stacks have their own providers,
   * which use the configuration of the stage or the app. Get the provider of a stack with `of`.
   *
   * @param scope the app, a stage, a stack, or any construct in a stack
   * @throws if the scope is already configured, or if a stack in it already has a provider
   */
  public static configure(scope: Construct, props: EmailTemplateProviderProps): void {
    const stack = scope.node.scopes.filter(one => Stack.isStack(one)).at(-1);
    const existing = (stack ? [stack] : scope.node.findAll().filter(one => Stack.isStack(one))).map(existingProvider).find(provider => provider);
    if (existing) {
      throw new Error(`${existing.node.path}: the provider must be configured before it is first needed, got: one already created for ${existing.firstUse}; `
        + `call EmailTemplateProvider.configure once, above the first email template of the ${stack ? 'stack' : 'app'}`);
    }
    if (stack) {
      EmailTemplateProvider.make(stack, props, scope.node.path);
    } else if (hasProps(scope)) {
      throw new Error(`${scope.node.path || 'the app'}: the providers must be configured once, got: a second call of EmailTemplateProvider.configure`);
    } else {
      storeProps(scope, props);
    }
  }

  /**
   * The properties of the provider of the stack that contains a construct, or those that it would be created with.
   *
   * @internal
   */
  public static _propsFor(scope: Construct): EmailTemplateProviderProps {
    const stack = Stack.of(scope);
    return existingProvider(stack)?._props ?? inheritedProps(stack);
  }

  /** Removes the construct if it fails, so that the next template does not find an incomplete provider. */
  private static make(stack: Stack, props: EmailTemplateProviderProps, firstUse: string): EmailTemplateProvider {
    try {
      return new EmailTemplateProvider(stack, props, firstUse);
    } catch (error) {
      stack.node.tryRemoveChild(ID);
      throw error;
    }
  }

  /**
   * The function, for settings that the properties do not cover.
   */
  public readonly handler: lambda.Function;

  /**
   * The function's log group.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * The principal that the function runs as.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  /** @internal */
  public readonly _props: EmailTemplateProviderProps;

  /** The resources that the function needs from its first to its last call. */
  private readonly prerequisites: IDependable[];
  private tagging?: TaggingPermission;
  private readonly reading = new Map<string, IDependable[]>();

  private constructor(stack: Stack, props: EmailTemplateProviderProps, private readonly firstUse: string) {
    super(stack, ID);
    Object.defineProperty(this, MARK, { value: true });
    this._props = props;
    if (props.logGroup && props.logRetention) {
      throw new Error(`${this.node.path}: logGroup and logRetention must not be given together; set the retention of the log group`);
    }
    this.logGroup = props.logGroup ?? new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention ?? logs.RetentionDays.TWO_WEEKS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.handler = new lambda.Function(this, 'Handler', {
      description: 'Deploys Amazon SES email templates for AWS CloudFormation',
      runtime: lambda.Runtime.NODEJS_24_X,
      code: templatesFunctionCode(),
      handler: 'index.handler',
      timeout: Duration.seconds(FUNCTION_TIMEOUT_SECONDS),
      // CloudFormation has given up on older events, and the stack may have changed since then.
      maxEventAge: Duration.seconds(SERVICE_TIMEOUT_SECONDS),
      memorySize: props.memorySize ?? 256,
      environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
      environmentEncryption: props.environmentEncryption,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      role: props.role,
      logGroup: this.logGroup,
    });
    this.grantPrincipal = this.handler.grantPrincipal;
    this.logGroup.grantWrite(this);
    if (!props.role) withoutBasicExecution(this.handler.role!);
    this.prerequisites = [
      this.handler.node.findChild('EventInvokeConfig'),
      // Amazon SES does not support resource-level permissions for the template operations of its v1 API.
      ...this.allow(TEMPLATE_ACTIONS, '*'),
      // To find out whether the stack is rolling back, and which of its resources owns a template.
      ...this.allow(STACK_ACTIONS, stack.stackId),
      // If this stack is nested and deleted, to find out whether the outermost stack is rolling back.
      ...stack.nestedStackParent ? this.allow(['cloudformation:DescribeStacks'], anyStackNamed(outermost(stack))) : [],
      ...props.assetEncryptionKey ? this.allowDecrypting(props.assetEncryptionKey) : [],
    ];
  }

  /**
   * The function's network connections, to allow traffic between it and other resources.
   *
   * @throws if the function does not run in a VPC
   */
  public get connections(): ec2.Connections {
    return this.handler.connections;
  }

  /**
   * The function's memory in MiB, even if it is set on the CloudFormation resource. Undefined if it is known only at deployment.
   *
   * @internal
   */
  public get _memorySize(): number | undefined {
    const { memorySize } = this.handler.node.defaultChild as lambda.CfnFunction;
    return Token.isUnresolved(memorySize) ? undefined : memorySize;
  }

  /**
   * Grants permission to read an asset. Returns the resources that must be deployed before the function is called for it.
   *
   * @internal
   */
  public _grantReadAsset({ location: { bucketName, kmsKeyArn }, readableKeys }: AddedAsset): IDependable[] {
    const objects = Stack.of(this).formatArn({ service: 's3', region: '', account: '', resource: bucketName, resourceName: readableKeys });
    return [
      ...this.prerequisites,
      ...this.allowReading('s3:GetObject', objects),
      // The policy of CDK's own bootstrap key admits all principals that can read the bucket; other keys may not.
      ...kmsKeyArn ? this.allowReading('kms:Decrypt', kmsKeyArn) : [],
    ];
  }

  /**
   * Grants permission to tag a template, if it has tags when the app is synthesized. Returns what must be deployed before the function is called for it.
   *
   * @param isNeeded whether the template's resource has tags
   * @internal
   */
  public _grantTagging(templateArn: string, isNeeded: () => boolean): IDependable {
    this.tagging ??= new TaggingPermission(this, this.handler.role!);
    return this.tagging.add(templateArn, isNeeded);
  }

  /** Most assets of a stack share the bucket and the key, so they share a statement. */
  private allowReading(action: string, resource: string): IDependable[] {
    const permission = JSON.stringify(Stack.of(this).resolve([action, resource]));
    return memo(this.reading, permission, () => this.allow([action], resource));
  }

  private allowDecrypting(key: kms.IKeyRef): IDependable[] {
    const { resource, conditions } = decrypting(Stack.of(this), key);
    return this.allow(['kms:Decrypt'], resource, conditions);
  }

  /** Grants a permission. Returns the resources that must be deployed for it to take effect. */
  private allow(actions: string[], resource: string, conditions?: iam.Conditions): IDependable[] {
    const statement = new iam.PolicyStatement({ actions, resources: [resource], conditions });
    const { policyDependable } = this.grantPrincipal.addToPrincipalPolicy(statement);
    return policyDependable ? [policyDependable] : [];
  }
}

/** @throws for a construct of another class with the provider's id */
function existingProvider(stack: Stack): EmailTemplateProvider | undefined {
  const existing = stack.node.tryFindChild(ID);
  if (!existing || MARK in existing) return existing as EmailTemplateProvider | undefined;
  throw new Error(`${existing.node.path}: the id must be left to the provider of cdk-ses-templates, got: a construct of class ${existing.constructor.name}; give it another id`);
}

/** Uses the name, because the id of the outermost stack cannot be passed down to a nested stack that is created before it. */
function anyStackNamed(stack: Stack): string {
  return stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
}
