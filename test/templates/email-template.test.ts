import { App, CfnOutput, CfnParameter, CfnResource, Lazy, PhysicalName, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct, IConstruct } from 'constructs';
import { EmailConflictPolicy, EmailDriftPolicy, EmailTemplate, EmailTemplateProps, EmailTemplateGrants, EmailTemplateSet, IEmailTemplate, EmailContent, EmailSampleData } from '../../src';
import { fill } from '../../src/contract/contract';
import { fingerprint, matches } from '../../src/contract/fingerprint';
import { assetOf, RESOURCE_TYPE, templatesProperties, templatesResources, testApp, testStack } from '../support/synth';

const text = EmailContent.fromInline('Welcome, {{name}}.');

/** The ARN of something of SES, in the template of a stack without an account and a Region. */
function sesArn(resource: string, name: unknown) {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}/`, name]] };
}

/** What `Ref` gives of a construct's resource. */
function refTo(construct: IConstruct) {
  return Stack.of(construct).resolve((construct.node.defaultChild as CfnResource).ref);
}

describe('the custom resource', () => {
  test('names the template, the asset and the policies, with a fingerprint for each existing part', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', {
      templateName: 'welcome',
      subject: 'Welcome, {{name}}',
      html: EmailContent.fromInline('<p>Welcome, {{name}}.</p>'),
      conflictPolicy: EmailConflictPolicy.ADOPT,
      driftPolicy: EmailDriftPolicy.FAIL,
    });

    const properties = templatesProperties(stack);
    expect(properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^EmailTemplateProviderHandler/), 'Arn'] },
      ServiceTimeout: '900',
      Identity: 'TemplateName',
      Templates: {
        Template: {
          Name: 'welcome',
          Subject: fingerprint('Welcome, {{name}}'),
          Html: fingerprint('<p>Welcome, {{name}}.</p>'),
        },
      },
      AssetBucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
      AssetKey: expect.stringMatching(/^[0-9a-f]{64}\.ses-[0-9a-f]{10}$/),
      ConflictPolicy: 'ADOPT',
      DriftPolicy: 'FAIL',
    });
    expect(Object.keys(properties)).toEqual([
      'ServiceToken', 'ServiceTimeout', 'Identity', 'Templates', 'AssetBucket', 'AssetKey', 'ConflictPolicy', 'DriftPolicy',
    ]);
  });

  test('by default refuses conflicts, overwrites drift and deletes the template with the stack', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, {
      Properties: { ConflictPolicy: 'FAIL', DriftPolicy: 'OVERWRITE', Templates: { Template: { Html: Match.absent() } }, Markers: Match.absent() },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('has deploy-time values as markers, numbered over subject, html and text, each once', () => {
    const stack = testStack();
    const shop = new CfnParameter(stack, 'Shop').valueAsString;
    const url = new CfnParameter(stack, 'Url').valueAsString;
    new EmailTemplate(stack, 'Order', {
      subject: `${shop}: your order`,
      text: EmailContent.fromInline(`${stack.region} ${url} ${shop}`),
      html: EmailContent.fromInline(`<a href="${url}">${shop}</a>`),
    });

    const properties = templatesProperties(stack);
    expect(properties.Markers).toEqual([{ Ref: 'Shop' }, { Ref: 'Url' }, { Ref: 'AWS::Region' }]);
    expect(assetOf(stack, properties)).toEqual({
      templates: {
        Template: {
          Subject: [{ marker: 0 }, ': your order'],
          Html: ['<a href="', { marker: 1 }, '">', { marker: 0 }, '</a>'],
          Text: [{ marker: 2 }, ' ', { marker: 1 }, ' ', { marker: 0 }],
        },
      },
    });
  });

  test('fingerprints the content of the asset with the markers filled in', () => {
    const stack = testStack();
    const url = new CfnParameter(stack, 'Url').valueAsString;
    new EmailTemplate(stack, 'Order', {
      subject: 'Ihre Bestellung, {{name}} 😀',
      html: EmailContent.fromInline(`<a href="${url}?utm=é">{{id}}</a>\r\n`),
      text: EmailContent.fromInline(url),
    });

    const properties = templatesProperties(stack);
    const asset = assetOf(stack, properties).templates.Template;
    const prints = properties.Templates.Template;
    const values = ['https://example.com/é'];
    expect(fill(asset.Subject, values)).toBe('Ihre Bestellung, {{name}} 😀');
    expect(fill(asset.Html!, values)).toBe('<a href="https://example.com/é?utm=é">{{id}}</a>\r\n');
    expect(fill(asset.Text!, values)).toBe('https://example.com/é');
    expect(matches(fill(asset.Subject, values), prints.Subject, values)).toBe(true);
    expect(matches(fill(asset.Html!, values), prints.Html!, values)).toBe(true);
    expect(matches(fill(asset.Text!, values), prints.Text!, values)).toBe(true);
  });

  test('stores sample data in the asset, as it was when the template was declared', () => {
    const stack = testStack();
    const data = { name: 'Ada', items: [{ price: 1.5, gift: null }] };
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text, sampleData: EmailSampleData.fromObject(data) });
    data.name = 'Grace';
    expect(assetOf(stack, templatesProperties(stack)).templates.Template.SampleData).toEqual({ name: 'Ada', items: [{ price: 1.5, gift: null }] });
  });

  test('has the sample data and its fingerprint only if the deployment verifies the template', () => {
    const data = { name: 'Ada' };
    const sampleData = EmailSampleData.fromObject(data);
    const print = fingerprint('{"name":"Ada"}');
    const cases: Array<[Partial<EmailTemplateProps>, unknown]> = [
      [{ sampleData }, [data, print]],
      [{ sampleData, verifyOnDeploy: true }, [data, print]],
      [{ sampleData, verifyOnDeploy: false }, [undefined, undefined]],
      [{ verifyOnDeploy: true }, [undefined, undefined]],
      [{}, [undefined, undefined]],
    ];
    for (const [props, verified] of cases) {
      const stack = testStack();
      new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text, ...props });
      const properties = templatesProperties(stack);
      expect([assetOf(stack, properties).templates.Template.SampleData, properties.Templates.Template.SampleData]).toEqual(verified);
    }
  });

  test('depends on the resources of its markers, also in another stack', () => {
    const app = testApp();
    const api = new CfnResource(new Stack(app, 'Api'), 'Api', { type: 'Test::Api' });
    const stack = new Stack(app, 'OrderMails');
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text: EmailContent.fromInline(`Go to ${api.getAtt('Url')}`) });
    app.synth();

    expect(templatesProperties(stack).Markers).toEqual([{ 'Fn::ImportValue': expect.stringMatching(/^Api:ExportsOutputFnGetAttApiUrl/) }]);
    expect(stack.dependencies.map(dependency => dependency.stackName)).toEqual(['Api']);
  });
});

describe('a snapshot of the resource', () => {
  const welcome = (props: Partial<EmailTemplateProps> = {}) => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text, sampleData: EmailSampleData.fromObject({ name: 'Ada', age: 36 }), ...props });
    return templatesProperties(stack);
  };
  /** The properties that change, those of the template by the parts. */
  const changes = (before: Partial<EmailTemplateProps>, after: Partial<EmailTemplateProps>) => {
    const flat = ({ Templates, ...others }: Record<string, any>) => Object.entries({ ...others, ...Templates.Template });
    const earlier = new Map(flat(welcome(before)));
    return flat(welcome(after)).filter(([name, value]) => JSON.stringify(earlier.get(name)) !== JSON.stringify(value)).map(([name]) => name);
  };

  test('shows a part that changed', () => {
    expect(changes({}, { text: EmailContent.fromInline('Hi, {{name}}.') })).toEqual(['AssetKey', 'Text']);
  });

  test('shows sample data that changed in a value, but not in the order of keys, if the deployment verifies the template', () => {
    expect(changes({}, { sampleData: EmailSampleData.fromObject({ name: 'Grace', age: 36 }) })).toEqual(['AssetKey', 'SampleData']);
    expect(changes({}, { sampleData: EmailSampleData.fromObject({ age: 36, name: 'Ada' }) })).toEqual([]);
    expect(changes({ verifyOnDeploy: false }, { verifyOnDeploy: false, sampleData: EmailSampleData.fromObject({ name: 'Grace' }) })).toEqual([]);
  });

  test('shows changed line ends only as another asset', () => {
    const lines = (end: string) => ({ text: EmailContent.fromInline(`Hi,${end}{{name}}`) });
    expect(changes(lines('\n'), lines('\r\n'))).toEqual(['AssetKey']);
  });
});

describe('the name', () => {
  test('is derived from stack and path by default, and is valid in SES for any of them', () => {
    const stack = testStack('OrderMails');
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    new EmailTemplate(stack, 'x'.repeat(200), { subject: 'Welcome', text });
    new EmailTemplate(stack, 'ようこそ', { subject: 'Welcome', text });
    new EmailTemplate(stack, 'a.b c', { subject: 'Welcome', text });

    const names = Object.values(templatesResources(stack)).map(resource => resource.Properties.Templates.Template.Name);
    expect(names).toEqual([
      'OrderMails-Welcome-9B3326C4',
      expect.stringMatching(/^OrderMails-x{44}-[0-9A-F]{8}$/),
      expect.stringMatching(/^OrderMails-[0-9A-F]{8}$/),
      expect.stringMatching(/^OrderMails-abc-[0-9A-F]{8}$/),
    ]);
  });

  test('differs for the same construct in two stacks', () => {
    const app = testApp();
    const stacks = ['Dev', 'Prod'].map(id => new Stack(app, id));
    stacks.forEach(stack => new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text }));
    const names = stacks.map(stack => templatesProperties(stack).Templates.Template.Name);
    expect(names).toEqual([expect.stringMatching(/^Dev-Welcome-/), expect.stringMatching(/^Prod-Welcome-/)]);
  });

  test('stays a plain string if given, and resources that use it depend on the template', () => {
    const stack = testStack();
    const template = new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', subject: 'Welcome', text });
    new CfnResource(stack, 'Mailer', { type: 'Test::Mailer', properties: { Name: template.templateName, Ref: template.templateRef.templateId, Arn: template.templateArn } });

    expect(templatesProperties(stack).Templates.Template.Name).toBe('welcome');
    Template.fromStack(stack).hasResourceProperties('Test::Mailer', {
      Name: refTo(template),
      Ref: refTo(template),
      Arn: sesArn('template', refTo(template)),
    });
  });

  test('determines the resource\'s logical id if given, so that a moved construct keeps its template', () => {
    const logicalIds = [undefined, 'Customers'].map(parent => {
      const stack = testStack();
      new EmailTemplate(parent ? new Construct(stack, parent) : stack, 'Welcome', { templateName: 'shop_welcome-1', subject: 'Welcome', text });
      return Object.keys(templatesResources(stack));
    });
    expect(logicalIds[0]).toEqual([expect.stringMatching(/^EmailTemplateshopwelcome1[0-9A-F]{8}$/)]);
    expect(logicalIds[1]).toEqual(logicalIds[0]);
  });

  test('may be known only at deployment', () => {
    const stack = testStack();
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    for (const id of ['A', 'B']) {
      new EmailTemplate(stack, id, { templateName: `${prefix}-wélcome`, subject: 'Welcome', text });
    }
    for (const resource of Object.values(templatesResources(stack))) {
      expect(resource.Properties.Templates.Template.Name).toEqual({ 'Fn::Join': ['', [{ Ref: 'Prefix' }, '-wélcome']] });
    }
  });

  test('is used literally in another account', () => {
    const app = testApp();
    const mails = new Stack(app, 'OrderMails', { env: { account: '111111111111', region: 'eu-west-1' } });
    const template = new EmailTemplate(mails, 'Welcome', { templateName: 'welcome', subject: 'Welcome', text });
    const other = new Stack(app, 'Other', { env: { account: '222222222222', region: 'eu-west-1' } });
    new CfnResource(other, 'Mailer', { type: 'Test::Mailer', properties: { Name: template.templateName, Arn: template.templateArn } });

    Template.fromStack(other).hasResourceProperties('Test::Mailer', {
      Name: 'welcome',
      Arn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111111111111:template/welcome']] },
    });
  });
});

describe('the removal policy', () => {
  test.each([
    [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
    [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('%s is left to CloudFormation', (removalPolicy, DeletionPolicy, UpdateReplacePolicy) => {
    const stack = testStack();
    new EmailTemplate(stack, 'Given', { subject: 'Welcome', text, removalPolicy });
    new EmailTemplate(stack, 'Applied', { subject: 'Welcome', text }).applyRemovalPolicy(removalPolicy);
    Template.fromStack(stack).allResources(RESOURCE_TYPE, { DeletionPolicy, UpdateReplacePolicy });
  });

  test('cannot be a snapshot', () => {
    expect(() => new EmailTemplate(testStack(), 'Welcome', { subject: 'Welcome', text, removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow(new Error(
      'OrderMails/Welcome: removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got: SNAPSHOT'));
  });
});

describe('synth refuses what Amazon SES would refuse', () => {
  const welcome = (props: Partial<EmailTemplateProps>) => () => new EmailTemplate(testStack(), 'Welcome', { subject: 'Welcome', text, ...props });
  const inline = (content: string) => EmailContent.fromInline(content);

  test.each(['', 'höhö', 'a b', 'a.b', 'x'.repeat(65), 'a/b', '{{a}}'])('the name %j', templateName => {
    expect(welcome({ templateName })).toThrow(new Error(
      `OrderMails/Welcome: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(templateName)}`));
  });

  test.each(['cdk-ses-templates-scratch-', 'cdk-ses-templates-scratch-welcome'])('the name %j, which is reserved for verification', templateName => {
    expect(welcome({ templateName })).toThrow(new Error(
      'OrderMails/Welcome: templateName must not begin with "cdk-ses-templates-scratch-", which is reserved for temporary templates that verify others, '
      + `got: "${templateName}"`));
  });

  test('a name with this prefix and a deploy-time value', () => {
    expect(welcome({ templateName: `cdk-ses-templates-scratch-${Lazy.string({ produce: () => 'x' })}` })).toThrow(
      /^OrderMails\/Welcome: templateName must not begin with "cdk-ses-templates-scratch-"/);
  });

  test.each(['a', '-_9Z', 'x'.repeat(64), 'cdk-ses-templates-scratch'])('it accepts the name %j', templateName => {
    expect(welcome({ templateName })).not.toThrow();
  });

  test.each([
    ['an empty subject', { subject: '' }, 'subject must not be empty or blank, got: ""'],
    ['a blank subject', { subject: ' \n' }, 'subject must not be empty or blank, got: " \\n"'],
    ['an empty html part', { html: inline('') }, 'html must not be empty or blank, got: ""'],
    ['a blank text part', { text: inline('\t') }, 'text must not be empty or blank, got: "\\t"'],
    ['neither html nor text', { text: undefined }, 'html or text must be given, got: neither'],
    ['sample data that is no JSON', { sampleData: EmailSampleData.fromObject({ at: new Date(0) }) }, 'sampleData.at must be plain JSON, got: an object of class Date'],
  ])('%s', (_, props, problem) => {
    expect(welcome(props)).toThrow(new Error(`OrderMails/Welcome: ${problem}`));
  });

  test('sample data that Amazon SES would fail to render, even if the deployment does not verify it', () => {
    expect(welcome({ sampleData: EmailSampleData.fromObject({ nmae: 'Ada' }), verifyOnDeploy: false })).toThrow(/^OrderMails\/Welcome: text:1:10: Attribute 'name' is not present in the rendering data\.\n/);
  });

  test('sample data of more than 262,094 characters of JSON, with which the verification reaches 262,144', () => {
    const characters = (length: number) => EmailSampleData.fromObject({ name: 'é'.repeat(length - '{"name":""}'.length) });
    expect(welcome({ sampleData: characters(262_094) })).not.toThrow();
    expect(welcome({ sampleData: characters(262_095) })).toThrow(new Error(
      'OrderMails/Welcome: sampleData must be at most 262094 characters of JSON, because the deployment adds 50 to verify the template, got: 262095; '
      + 'shorten it, or set verifyOnDeploy: false'));
  });

  test('html and text of more than 512,000 bytes together, in UTF-8', () => {
    const [half, more] = [inline('é'.repeat(128_000)), inline(`${'é'.repeat(128_000)}x`)];
    expect(welcome({ html: half, text: half })).not.toThrow();
    expect(welcome({ html: half, text: more })).toThrow(new Error(
      'OrderMails/Welcome: html and text together must be at most 512000 bytes of UTF-8, got: 512001 (html 256000, text 256001)'));
  });

  test('of content with tokens, only the known text counts', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(welcome({ html: inline(`${token}${'x'.repeat(512_000)}${token}`), text: undefined })).not.toThrow();
    expect(welcome({ html: inline(`x${token}${'x'.repeat(512_000)}`), text: undefined })).toThrow(new Error(
      'OrderMails/Welcome: html and text together must be at most 512000 bytes of UTF-8, got: 512001 (html 512001, text 0)'));
    expect(welcome({ subject: token, text: inline(token) })).not.toThrow();
  });

  test('all problems of a template are reported at once', () => {
    expect(welcome({ templateName: 'a b', subject: '', html: inline(''), text: undefined, sampleData: EmailSampleData.fromObject({ a: undefined }) })).toThrow(new Error([
      'OrderMails/Welcome: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: "a b"',
      'OrderMails/Welcome: subject must not be empty or blank, got: ""',
      'OrderMails/Welcome: html must not be empty or blank, got: ""',
      'OrderMails/Welcome: sampleData.a must be plain JSON, got: undefined',
    ].join('\n')));
  });

  test('two templates of one stack with the same name, but not of two stacks, and not in another case', () => {
    const app = testApp();
    const stack = new Stack(app, 'OrderMails');
    new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', subject: 'Welcome', text });
    new EmailTemplate(stack, 'Capital', { templateName: 'Welcome', subject: 'Welcome', text });
    new EmailTemplate(new Stack(app, 'Other'), 'Welcome', { templateName: 'welcome', subject: 'Welcome', text });
    expect(() => new EmailTemplate(stack, 'Hello', { templateName: 'welcome', subject: 'Hello', text })).toThrow(new Error(
      'OrderMails/Hello: templateName must differ from those of the app\'s other templates in the same account and Region, got: "welcome", the name of OrderMails/Welcome'));
  });
});

describe('sample data that is required', () => {
  const key = 'cdk-ses-templates:requireSampleData';
  const welcome = (context: Record<string, unknown>, props: Partial<EmailTemplateProps> = {}) =>
    () => new EmailTemplate(testStack('OrderMails', { context }), 'Welcome', { subject: 'Welcome', text, ...props });

  test('is reported as missing at synth', () => {
    expect(welcome({}, { requireSampleData: true })).toThrow(new Error(
      'OrderMails/Welcome: sampleData must be given, because requireSampleData requires it, got: none'));
    expect(welcome({}, { requireSampleData: true, sampleData: EmailSampleData.fromObject({ name: 'Ada' }) })).not.toThrow();
    expect(welcome({})).not.toThrow();
  });

  test.each([true, 'true'])('can be required for a whole app by the CDK context %j', required => {
    expect(welcome({ [key]: required })).toThrow(new Error(
      'OrderMails/Welcome: sampleData must be given, because the context cdk-ses-templates:requireSampleData requires it, got: none'));
    expect(welcome({ [key]: required }, { sampleData: EmailSampleData.fromObject({ name: 'Ada' }) })).not.toThrow();
  });

  test.each([false, 'false'])('is not required by the CDK context %j', required => {
    expect(welcome({ [key]: required })).not.toThrow();
  });

  test('follows the property if that and the context differ', () => {
    expect(welcome({ [key]: true }, { requireSampleData: false })).not.toThrow();
    expect(welcome({ [key]: false }, { requireSampleData: true })).toThrow('because requireSampleData requires it');
  });

  test.each([1, 'yes', '', null, {}])('is an error for the CDK context %j', required => {
    expect(welcome({ [key]: required })).toThrow(new Error(
      `OrderMails/Welcome: the context cdk-ses-templates:requireSampleData must be true or false, got: ${JSON.stringify(required)}`));
  });
});

describe('an imported template', () => {
  test('has the given name, and an ARN in the stack\'s account and Region', () => {
    const stack = testStack();
    const template = EmailTemplate.fromTemplateName(stack, 'Welcome', 'welcome');
    expect(template.templateName).toBe('welcome');
    expect(template.templateRef).toEqual({ templateId: 'welcome' });
    expect(stack.resolve(template.templateArn)).toEqual(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':template/welcome']] });
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
  });

  test('has the account and Region of its ARN', () => {
    const stack = testStack();
    const template = EmailTemplate.fromTemplateArn(stack, 'Welcome', 'arn:aws:ses:eu-west-1:222222222222:template/welcome');
    expect([template.templateName, template.env]).toEqual(['welcome', { account: '222222222222', region: 'eu-west-1' }]);
    expect(stack.resolve(template.templateArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:222222222222:template/welcome']] });
  });

  test('has the account and Region of its attributes', () => {
    const stack = testStack();
    const template = EmailTemplate.fromTemplateAttributes(stack, 'Welcome', { templateName: 'welcome', region: 'eu-west-1' });
    expect(stack.resolve(template.templateArn)).toEqual(
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:', { Ref: 'AWS::AccountId' }, ':template/welcome']] });
  });

  test.each(['welcome', 'arn:aws:ses:eu-west-1:222222222222:identity/example.com', 'arn:aws:sns:eu-west-1:222222222222:template/welcome'])('is refused for the ARN %s', arn => {
    expect(() => EmailTemplate.fromTemplateArn(testStack(), 'Welcome', arn)).toThrow(new Error(
      `OrderMails/Welcome: templateArn must be arn:PARTITION:ses:REGION:ACCOUNT:template/NAME, got: "${arn}"`));
  });

  test('needs a valid name', () => {
    expect(() => EmailTemplate.fromTemplateName(testStack(), 'Welcome', 'a b')).toThrow(new Error(
      'OrderMails/Welcome: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: "a b"'));
  });
});

describe('grants', () => {
  const sending = ['ses:SendTemplatedEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail', 'ses:SendBulkEmail'];

  /** The statements that a role got, when it was granted something on a template. */
  function granted(stack: Stack, grant: (role: iam.IRole) => iam.Grant): unknown {
    const role = new iam.Role(stack, 'Mailer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    grant(role).assertSuccess();
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    return policies.find(([logicalId]) => logicalId.startsWith('Mailer'))?.[1].Properties.PolicyDocument.Statement;
  }

  test('to send cover the identity, the template and the configuration set, in both APIs of SES', () => {
    const stack = testStack();
    const template = new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    const identity = new ses.EmailIdentity(stack, 'Identity', { identity: ses.Identity.domain('example.com') });
    const configurationSet = new ses.ConfigurationSet(stack, 'Events');

    expect(granted(stack, role => template.grantSend(role, { identity, configurationSet }))).toEqual([{
      Action: sending,
      Effect: 'Allow',
      Resource: [
        sesArn('identity', refTo(identity)),
        sesArn('template', refTo(template)),
        sesArn('configuration-set', refTo(configurationSet)),
      ],
    }]);
  });

  test('to send on imported resources are equally exact, and name no configuration set if there is none', () => {
    const stack = new Stack(testApp(), 'OrderMails', { env: { account: '111111111111', region: 'eu-west-1' } });
    const template = EmailTemplate.fromTemplateName(stack, 'Welcome', 'welcome');
    const identity = ses.EmailIdentity.fromEmailIdentityArn(stack, 'Identity', 'arn:aws:ses:eu-west-1:222222222222:identity/example.com');
    expect(granted(stack, role => template.grantSend(role, { identity }))).toEqual([{
      Action: sending,
      Effect: 'Allow',
      Resource: [
        'arn:aws:ses:eu-west-1:222222222222:identity/example.com',
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:eu-west-1:111111111111:template/welcome']] },
      ],
    }]);
  });

  test('to send with an imported configuration set name it', () => {
    const stack = new Stack(testApp(), 'OrderMails', { env: { account: '111111111111', region: 'eu-west-1' } });
    const template: IEmailTemplate = EmailTemplate.fromTemplateName(stack, 'Welcome', 'welcome');
    const identity = ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com');
    const configurationSet = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'events');
    expect(granted(stack, role => template.grantSend(role, { identity, configurationSet }))).toEqual([expect.objectContaining({
      Resource: ['identity/example.com', 'template/welcome', 'configuration-set/events'].map(resource =>
        ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ses:eu-west-1:111111111111:${resource}`]] })),
    })]);
  });

  test('also work with L1 constructs of templates, identities and configuration sets', () => {
    const stack = testStack();
    const template = new ses.CfnTemplate(stack, 'Welcome', { template: { subjectPart: 'Hi', textPart: 'Hi' } });
    const identity = new ses.CfnEmailIdentity(stack, 'Identity', { emailIdentity: 'example.com' });
    const configurationSet = new ses.CfnConfigurationSet(stack, 'Events');
    const grants = EmailTemplateGrants.fromTemplate(template);

    expect(granted(stack, role => grants.send(role, { identity, configurationSet }))).toEqual([{
      Action: sending,
      Effect: 'Allow',
      Resource: [sesArn('identity', { Ref: 'Identity' }), sesArn('template', { Ref: 'Welcome' }), sesArn('configuration-set', { Ref: 'Events' })],
    }]);
  });

  test('equal those of `grants`', () => {
    const stack = testStack();
    const template = new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    expect(granted(stack, role => template.grants.read(role))).toEqual([expect.objectContaining({ Resource: sesArn('template', refTo(template)) })]);
  });

  test('to read cover only the template', () => {
    const stack = testStack();
    const template = new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    expect(granted(stack, role => template.grantRead(role))).toEqual([{
      Action: ['ses:GetEmailTemplate', 'ses:TestRenderEmailTemplate'],
      Effect: 'Allow',
      Resource: sesArn('template', refTo(template)),
    }]);
  });
});

