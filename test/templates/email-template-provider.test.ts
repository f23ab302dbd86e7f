import { join } from 'node:path';
import { Aspects, CfnResource, NestedStack, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { EmailTemplate, EmailTemplateProvider, TemplateContent } from '../../src';
import { templatesFunctionCode } from '../../src/templates/private/function-code';
import { RESOURCE_TYPE, templatesResources, testApp, testStack } from '../support/synth';

function addTemplate(scope: Construct, id: string = 'Welcome'): EmailTemplate {
  return new EmailTemplate(scope, id, { subject: 'Welcome', text: TemplateContent.fromInline(`Welcome to ${id}.`) });
}

/** The statements of the policies that the function's role has. */
function statements(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

function objectArn(key: string) {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, `/${key}`]] };
}

describe('the function', () => {
  test('is one, however many templates a stack has', () => {
    const stack = testStack();
    addTemplate(stack, 'A');
    addTemplate(new Construct(stack, 'Mails'), 'B');
    expect(EmailTemplateProvider.of(stack.node.findChild('A'))).toBe(EmailTemplateProvider.of(stack));

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));
    template.resourcePropertiesCountIs(RESOURCE_TYPE, { ServiceToken: { 'Fn::GetAtt': [functionId, 'Arn'] } }, 2);
  });

  test('is each stack\'s own, also a nested stack\'s and in a stage', () => {
    const app = testApp();
    const stacks = [new Stack(app, 'A'), new Stack(app, 'B'), new Stack(new Stage(app, 'Prod'), 'A')];
    stacks.push(new NestedStack(stacks[0], 'Nested'));
    stacks.forEach(stack => addTemplate(stack));
    for (const stack of stacks) {
      Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
      Template.fromStack(stack).resourceCountIs(RESOURCE_TYPE, 1);
    }
  });

  test('has the runtime, the time and the log that deployments need, and no concurrency reserved', () => {
    const stack = testStack();
    addTemplate(stack);
    const template = Template.fromStack(stack);
    const [logGroupId] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
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

  test('may do what deployments need, and read exactly the assets used', () => {
    const stack = testStack();
    addTemplate(stack, 'A');
    addTemplate(stack, 'B');
    const keys = Object.values(templatesResources(stack)).map(resource => resource.Properties.AssetKey);
    expect(keys[0]).not.toBe(keys[1]);
    expect(statements(stack)).toEqual([
      {
        Action: ['ses:CreateTemplate', 'ses:DeleteTemplate', 'ses:GetTemplate', 'ses:ListTemplates', 'ses:TestRenderTemplate', 'ses:UpdateTemplate'],
        Effect: 'Allow',
        Resource: '*',
      },
      { Action: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'], Effect: 'Allow', Resource: { Ref: 'AWS::StackId' } },
      { Action: 's3:GetObject', Effect: 'Allow', Resource: keys.map(objectArn) },
    ]);
  });

  test('has its permissions before the first template is deployed, and until the last is deleted', () => {
    const stack = testStack();
    addTemplate(stack);
    const [policyId] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: [policyId] });
  });

  test.each([true, false])('may read the assets of two hundred templates within IAM\'s limits (policies minimized: %s)', minimized => {
    const stack = testStack('OrderMails', { context: { '@aws-cdk/aws-iam:minimizePolicies': minimized } });
    for (let i = 0; i < 200; i++) addTemplate(stack, `Mail${i}`);

    const template = Template.fromStack(stack);
    const policies = [
      ...Object.values(template.findResources('AWS::IAM::Policy')),
      ...Object.values(template.findResources('AWS::IAM::ManagedPolicy')),
    ].map(policy => policy.Properties.PolicyDocument);
    // As deployed: partition, account and Region in place of what CDK leaves to CloudFormation.
    const sizes = policies.map(document => JSON.stringify(document)
      .replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":s3:::",\{"Fn::Sub":"[^"]*"\},"([^"]*)"\]\]\}/g,
        (_, key) => `"arn:aws-us-gov:s3:::cdk-hnb659fds-assets-123456789012-ap-northeast-1${key}"`).length);
    expect(sizes[0]).toBeLessThan(10_240);
    expect(Math.max(...sizes.slice(1))).toBeLessThan(6_144);
    expect(sizes.length - 1).toBeLessThanOrEqual(9); // With AWSLambdaBasicExecutionRole IAM's default of ten for a role.

    const readable = policies.flatMap(document => document.Statement)
      .filter(statement => statement.Action === 's3:GetObject').flatMap(statement => statement.Resource);
    expect(readable).toHaveLength(200);

    // Each template waits for the very policy that lets the function read its asset.
    const policyOf = (key: string) => Object.entries(template.toJSON().Resources as Record<string, any>)
      .find(([, resource]) => resource.Type.startsWith('AWS::IAM::') && JSON.stringify(resource.Properties).includes(`/${key}"`))![0];
    for (const resource of Object.values(templatesResources(stack))) {
      expect(resource.DependsOn).toContain(policyOf(resource.Properties.AssetKey));
    }
  });

  test('takes CDK\'s own means for all the rest', () => {
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

describe('configure', () => {
  test('sets up the function before the first template', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1');
    const provider = EmailTemplateProvider.configure(stack, {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      memorySize: 512,
      logRetention: logs.RetentionDays.ONE_YEAR,
      environment: { NODE_EXTRA_CA_CERTS: '/var/task/ca.pem' },
      environmentEncryption: key,
    });
    addTemplate(stack);
    expect(EmailTemplateProvider.of(stack)).toBe(provider);
    expect(provider.connections.securityGroups).toEqual([securityGroup]);

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

  test('takes the company\'s own role and log group, and gives the role what the function needs', () => {
    const stack = testStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/deployer');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Log', '/company/mails');
    const provider = EmailTemplateProvider.configure(stack, { role, logGroup });
    addTemplate(stack);
    expect(provider.grantPrincipal).toBe(role);

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
      ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:ListStackResources'],
      ['s3:GetObject'],
    ]);
    const [policyId] = Object.keys(template.findResources('AWS::IAM::Policy'));
    template.hasResource(RESOURCE_TYPE, { DependsOn: [policyId] });
  });

  test('leaves a role alone that takes no policies', () => {
    const stack = testStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/deployer', { mutable: false });
    EmailTemplateProvider.configure(stack, { role });
    addTemplate(stack);
    expect(statements(stack)).toEqual([]);
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: Match.absent() });
  });

  test('after the first template is an error that says what to do', () => {
    const stack = testStack();
    addTemplate(stack);
    expect(() => EmailTemplateProvider.configure(stack, { memorySize: 512 })).toThrow(new Error(
      'OrderMails/EmailTemplateProvider: the provider must be configured before it is first needed, got: one already made for OrderMails/Welcome; '
      + 'call EmailTemplateProvider.configure once, above the first email template of the stack'));
  });

  test('takes no retention for a log group that has its own', () => {
    const stack = testStack();
    const logGroup = new logs.LogGroup(stack, 'Log');
    expect(() => EmailTemplateProvider.configure(stack, { logGroup, logRetention: logs.RetentionDays.ONE_DAY })).toThrow(new Error(
      'OrderMails/EmailTemplateProvider: logGroup and logRetention must not be given together; set the retention of the log group'));
  });
});

test('without the bundle, the error says what makes it', () => {
  expect(() => templatesFunctionCode('/nowhere')).toThrow(new Error(
    `The deployment function's code is missing: ${join('/nowhere', 'templates', 'index.js')}. In a clone of cdk-ses-templates, "npm run bundle" makes it`));
});
