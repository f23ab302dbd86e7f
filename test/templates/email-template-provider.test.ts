import fs from 'node:fs';
import { extname, join } from 'node:path';
import { AppStagingSynthesizer } from '@aws-cdk/app-staging-synthesizer-alpha';
import { Aspects, CfnResource, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { EmailTemplate, EmailTemplateProvider, EmailContent } from '../../src';
import { RESOURCE_TYPE, templatesResources, testApp, testStack } from '../support/synth';

// The staging synthesizer calls methods that CDK has newer ones for.
process.env.JSII_DEPRECATED = 'quiet';

function addTemplate(scope: Construct, id: string = 'Welcome'): EmailTemplate {
  return new EmailTemplate(scope, id, { subject: 'Welcome', text: EmailContent.fromInline(`Welcome to ${id}.`) });
}

/** The statements of the policies that the function's role has. */
function statements(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

function objectArn(key: string) {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, `/${key}`]] };
}

describe('the function', () => {
  test('is created once for any number of templates', () => {
    const stack = testStack();
    addTemplate(stack, 'A');
    addTemplate(new Construct(stack, 'Mails'), 'B');
    expect(EmailTemplateProvider.of(stack.node.findChild('A'))).toBe(EmailTemplateProvider.of(stack));

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));
    template.resourcePropertiesCountIs(RESOURCE_TYPE, { ServiceToken: { 'Fn::GetAtt': [functionId, 'Arn'] } }, 2);
  });

  test('is separate for each stack, including nested stacks and stacks in stages', () => {
    const app = testApp();
    const stacks = [new Stack(app, 'A'), new Stack(app, 'B'), new Stack(new Stage(app, 'Prod'), 'A')];
    stacks.push(new NestedStack(stacks[0], 'Nested'));
    stacks.forEach(stack => addTemplate(stack));
    for (const stack of stacks) {
      Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
      Template.fromStack(stack).resourceCountIs(RESOURCE_TYPE, 1);
    }
  });

  test('has the runtime, timeout and log that deployments need, and no reserved concurrency', () => {
    const stack = testStack();
    addTemplate(stack);
    const template = Template.fromStack(stack);
    const [logGroupId] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 870,
      MemorySize: 256,
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
      LoggingConfig: { LogGroup: { Ref: logGroupId } },
      ReservedConcurrentExecutions: Match.absent(),
      VpcConfig: Match.absent(),
    });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 14 }, DeletionPolicy: 'Delete' });
  });

  test('runs on any processor architecture of the Region: its code is only JavaScript', () => {
    const stack = testStack();
    addTemplate(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Architectures: Match.absent() });
  });

  test('gets every event, also after a crash, until CloudFormation no longer waits for it', () => {
    const stack = testStack();
    addTemplate(stack);
    const template = Template.fromStack(stack);
    const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));
    expect(Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'))).toEqual([{
      Type: 'AWS::Lambda::EventInvokeConfig',
      // Without MaximumRetryAttempts: AWS Lambda's own two.
      Properties: { FunctionName: { Ref: functionId }, Qualifier: '$LATEST', MaximumEventAgeInSeconds: 900 },
    }]);
    const [{ Properties: { ServiceTimeout: serviceTimeout } }] = Object.values(templatesResources(stack));
    expect(serviceTimeout).toBe('900');
  });

  test('may do what deployments need, and read the assets of its stack', () => {
    const stack = testStack();
    addTemplate(stack, 'A');
    addTemplate(stack, 'B');
    const keys = Object.values(templatesResources(stack)).map(resource => resource.Properties.AssetKey);
    expect(keys[0]).not.toBe(keys[1]);
    const [extension, ...others] = new Set(keys.map(extname));
    expect(others).toEqual([]);
    expect(statements(stack)).toEqual([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [expect.stringContaining('LogGroup'), 'Arn'] } },
      {
        Action: ['ses:CreateTemplate', 'ses:DeleteTemplate', 'ses:GetTemplate', 'ses:ListTemplates', 'ses:TestRenderTemplate', 'ses:UpdateTemplate'],
        Effect: 'Allow',
        Resource: '*',
      },
      { Action: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'], Effect: 'Allow', Resource: { Ref: 'AWS::StackId' } },
      { Action: 's3:GetObject', Effect: 'Allow', Resource: objectArn(`*${extension}`) },
    ]);
  });

  test('has its permissions and maximum event age before the first template is deployed, and until the last is deleted', () => {
    const stack = testStack();
    addTemplate(stack);
    const before = ['AWS::Lambda::EventInvokeConfig', 'AWS::IAM::Policy'].flatMap(type => Object.keys(Template.fromStack(stack).findResources(type)));
    expect(before).toHaveLength(2);
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: before });
  });

  test('has the same few permissions for two hundred templates as for one', () => {
    const [one, many] = [1, 200].map(count => {
      const stack = testStack();
      for (let i = 0; i < count; i++) addTemplate(stack, `Mail${i}`);
      return statements(stack);
    });
    expect(many).toEqual(one);
  });

  test('can be customized with CDK\'s own means', () => {
    const stack = testStack();
    addTemplate(stack);
    const boundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111111111111:policy/boundary');
    iam.PermissionsBoundary.of(stack).apply(boundary);
    Tags.of(EmailTemplateProvider.of(stack)).add('team', 'mail');
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Function') node.addPropertyOverride('RuntimeManagementConfig', { UpdateRuntimeOn: 'Auto' });
      },
    });
    EmailTemplateProvider.of(stack).handler.addEnvironment('EXTRA', '1');

    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: 'arn:aws:iam::111111111111:policy/boundary', Tags: [{ Key: 'team', Value: 'mail' }] });
    template.hasResourceProperties('AWS::Lambda::Function', {
      RuntimeManagementConfig: { UpdateRuntimeOn: 'Auto' },
      Environment: { Variables: { EXTRA: '1' } },
      Tags: [{ Key: 'team', Value: 'mail' }],
    });
  });
});

