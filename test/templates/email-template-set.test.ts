import { extname } from 'node:path';
import { App, Aspects, CfnParameter, CfnResource, Lazy, NestedStack, RemovalPolicies, RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { IConstruct } from 'constructs';
import { contentOf } from '../../lambda/reconcile/content';
import { parseDeclaration } from '../../lambda/reconcile/declaration';
import {
  EmailConflictPolicy, EmailDriftPolicy, EmailTemplate, EmailTemplateProvider, EmailTemplateSet, EmailTemplateSetEntry, EmailTemplateSetProps,
  EmailTemplateVariableKind, EmailContent, EmailSampleData,
} from '../../src';
import { readAssetLine, writeAsset } from '../../src/contract/contract';
import { fingerprint } from '../../src/contract/fingerprint';
import { assetOf, RESOURCE_TYPE, templatesProperties, templatesResources, testApp, testStack } from '../support/synth';

const text = EmailContent.fromInline('Hello, {{name}}.');
const entry = (name: string, more: Partial<EmailTemplateSetEntry> = {}): EmailTemplateSetEntry => ({ name, subject: `About ${name}`, text, ...more });
const many = (count: number, prefix = 'mail') => Array.from({ length: count }, (_, index) => entry(`${prefix}-${index}`));
const setOf = (stack: Stack, templates: EmailTemplateSetEntry[], props: EmailTemplateSetProps = {}) => new EmailTemplateSet(stack, 'Mails', { templates, ...props });
const refTo = (construct: IConstruct) => Stack.of(construct).resolve((construct.node.defaultChild as CfnResource).ref);
const templateArn = (name: unknown) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:template/${name}`]],
});

test('templates may be named like special constructs of CDK and like properties of every JavaScript object', () => {
  const names = ['Default', 'Resource', '_children', '_metadata', ...Object.getOwnPropertyNames(Object.prototype)];
  expect(names).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString']));
  const stack = testStack();
  const set = setOf(stack, names.map(name => entry(name)));
  expect(names.map(name => stack.resolve(set.template(name).templateArn))).toEqual(names.map(templateArn));
  expect(names.map(name => set.template(name))).toEqual(names.map(name => set.template(name)));
  expect(names.map(name => set.template(name).render(EmailSampleData.fromObject({ name: 'Ada' })).subject)).toEqual(names.map(name => `About ${name}`));

  // As the function gets them.
  const declared = parseDeclaration({ ...JSON.parse(JSON.stringify(templatesProperties(stack))), AssetBucket: 'assets' }).templates;
  expect(declared.map(({ name }) => name)).toEqual(names);
  const lines = writeAsset(assetOf(stack, templatesProperties(stack))).split('\n').flatMap(line => readAssetLine(line) ?? []);
  expect(declared.map(template => contentOf(template, lines.find(({ key }) => key === template.key)?.parse()).parts.Subject))
    .toEqual(names.map(name => `About ${name}`));
});

test('a template that could not be added is not in the set, and can be added once it is fixed', () => {
  const set = setOf(testStack(), [entry('one')]);
  expect(() => set.addTemplate(entry('two', { text: EmailContent.fromInline('') }))).toThrow('text must not be empty or blank');
  expect(set.templateNames).toEqual(['one']);
  set.addTemplate(entry('two'));
  expect(set.templateNames).toEqual(['one', 'two']);
});

describe('the custom resource', () => {
  test('is one for all templates, with a fingerprint for each part of each, and one asset', () => {
    const stack = testStack();
    setOf(stack, [
      entry('welcome', { html: EmailContent.fromInline('<p>Welcome'), sampleData: EmailSampleData.fromObject({ name: 'Ada' }) }),
      entry('goodbye'),
    ], { namePrefix: 'prod-', nameSuffix: '-v1', conflictPolicy: EmailConflictPolicy.ADOPT, driftPolicy: EmailDriftPolicy.FAIL });

    const properties = templatesProperties(stack);
    expect(properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^EmailTemplateProviderHandler/), 'Arn'] },
      ServiceTimeout: '900',
      Identity: 'Set',
      Templates: {
        welcome: {
          Name: 'prod-welcome-v1',
          Subject: fingerprint('About welcome'),
          Html: fingerprint('<p>Welcome'),
          Text: fingerprint('Hello, {{name}}.'),
          SampleData: fingerprint('{"name":"Ada"}'),
        },
        goodbye: { Name: 'prod-goodbye-v1', Subject: fingerprint('About goodbye'), Text: fingerprint('Hello, {{name}}.') },
      },
      AssetBucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
      AssetKey: expect.stringMatching(/^[0-9a-f]{64}\.ses-[0-9a-f]{10}$/),
      ConflictPolicy: 'ADOPT',
      DriftPolicy: 'FAIL',
      RemovedTemplates: 'DELETE',
    });
    expect(assetOf(stack, properties)).toEqual({
      templates: {
        welcome: { Subject: 'About welcome', Html: '<p>Welcome', Text: 'Hello, {{name}}.', SampleData: { name: 'Ada' } },
        goodbye: { Subject: 'About goodbye', Text: 'Hello, {{name}}.' },
      },
    });
  });

  test('by default refuses conflicts, overwrites drift, and deletes the templates with the stack', () => {
    const stack = testStack();
    setOf(stack, [entry('welcome')]);
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, {
      Properties: { ConflictPolicy: 'FAIL', DriftPolicy: 'OVERWRITE' }, DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete',
    });
  });

  test('is not a CloudFormation function if its only template is named Ref', () => {
    const stack = testStack();
    setOf(stack, [entry('Ref')]);
    expect(templatesProperties(stack).Templates).toEqual({ '.Ref': expect.objectContaining({ Name: 'Ref' }) });
  });

  test('shares the markers among its templates, each value once', () => {
    const stack = testStack();
    const url = new CfnParameter(stack, 'Url').valueAsString;
    setOf(stack, [
      entry('one', { text: EmailContent.fromInline(`${url} ${stack.region}`) }),
      entry('two', { text: EmailContent.fromInline(`${stack.region} ${url}`) }),
    ]);
    const properties = templatesProperties(stack);
    expect(properties.Markers).toEqual([{ Ref: 'Url' }, { Ref: 'AWS::Region' }]);
    const { one, two } = assetOf(stack, properties).templates;
    expect([one.Text, two.Text]).toEqual([[{ marker: 0 }, ' ', { marker: 1 }], [{ marker: 1 }, ' ', { marker: 0 }]]);
  });

  test('depends on the permission to read its asset', () => {
    const stack = testStack();
    setOf(stack, [entry('welcome')]);
    const { AssetKey: key } = templatesProperties(stack);
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    const [policyId] = Object.keys(policies);
    expect(JSON.stringify(policies[policyId])).toContain(`/*${extname(key)}`);
    Template.fromStack(stack).hasResource(RESOURCE_TYPE, { DependsOn: Match.arrayWith([policyId]) });
  });

  test('has the same asset for the same templates, added in any order', () => {
    const keys = [
      (stack: Stack) => setOf(stack, [entry('a'), entry('b'), entry('c')]),
      (stack: Stack) => [entry('b'), entry('c')].forEach(template => existingOrNewSet(stack).addTemplate(template)),
    ].map(make => {
      const stack = testStack();
      make(stack);
      return templatesProperties(stack).AssetKey;
    });
    expect(keys[1]).toBe(keys[0]);

    function existingOrNewSet(stack: Stack): EmailTemplateSet {
      return stack.node.tryFindChild('Mails') as EmailTemplateSet | undefined ?? setOf(stack, [entry('a')]);
    }
  });

  test('also works in nested stacks, in stages, and in a stack without an app', () => {
    const app = testApp();
    const parent = new Stack(app, 'Parent');
    const stacks = [new NestedStack(parent, 'Nested'), new Stack(new Stage(app, 'Prod'), 'Staged'), new Stack()];
    stacks.forEach(stack => setOf(stack, [entry('a')]).addTemplate(entry('b')));
    for (const stack of stacks) expect(Object.keys(assetOf(stack, templatesProperties(stack)).templates)).toEqual(['a', 'b']);
  });

  test('is complete if a role is split into several policies, and if the app is synthesized again', () => {
    const stack = testStack();
    const { grantPrincipal: role } = EmailTemplateProvider.of(stack);
    for (let i = 0; i < 60; i++) role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [`s3:Get${'x'.repeat(i + 200)}`], resources: ['*'] }));
    const sets = Array.from({ length: 15 }, (_, index) => new EmailTemplateSet(stack, `Set${index}`, { templates: [entry(`of-set-${index}`)] }));
    const resources = templatesResources(stack);
    const policies = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].map(type => Template.fromStack(stack).findResources(type));
    expect(Object.keys(policies[1])).not.toEqual([]);
    const reading = Object.entries({ ...policies[0], ...policies[1] }).filter(([, policy]) => JSON.stringify(policy).includes('.ses-')).map(([id]) => id);
    expect(reading).toHaveLength(1);
    for (const set of sets) {
      expect(resources[stack.resolve((set.node.defaultChild as CfnResource).logicalId)].DependsOn).toContain(reading[0]);
    }
    const again = (stack.node.root as App).synth({ force: true }).getStackByName(stack.stackName).template;
    expect(again).toEqual(Template.fromStack(stack).toJSON());
  });
});

describe('adding templates', () => {
  test('is possible until synthesis, also by aspects', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('one')]);
    Aspects.of(stack.node.root).add({ visit: node => { if (node === stack.node.root) set.addTemplate(entry('by-aspect')); } });
    expect(stack.resolve(set.addTemplate(entry('two')).templateName)).toEqual({ 'Fn::Select': [0, ['two', refTo(set)]] });
    expect(Object.keys(templatesProperties(stack).Templates)).toEqual(['one', 'two', 'by-aspect']);
    expect(() => set.addTemplate(entry('late'))).toThrow(new Error('OrderMails/Mails: templates must be added before synthesis, got: "late" after it began'));
  });

  test('keeps the given values, even if they change later', () => {
    const stack = testStack();
    const data = { name: 'Ada' };
    setOf(stack, [entry('one', { sampleData: EmailSampleData.fromObject(data) })]);
    data.name = 'Grace';
    expect(assetOf(stack, templatesProperties(stack)).templates.one.SampleData).toEqual({ name: 'Ada' });
  });

  test.each([true, false])('to a set created by an aspect needs CDK\'s aspect stabilization (%s)', stabilized => {
    const stack = testStack('OrderMails', { context: { '@aws-cdk/core:aspectStabilization': stabilized } });
    const child = new CfnResource(stack, 'Child', { type: 'Test::Child' });
    Aspects.of(stack).add({ visit: node => { if (node === child) setOf(stack, [entry('one')]); } });
    if (stabilized) {
      expect(assetOf(stack, templatesProperties(stack)).templates).toHaveProperty('one');
    } else {
      expect(() => Template.fromStack(stack)).toThrow(
        '[OrderMails/Mails] the set must be created before synthesis, got: one created by an aspect after the stack was visited');
    }
  });

  test('is required at least once', () => {
    const stack = testStack();
    setOf(stack, []);
    expect(() => Template.fromStack(stack)).toThrow('[OrderMails/Mails] a set must have at least one template, got: none');
  });
});

describe('a template of the set', () => {
  test('makes resources that use its name depend on the set, but not those that use its ARN', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('welcome')], { namePrefix: 'prod-' });
    const template = set.template('welcome');
    new CfnResource(stack, 'Mailer', { type: 'Test::Mailer', properties: { Name: template.templateName, Id: template.templateRef.templateId, Arn: template.templateArn } });

    Template.fromStack(stack).hasResourceProperties('Test::Mailer', {
      Name: { 'Fn::Select': [0, ['prod-welcome', refTo(set)]] },
      Id: { 'Fn::Select': [0, ['prod-welcome', refTo(set)]] },
      Arn: templateArn('prod-welcome'),
    });
    expect(set.template('welcome')).toBe(template);
    expect(template.node.path).toBe('OrderMails/Mails/Templates/welcome');
  });

  test('can be depended on', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('welcome')]);
    new CfnResource(stack, 'Mailer', { type: 'Test::Mailer' }).node.addDependency(set.template('welcome'));
    Template.fromStack(stack).hasResource('Test::Mailer', { DependsOn: [refTo(set).Ref] });
  });

  test('exports its name to stacks in the same environment, and passes it literally to others', () => {
    const app = testApp();
    const env = { account: '111111111111', region: 'eu-west-1' };
    const set = setOf(new Stack(app, 'OrderMails', { env }), [entry('welcome')]);
    const [near, far] = [new Stack(app, 'Near', { env }), new Stack(app, 'Far', { env: { ...env, region: 'us-east-1' } })];
    for (const stack of [near, far]) new CfnResource(stack, 'Mailer', { type: 'Test::Mailer', properties: { Name: set.template('welcome').templateName } });

    Template.fromStack(near).hasResourceProperties('Test::Mailer', {
      Name: { 'Fn::Select': [0, ['welcome', { 'Fn::ImportValue': Match.stringLikeRegexp('^OrderMails:ExportsOutputRefMails') }]] },
    });
    Template.fromStack(far).hasResourceProperties('Test::Mailer', { Name: 'welcome' });
  });

  test('that does not exist is an error with a suggestion', () => {
    const set = setOf(testStack(), [entry('welcome'), entry('goodbye')]);
    expect(() => set.template('Welcom')).toThrow(new Error(
      'OrderMails/Mails: the set must have the requested template, got: "Welcom"; did you mean "welcome"?'));
    expect(() => set.template('order')).toThrow(new Error(
      'OrderMails/Mails: the set must have the requested template, got: "order"; it has welcome, goodbye'));
    expect(() => new EmailTemplateSet(testStack(), 'Empty').template('order')).toThrow(/; it has none$/);
  });

  test('has its variables and renders data, by its name in the set', () => {
    const set = setOf(testStack(), [entry('welcome', { subject: 'Hello' })], { namePrefix: 'prod-' });
    set.addTemplate(entry('order', { html: EmailContent.fromInline('<p>{{total}}</p>') }));
    const value = { kind: EmailTemplateVariableKind.VALUE, required: true, fields: [] };
    expect(set.template('welcome').variables).toEqual([{ ...value, name: 'name' }]);
    expect(set.template('order').variables).toEqual([{ ...value, name: 'name' }, { ...value, name: 'total' }]);
    expect(set.template('welcome').render(EmailSampleData.fromObject({ name: 'Ada' }))).toEqual({ subject: 'Hello', text: 'Hello, Ada.' });
    expect(set.template('order').render(EmailSampleData.fromObject({ name: 'Ada', total: 3 }))).toEqual({ subject: 'About order', html: '<p>3</p>', text: 'Hello, Ada.' });
    expect(() => set.template('order').render(EmailSampleData.fromObject({ name: 'Ada' }))).toThrow(/^OrderMails\/Mails\/order: html:1:4: Attribute 'total' is not present in the rendering data\.\n/);
  });

  test('that does not exist has no variables, and renders nothing', () => {
    const set = setOf(testStack(), [entry('welcome')], { namePrefix: 'prod-' });
    const refusal = (name: string, advice: string) => new Error(`OrderMails/Mails: the set must have the requested template, got: "${name}"; ${advice}`);
    expect(() => set.template('Welcom').variables).toThrow(refusal('Welcom', 'did you mean "welcome"?'));
    expect(() => set.template('order').render(EmailSampleData.fromObject({}))).toThrow(refusal('order', 'it has welcome'));
  });

  test('is found by name, including prefix and suffix', () => {
    const set = setOf(testStack(), [entry('welcome'), entry('goodbye')], { namePrefix: 'prod-', nameSuffix: '_2' });
    expect(set.templateNames).toEqual(['prod-welcome_2', 'prod-goodbye_2']);
  });

  test('may have a name that is known only at deployment', () => {
    const stack = testStack();
    const prefix = new CfnParameter(stack, 'Prefix').valueAsString;
    const set = setOf(stack, [entry('welcome')], { namePrefix: `${prefix}-` });
    new CfnResource(stack, 'Mailer', { type: 'Test::Mailer', properties: { Name: set.template('welcome').templateName } });
    const name = { 'Fn::Join': ['', [{ Ref: 'Prefix' }, '-welcome']] };
    expect(templatesProperties(stack).Templates.welcome.Name).toEqual(name);
    Template.fromStack(stack).hasResourceProperties('Test::Mailer', { Name: { 'Fn::Select': [0, [name, refTo(set)]] } });
  });
});

describe('a template dropped from the set', () => {
  const removed = (props: EmailTemplateSetProps, change: (set: EmailTemplateSet) => void = () => {}) => {
    const stack = testStack();
    change(setOf(stack, [entry('welcome')], props));
    return templatesProperties(stack).RemovedTemplates;
  };

  test('is deleted, unless pruning is off or the removal policy retains it', () => {
    expect(removed({})).toBe('DELETE');
    expect(removed({ pruneRemoved: true })).toBe('DELETE');
    expect(removed({ pruneRemoved: false })).toBe('RETAIN_EXCEPT_ON_CREATE');
    expect(removed({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE })).toBe('RETAIN_EXCEPT_ON_CREATE');
    expect(removed({ removalPolicy: RemovalPolicy.RETAIN })).toBe('RETAIN');
    expect(removed({ removalPolicy: RemovalPolicy.RETAIN, pruneRemoved: false })).toBe('RETAIN');
  });

  test('follows a removal policy that is applied later', () => {
    expect(removed({}, set => set.applyRemovalPolicy(RemovalPolicy.RETAIN))).toBe('RETAIN');
    expect(removed({}, set => RemovalPolicies.of(set).retainOnUpdateOrDelete())).toBe('RETAIN_EXCEPT_ON_CREATE');
    expect(removed({ removalPolicy: RemovalPolicy.RETAIN }, set => set.applyRemovalPolicy(RemovalPolicy.DESTROY))).toBe('DELETE');
  });

  test('cannot be kept as a snapshot', () => {
    expect(() => setOf(testStack(), [], { removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow(new Error(
      'OrderMails/Mails: removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got: SNAPSHOT'));
  });
});

describe('the verification by Amazon SES', () => {
  const sampleData = EmailSampleData.fromObject({ name: 'Ada' });
  const verified = (props: EmailTemplateSetProps) => {
    const stack = testStack();
    const set = new EmailTemplateSet(stack, 'Mails', {
      templates: [entry('default', { sampleData }), entry('yes', { sampleData, verifyOnDeploy: true }), entry('no', { sampleData, verifyOnDeploy: false }), entry('bare')],
      ...props,
    });
    set.addTemplate(entry('later', { sampleData }));
    const properties = templatesProperties(stack);
    const inAsset = Object.entries(assetOf(stack, properties).templates).filter(([, { SampleData }]) => SampleData).map(([key]) => key);
    expect(Object.entries(properties.Templates).filter(([, { SampleData }]) => SampleData).map(([key]) => key)).toEqual(inAsset);
    return inAsset;
  };

  test('includes all templates with sample data, unless the set or the template turns it off; the template takes precedence', () => {
    expect(verified({})).toEqual(['default', 'yes', 'later']);
    expect(verified({ verifyOnDeploy: true })).toEqual(['default', 'yes', 'later']);
    expect(verified({ verifyOnDeploy: false })).toEqual(['yes']);
  });
});

describe('synth refuses what cannot be deployed', () => {
  test('for all templates at once', () => {
    const token = Lazy.string({ produce: () => 'x' });
    expect(() => setOf(testStack(), [
      entry('höhö'), entry('one'), entry('one'), entry('two', { subject: ' ' }), entry('three', { text: undefined }),
      entry('four', { subject: 'one\ntwo' }), entry(`five-${token}`), entry('six', { sampleData: EmailSampleData.fromObject({ at: new Date(0) }) }),
    ], { requireSampleData: true })).toThrow(new Error([
      'OrderMails/Mails: name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "höhö"',
      'OrderMails/Mails: name must be unique in the set, got: "one" twice',
      `OrderMails/Mails: name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "five-${token}"`,
      'OrderMails/Mails/one: sampleData must be given, because requireSampleData requires it, got: none',
      'OrderMails/Mails/two: sampleData must be given, because requireSampleData requires it, got: none',
      'OrderMails/Mails/three: sampleData must be given, because requireSampleData requires it, got: none',
      'OrderMails/Mails/four: sampleData must be given, because requireSampleData requires it, got: none',
      'OrderMails/Mails/two: subject must not be empty or blank, got: " "',
      'OrderMails/Mails/three: html or text must be given, got: neither',
      'OrderMails/Mails/four: subject must be one line, got: "one\\ntwo"',
      'OrderMails/Mails/six: sampleData.at must be plain JSON, got: an object of class Date',
    ].join('\n')));
  });

  test('for unknown properties of a template, with the name of the right one', () => {
    const set = setOf(testStack(), [entry('one')]);
    const wrong = (name: string, more: object) => ({ ...entry(name), ...more });

    expect(() => setOf(testStack(), [
      wrong('dict', { sample_data: {}, verify_on_deploy: false }), wrong('typo', { sampledata: {}, verify: true }),
      new EmailTemplateSetEntry(wrong('entry', { body: 'x', layout: undefined })),
    ])).toThrow(new Error([
      'OrderMails/Mails/dict: the template must have known properties only, got: sample_data; did you mean sampleData?',
      'OrderMails/Mails/dict: the template must have known properties only, got: verify_on_deploy; did you mean verifyOnDeploy?',
      'OrderMails/Mails/typo: the template must have known properties only, got: sampledata; did you mean sampleData?',
      'OrderMails/Mails/typo: the template must have known properties only, got: verify; it can have name, subject, html, text, partials, sampleData, '
      + 'verifyOnDeploy',
      'OrderMails/Mails/entry: the template must have known properties only, got: body; it can have name, subject, html, text, partials, sampleData, '
      + 'verifyOnDeploy',
    ].join('\n')));
    expect(() => set.addTemplate(wrong('two', { txt: 'x' }))).toThrow(new Error(
      'OrderMails/Mails/two: the template must have known properties only, got: txt; did you mean text?'));
    expect(set.templateNames).toEqual(['one']);
  });

  test('for names that become invalid with prefix and suffix', () => {
    expect(() => setOf(testStack(), [entry('welcome')], { namePrefix: 'prod ' })).toThrow(new Error(
      'OrderMails/Mails/welcome: templateName must be 1 to 64 characters of [a-zA-Z0-9_-], got: "prod welcome"'));
    expect(() => setOf(testStack(), [entry('x'.repeat(60))], { nameSuffix: '-staging' })).toThrow(/got: "x{60}-staging"$/);
  });

  test('for names that are reserved for verification', () => {
    expect(() => setOf(testStack(), [entry('x')], { namePrefix: 'cdk-ses-templates-scratch-' })).toThrow(new Error(
      'OrderMails/Mails/x: templateName must not begin with "cdk-ses-templates-scratch-", which is reserved for temporary templates that verify others, '
      + 'got: "cdk-ses-templates-scratch-x"'));
  });

  test('for templates without sample data, if the CDK context requires it, unless a set does not', () => {
    const stack = testStack('OrderMails', { context: { 'cdk-ses-templates:requireSampleData': true } });
    const set = setOf(stack, [entry('one', { sampleData: EmailSampleData.fromObject({ name: 'Ada' }) })]);
    expect(() => set.addTemplate(entry('two'))).toThrow(new Error(
      'OrderMails/Mails/two: sampleData must be given, because the context cdk-ses-templates:requireSampleData requires it, got: none'));
    expect(() => new EmailTemplateSet(stack, 'Other', { templates: [entry('three')], requireSampleData: false })).not.toThrow();
  });

  test('for names of another set or template of the stack', () => {
    const stack = testStack();
    new EmailTemplate(stack, 'Single', { templateName: 'welcome', subject: 'Hi', text });
    new EmailTemplateSet(stack, 'Other', { templates: [entry('by')], namePrefix: 'good' });
    expect(() => setOf(stack, [entry('welcome'), entry('goodby'), entry('fine')])).toThrow(new Error([
      'OrderMails/Mails/welcome: templateName must differ from those of the app\'s other templates in the same account and Region, got: "welcome", the name of OrderMails/Single',
      'OrderMails/Mails/goodby: templateName must differ from those of the app\'s other templates in the same account and Region, got: "goodby", the name of OrderMails/Other/by',
    ].join('\n')));
  });

  test('for more templates than the function has time for, with advice', () => {
    const stack = testStack();
    const set = setOf(stack, many(375));
    expect(() => set.addTemplate(entry('one-more'))).toThrow(new Error(
      'OrderMails/Mails: a set must have at most 375 templates, got: 376; the function has no time for more in one deployment. '
      + 'Split the set, and make one part depend on the other: second.node.addDependency(first)'));
  });

  test('and a set that depends on another depends on its resource', () => {
    const stack = testStack();
    const first = new EmailTemplateSet(stack, 'First', { templates: [entry('a')] });
    const second = new EmailTemplateSet(stack, 'Second', { templates: [entry('b')] });
    second.node.addDependency(first);
    expect(templatesResources(stack)[refTo(second).Ref].DependsOn).toContain(refTo(first).Ref);
  });
});

describe('grants', () => {
  const sending = ['ses:SendTemplatedEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail', 'ses:SendBulkEmail'];
  const identityOf = (stack: Stack) => ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'example.com');
  const roleIn = (stack: Stack) => new iam.Role(stack, 'Mailer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

  /** The policies that the mailer has, as they are deployed to an account in a Region. */
  function policies(stack: Stack): Array<{ document: any; size: number }> {
    const template = Template.fromStack(stack);
    return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
      .flatMap(type => Object.entries(template.findResources(type)))
      .filter(([id]) => id.startsWith('Mailer'))
      .map(([, { Properties: { PolicyDocument: document } }]) => ({
        document,
        size: JSON.stringify(document).replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":ses:",\{"Ref":"AWS::Region"\},":",\{"Ref":"AWS::AccountId"\},"([^"]*)"\]\]\}/g,
          (_, resource) => `"arn:aws-us-gov:ses:ap-northeast-1:123456789012${resource}"`).length,
      }));
  }

  test('to send cover the identity, the configuration set and each template, including later ones, and depend on nothing', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('one'), entry('two')], { namePrefix: 'prod-' });
    const role = roleIn(stack);
    const configurationSet = ses.ConfigurationSet.fromConfigurationSetName(stack, 'Events', 'events');
    set.grantSend(role, { identity: identityOf(stack), configurationSet }).assertSuccess();
    set.addTemplate(entry('three'));

    const [{ document }] = policies(stack);
    expect(document.Statement).toEqual([{
      Action: sending,
      Effect: 'Allow',
      Resource: ['identity/example.com', 'configuration-set/events', 'template/prod-one', 'template/prod-two', 'template/prod-three'].map(resource =>
        ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]] })),
    }]);
  });

  test('to read cover each template', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('one')]);
    set.grantRead(roleIn(stack)).assertSuccess();
    expect(policies(stack)[0].document.Statement).toEqual([
      { Action: ['ses:GetEmailTemplate', 'ses:TestRenderEmailTemplate'], Effect: 'Allow', Resource: templateArn('one') },
    ]);
  });

  test('on one template of a set cover only that one', () => {
    const stack = testStack();
    const set = setOf(stack, [entry('one'), entry('two')]);
    set.template('two').grantSend(roleIn(stack), { identity: identityOf(stack) }).assertSuccess();
    const resources = policies(stack)[0].document.Statement[0].Resource;
    expect(resources).toHaveLength(2);
    expect(resources).toContainEqual(templateArn('two'));
  });

  test.each([true, false])('on the largest possible set stay within IAM\'s limits (policies minimized: %s)', minimized => {
    const stack = testStack('OrderMails', { context: { '@aws-cdk/aws-iam:minimizePolicies': minimized } });
    const set = setOf(stack, many(370, 'x'.repeat(50)));
    set.grantSend(roleIn(stack), { identity: identityOf(stack) }).assertSuccess();
    many(5, 'later').forEach(template => set.addTemplate(template));

    const [inline, ...managed] = policies(stack);
    expect(inline.size).toBeLessThan(10_240);
    expect(Math.max(...managed.map(({ size }) => size))).toBeLessThan(6_144);
    expect(managed.length).toBeLessThanOrEqual(9); // With AWSLambdaBasicExecutionRole IAM's default of ten for a role.
    const granted = [inline, ...managed].flatMap(({ document }) => document.Statement).flatMap(({ Resource }) => Resource).map(resource => resource['Fn::Join'][1].at(-1));
    expect(granted.sort()).toEqual([':identity/example.com', ...set.templateNames.map(name => `:template/${name}`)].sort());
  });

  test('to a role that accepts no policies change nothing', () => {
    const stack = testStack();
    const set = setOf(stack, many(30));
    set.grantSend(iam.Role.fromRoleArn(stack, 'Mailer', 'arn:aws:iam::111111111111:role/mailer', { mutable: false }), { identity: identityOf(stack) });
    set.addTemplate(entry('later'));
    expect(policies(stack)).toEqual([]);
  });
});

test('tokens of the content are not resolved before the stack', () => {
  const stack = testStack();
  const set = setOf(stack, [entry('one', { text: EmailContent.fromInline(`a ${Token.asString(Lazy.any({ produce: () => 'late' }))}`) })]);
  const properties = stack.resolve((set.node.defaultChild as any)._cfnProperties);
  expect(properties).toMatchObject({ Templates: { one: { Name: 'one' } }, Markers: ['late'] });
  expect(properties.AssetKey).toBeUndefined();
  expect(templatesProperties(stack).AssetKey).toMatch(/\.ses-/);
});