test('a stack without an app can have templates', () => {
  const stack = new Stack();
  new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
  expect(App.isApp(stack.node.root)).toBe(true);
  expect(assetOf(stack, templatesProperties(stack)).templates.Template.Text).toBe('Welcome, {{name}}.');
});

describe('a name', () => {
  const inEnvironment = (app: App, id: string, region: string) => new Stack(app, id, { env: { account: '111111111111', region } });
  const named = (stack: Stack, templateName: string) => new EmailTemplate(stack, 'Welcome', { templateName, subject: 'Welcome', text });

  test('of two templates in stacks of one account and Region is an error', () => {
    const app = testApp();
    named(inEnvironment(app, 'One', 'eu-west-1'), 'welcome');
    expect(() => named(inEnvironment(app, 'Two', 'eu-west-1'), 'welcome')).toThrow(new Error(
      'Two/Welcome: templateName must differ from those of the app\'s other templates in the same account and Region, got: "welcome", the name of One/Welcome'));
    expect(() => named(inEnvironment(app, 'Three', 'eu-central-1'), 'welcome')).not.toThrow();
  });

  test('can be the same in stacks that may be deployed to different accounts', () => {
    const app = testApp();
    expect(() => ['Beta', 'Prod'].forEach(id => named(new Stack(app, id), 'welcome'))).not.toThrow();
  });

  test('is generated for references from other environments', () => {
    const app = testApp();
    const template = named(inEnvironment(app, 'One', 'eu-west-1'), PhysicalName.GENERATE_IF_NEEDED);
    const other = inEnvironment(app, 'Two', 'eu-central-1');
    new CfnOutput(other, 'Name', { value: template.templateName });
    const { Name } = templatesProperties(template.stack).Templates.Template;
    expect(Name).toMatch(/^One-Welcome-[A-Z0-9]+$/);
    expect(Template.fromStack(other).toJSON().Outputs.Name.Value).toBe(Name);
  });
});