describe('an encryption key of the assets', () => {
  const decrypting = (stack: Stack) => statements(stack).filter(({ Action }) => Action === 'kms:Decrypt');

  test('of another stack or account may be used to decrypt, before the first email is deployed', () => {
    const stack = testStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1');
    EmailTemplateProvider.configure(stack, { assetEncryptionKey: key });
    addTemplate(stack);
    expect(decrypting(stack)).toEqual([{ Action: 'kms:Decrypt', Effect: 'Allow', Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' }]);
    const [policyId] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: Match.arrayWith([policyId]) });
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef]>([
    ['construct', stack => new kms.Key(stack, 'Key')],
    ['plain resource', stack => new kms.CfnKey(stack, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } })],
  ])('of the stack, a %s, may be used to decrypt', (_, make) => {
    const stack = testStack();
    EmailTemplateProvider.configure(stack, { assetEncryptionKey: make(stack) });
    addTemplate(stack);
    const [keyId] = Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(decrypting(stack)).toEqual([{ Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': [keyId, 'Arn'] } }]);
  });

  test.each<[string, (stack: Stack) => kms.IKeyRef, unknown]>([
    ['another stack', stack => kms.Alias.fromAliasName(stack, 'Alias', 'alias/cdk-shop-staging'), 'alias/cdk-shop-staging'],
    ['the stack', stack => new kms.Alias(stack, 'Alias', { aliasName: 'alias/shop', targetKey: new kms.Key(stack, 'Key') }), 'alias/shop'],
  ])('may be given by an alias of %s', (_, make, aliasName) => {
    const stack = testStack();
    EmailTemplateProvider.configure(stack, { assetEncryptionKey: make(stack) });
    addTemplate(stack);
    expect(decrypting(stack)).toEqual([{
      Action: 'kms:Decrypt',
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':key/*']] },
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
    }]);
  });

  test('of the staging bucket of an app may be used to decrypt: its policy delegates to IAM', () => {
    const synthesizer = AppStagingSynthesizer.defaultResources({ appId: 'shop', stagingBucketEncryption: BucketEncryption.KMS });
    const app = testApp({ defaultStackSynthesizer: synthesizer });
    const stack = new Stack(app, 'OrderMails', { env: { account: '111122223333', region: 'eu-west-1' } });
    EmailTemplateProvider.configure(stack, { assetEncryptionKey: kms.Alias.fromAliasName(stack, 'AssetKey', 'alias/cdk-shop-staging') });
    addTemplate(stack);
    const staging = app.synth().stacks.find(({ stackName }) => stackName !== 'OrderMails')!.template;
    expect(Object.values<any>(staging.Resources).filter(({ Type }) => Type === 'AWS::KMS::Alias').map(({ Properties }) => Properties.AliasName))
      .toEqual(['alias/cdk-shop-staging']);
    expect(decrypting(stack).map(({ Condition }) => Condition)).toEqual([{ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/cdk-shop-staging' } }]);
  });
});

describe('configure', () => {
  test('sets up the function before the first template', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1');
    EmailTemplateProvider.configure(stack, {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      memorySize: 512,
      logRetention: logs.RetentionDays.ONE_YEAR,
      environment: { NODE_EXTRA_CA_CERTS: '/var/task/ca.pem' },
      environmentEncryption: key,
    });
    addTemplate(stack);
    expect(EmailTemplateProvider.of(stack).connections.securityGroups).toEqual([securityGroup]);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 512,
      VpcConfig: { SecurityGroupIds: ['sg-1'], SubnetIds: vpc.privateSubnets.map(subnet => stack.resolve(subnet.subnetId)) },
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps', NODE_EXTRA_CA_CERTS: '/var/task/ca.pem' } },
      KmsKeyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    // The network is there before the function is called, and until after its last call.
    template.hasResource('AWS::Lambda::Function', {
      DependsOn: Match.arrayWith([stack.getLogicalId(vpc.privateSubnets[0].node.findChild('DefaultRoute') as CfnResource)]),
    });
  });

  test('accepts an existing role and log group, and grants the role what the function needs', () => {
    const stack = testStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/deployer');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Log', '/company/mails');
    EmailTemplateProvider.configure(stack, { role, logGroup });
    addTemplate(stack);
    expect(EmailTemplateProvider.of(stack).grantPrincipal).toBe(role);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Role: 'arn:aws:iam::111111111111:role/deployer',
      LoggingConfig: { LogGroup: '/company/mails' },
    });
    expect(statements(stack).map(statement => [statement.Action].flat())).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      expect.arrayContaining(['ses:CreateTemplate']),
      ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'],
      ['s3:GetObject'],
    ]);
    const [policyId] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource(RESOURCE_TYPE, { DependsOn: Match.arrayWith([policyId]) });
  });

  test('does not change a role that accepts no policies', () => {
    const stack = testStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/deployer', { mutable: false });
    EmailTemplateProvider.configure(stack, { role });
    addTemplate(stack);
    expect(statements(stack)).toEqual([]);
    const [configId] = Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::EventInvokeConfig'));
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: [configId] });
  });

  test('after the first template is an error with advice', () => {
    const stack = testStack();
    addTemplate(stack);
    expect(() => EmailTemplateProvider.configure(stack, { memorySize: 512 })).toThrow(new Error(
      'OrderMails/EmailTemplateProvider: the provider must be configured before it is first needed, got: one already created for OrderMails/Welcome; '
      + 'call EmailTemplateProvider.configure once, above the first email template of the stack'));
  });

  describe('on an app or a stage', () => {
    const memoryOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties.MemorySize);

    test('applies to all stacks in it, including nested ones; the nearest configuration applies as a whole', () => {
      const app = testApp();
      EmailTemplateProvider.configure(app, { memorySize: 512, environment: { TZ: 'UTC' } });
      const stage = new Stage(app, 'Stage');
      EmailTemplateProvider.configure(stage, { memorySize: 1024 });
      const [one, staged, own] = [new Stack(app, 'One'), new Stack(stage, 'Staged'), new Stack(stage, 'Own')];
      const nested = new NestedStack(one, 'Nested');
      EmailTemplateProvider.configure(own, { logRetention: logs.RetentionDays.ONE_DAY });
      [one, nested, staged, own].forEach(stack => addTemplate(stack));

      expect([one, nested, staged, own].map(memoryOf)).toEqual([[512], [512], [1024], [256]]);
      Template.fromStack(one).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { TZ: 'UTC' } } });
    });

    test('is possible once, before a stack in it has a template', () => {
      const app = testApp();
      EmailTemplateProvider.configure(app, {});
      expect(() => EmailTemplateProvider.configure(app, {})).toThrow(new Error('the app: the providers must be configured once, got: a second call of EmailTemplateProvider.configure'));

      const late = testApp();
      addTemplate(new Stack(late, 'OrderMails'));
      expect(() => EmailTemplateProvider.configure(late, {})).toThrow(new Error(
        'OrderMails/EmailTemplateProvider: the provider must be configured before it is first needed, got: one already created for OrderMails/Welcome; '
        + 'call EmailTemplateProvider.configure once, above the first email template of the app'));
    });
  });

  test('that fails leaves nothing behind: the next attempt fails alike', () => {
    const stack = testStack();
    const logGroup = new logs.LogGroup(stack, 'Log');
    const configure = () => EmailTemplateProvider.configure(stack, { logGroup, logRetention: logs.RetentionDays.ONE_DAY });
    const messages = [configure, configure].map(call => { try { call(); } catch (error) { return (error as Error).message; } return undefined; });
    expect(messages[0]).toMatch(/logGroup and logRetention must not be given together/);
    expect(messages[1]).toBe(messages[0]);
    addTemplate(stack);
    expect(EmailTemplateProvider.of(stack).handler).toBeDefined();
  });

  test('refuses a retention for a log group that has its own', () => {
    const stack = testStack();
    const logGroup = new logs.LogGroup(stack, 'Log');
    expect(() => EmailTemplateProvider.configure(stack, { logGroup, logRetention: logs.RetentionDays.ONE_DAY })).toThrow(new Error(
      'OrderMails/EmailTemplateProvider: logGroup and logRetention must not be given together; set the retention of the log group'));
  });
});

