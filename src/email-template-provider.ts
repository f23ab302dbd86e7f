import { Duration, FileAssetLocation, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { FUNCTION_TIMEOUT_SECONDS } from './private/limits';
import { templatesFunctionCode } from './synth/bundle';

/** The provider's id in its stack. */
const ID = 'EmailTemplateProvider';

const TEMPLATE_ACTIONS = [
  'ses:CreateTemplate',
  'ses:DeleteTemplate',
  'ses:GetTemplate',
  'ses:ListTemplates',
  'ses:TestRenderTemplate',
  'ses:UpdateTemplate',
];

/** When a policy outgrows IAM's limits, CDK's roles split it between its statements, never within one. */
const OBJECTS_PER_STATEMENT = 10;

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
}

/**
 * The function that deploys the email templates of a stack: one, however many templates there are.
 *
 * The stack's first template makes it. Use `configure` before that for what your company requires of functions, and
 * CDK's own means, such as `iam.PermissionsBoundary.of(stack)` and `Tags.of(provider)`, at any time.
 *
 * The function runs for at most 14.5 minutes, in which it calls each operation of Amazon SES once a second at most.
 */
export class EmailTemplateProvider extends Construct implements iam.IGrantable, ec2.IConnectable {
  /**
   * The provider of the stack that a construct is in. It is made if there is none.
   */
  public static of(scope: Construct): EmailTemplateProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    return existing instanceof EmailTemplateProvider ? existing : new EmailTemplateProvider(stack, {}, scope.node.path);
  }

  /**
   * Makes the provider of a stack, before its first template does.
   *
   * @param scope the stack, or any construct in it
   * @throws if the stack has its provider already
   */
  public static configure(scope: Construct, props: EmailTemplateProviderProps): EmailTemplateProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    if (existing instanceof EmailTemplateProvider) {
      throw new Error(`${existing.node.path}: the provider must be configured before it is first needed, got: one already made for ${existing.firstUse}; `
        + 'call EmailTemplateProvider.configure once, above the first email template of the stack');
    }
    return new EmailTemplateProvider(stack, props, scope.node.path);
  }

  /**
   * The function, for all that the properties leave open.
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

  private readonly permissions: IDependable[];
  private readonly templatePaths = new Map<string, string>();
  private reading?: Permission;

  private constructor(stack: Stack, props: EmailTemplateProviderProps, private readonly firstUse: string) {
    super(stack, ID);
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
      architecture: lambda.Architecture.ARM_64,
      code: templatesFunctionCode(),
      handler: 'index.handler',
      timeout: Duration.seconds(FUNCTION_TIMEOUT_SECONDS),
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
    if (props.role) this.logGroup.grantWrite(props.role);
    this.permissions = [
      // Amazon SES takes no narrower resource for the operations on templates of its v1 API.
      this.allow(TEMPLATE_ACTIONS, '*'),
      // Whether the stack is rolling back, and which of its resources owns a template.
      this.allow(['cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'], stack.stackId),
      // Whether it is the outermost stack that rolls back, when this one is nested and deleted.
      ...stack.nestedStackParent ? [this.allow(['cloudformation:DescribeStacks'], anyStackNamed(outermost(stack)))] : [],
    ].flatMap(permission => permission.before);
  }

  /**
   * The function's security groups, to let it through to something, or something to it.
   *
   * @throws if the function runs in no VPC
   */
  public get connections(): ec2.Connections {
    return this.handler.connections;
  }

  /**
   * Reserves a template name for a construct, or says which other one of the stack has it: they would deploy one and the
   * same template.
   *
   * @internal
   */
  public _claimName(name: string, path: string): string | undefined {
    if (Token.isUnresolved(name)) return undefined;
    const other = this.templatePaths.get(name);
    if (other && other !== path) return `${path}: templateName must differ from those of the stack's other templates, got: ${JSON.stringify(name)}, the name of ${other}`;
    this.templatePaths.set(name, path);
    return undefined;
  }

  /**
   * Lets the function read an asset. Gives what must be deployed before the function is called for it.
   *
   * @internal
   */
  public _grantReadAsset(asset: FileAssetLocation): IDependable[] {
    const object = Stack.of(this).formatArn({ service: 's3', region: '', account: '', resource: asset.bucketName, resourceName: asset.objectKey });
    if (this.reading && this.reading.statement.resources.length < OBJECTS_PER_STATEMENT) {
      this.reading.statement.addResources(object);
    } else {
      this.reading = this.allow(['s3:GetObject'], object);
    }
    // The key of CDK's own bootstrap bucket lets in whoever may read the bucket; another synthesizer can have another key.
    const decrypting = asset.kmsKeyArn ? this.allow(['kms:Decrypt'], asset.kmsKeyArn).before : [];
    return [...this.permissions, ...this.reading.before, ...decrypting];
  }

  private allow(actions: string[], resource: string): Permission {
    const statement = new iam.PolicyStatement({ actions, resources: [resource] });
    const { policyDependable } = this.grantPrincipal.addToPrincipalPolicy(statement);
    return { statement, before: policyDependable ? [policyDependable] : [] };
  }
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/** By its name, since a nested stack is made before the id of the outermost one can be handed down to it. */
function anyStackNamed(stack: Stack): string {
  return stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${stack.stackName}/*` });
}

interface Permission {
  readonly statement: iam.PolicyStatement;
  /** What must be deployed for the permission to be there. */
  readonly before: IDependable[];
}