describe('a removal policy that Amazon SES does not have is refused', () => {
  const REFUSAL = 'removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got: SNAPSHOT';

  test('when it is applied to the template or the set', () => {
    const stack = testStack();
    const set = new EmailTemplateSet(stack, 'Mails', { templates: [{ name: 'one', subject: 'Hi', text }] });
    expect(() => new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text }).applyRemovalPolicy(RemovalPolicy.SNAPSHOT)).toThrow(new Error(`OrderMails/Welcome: ${REFUSAL}`));
    expect(() => set.applyRemovalPolicy(RemovalPolicy.SNAPSHOT)).toThrow(new Error(`OrderMails/Mails: ${REFUSAL}`));
  });

  test('when it is applied to all resources', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Welcome', { subject: 'Welcome', text });
    RemovalPolicies.of(stack).snapshot();
    expect(() => (stack.node.root as App).synth()).toThrow(REFUSAL);
  });

  test('and one of a template of a set, which is part of the set\'s resource', () => {
    const set = new EmailTemplateSet(testStack(), 'Mails', { templates: [{ name: 'one', subject: 'Hi', text }] });
    expect(() => set.template('one').applyRemovalPolicy(RemovalPolicy.RETAIN)).toThrow(new Error(
      'OrderMails/Mails/Templates/one: a removal policy must be applied to the set, OrderMails/Mails, which is one resource with all of its templates; '
      + 'for a different policy, use an EmailTemplate'));
  });
});