describe('with two copies of the package in an app, such as one in a construct library', () => {
  /** The package, loaded anew. */
  function anotherCopy(): typeof import('../../src') {
    let copy!: typeof import('../../src');
    jest.isolateModules(() => { copy = jest.requireActual('../../src'); });
    return copy;
  }

  test('both deploy their templates with one function, and refuse duplicate names', () => {
    const stack = testStack();
    const other = anotherCopy();
    expect(other.EmailTemplateProvider).not.toBe(EmailTemplateProvider);
    new EmailTemplate(stack, 'A', { templateName: 'a', subject: 'A', text: EmailContent.fromInline('a') });
    new other.EmailTemplate(stack, 'B', { templateName: 'b', subject: 'B', text: other.EmailContent.fromInline('b') });
    expect(other.EmailTemplateProvider.of(stack)).toBe(EmailTemplateProvider.of(stack));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
    Template.fromStack(stack).resourceCountIs(RESOURCE_TYPE, 2);
    expect(() => new other.EmailTemplate(stack, 'C', { templateName: 'a', subject: 'A', text: other.EmailContent.fromInline('a') })).toThrow(new Error(
      'OrderMails/C: templateName must differ from those of the app\'s other templates in the same account and Region, got: "a", the name of OrderMails/A'));
  });

  test('neither can be configured after the other created the function', () => {
    const stack = testStack();
    addTemplate(stack);
    expect(() => anotherCopy().EmailTemplateProvider.configure(stack, {})).toThrow(/the provider must be configured before it is first needed/);
  });

  test('a different construct at the path of the provider is an error', () => {
    const stack = testStack();
    new Construct(stack, 'EmailTemplateProvider');
    expect(() => addTemplate(stack)).toThrow(new Error(
      'OrderMails/EmailTemplateProvider: the id must be left to the provider of cdk-ses-templates, got: a construct of class Construct; give it another id'));
  });
});

describe('without the bundle', () => {
  const bundle = join(__dirname, '..', '..', 'assets', 'templates', 'index.js');
  const exists = fs.existsSync;
  beforeEach(() => { jest.spyOn(fs, 'existsSync').mockImplementation(path => path !== bundle && exists(path)); });
  afterEach(() => { jest.restoreAllMocks(); });

  test('every template of the stack has an error that says how to build it', () => {
    const error = new Error(`The deployment function's code is missing: ${bundle}. In a clone of cdk-ses-templates, run "npm run bundle" to create it`);
    const stack = testStack();
    expect(() => addTemplate(stack)).toThrow(error);
    expect(() => addTemplate(stack, 'Goodbye')).toThrow(error);
  });
});

describe('the role that CDK creates for the function', () => {
  const managed = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.ManagedPolicyArns);

  test('can write only to the function\'s own log group, without a managed policy', () => {
    const stack = testStack();
    addTemplate(stack);
    expect(managed(stack)).toEqual([undefined]);
    expect(statements(stack)).toContainEqual(expect.objectContaining({
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringContaining('LogGroup'), 'Arn'] },
    }));
  });

  test('keeps the managed policies that are added to it', () => {
    const stack = testStack();
    addTemplate(stack);
    EmailTemplateProvider.of(stack).handler.role!.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Own', 'arn:aws:iam::111111111111:policy/own'));
    expect(managed(stack)).toEqual([['arn:aws:iam::111111111111:policy/own']]);
  });
});
