import { App, CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { parseDeclaration } from '../../lambda/reconcile/declaration';
import { EmailContent, EmailTemplate, EmailTemplateProvider, EmailTemplateSet } from '../../src';
import { templatesProperties, templatesResources, testApp, testStack } from '../support/synth';

const text = { subject: 'Hi', text: EmailContent.fromInline('Hello') };
const welcome = (stack: Stack, templateName = 'welcome') => new EmailTemplate(stack, templateName, { templateName, ...text });
const mails = (stack: Stack, ...names: string[]) => new EmailTemplateSet(stack, 'Mails', {
  namePrefix: 'prod-', templates: names.map(name => ({ name, ...text })),
});

/** The statements of the policies for tags, and which resources wait for them. */
function tagging(stack: Stack) {
  const { Resources } = Template.fromStack(stack).toJSON();
  const entries = Object.entries<any>(Resources).filter(([id]) => /Tagging\d/.test(id));
  const waits = (dependsOn: string | string[] = []) => entries.some(([id]) => [dependsOn].flat().includes(id));
  return {
    types: entries.map(([, { Type }]) => Type),
    statements: entries.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement),
    waiting: Object.entries<any>(Resources).filter(([, { DependsOn }]) => waits(DependsOn)).map(([, { Type }]) => Type),
  };
}

const arn = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:template/${name}`]] });

describe('the tags of a template', () => {
  test('are those of `Tags.of`, wherever it was called, sorted by their keys', () => {
    const stack = testStack();
    const template = welcome(stack);
    Tags.of(template).add('stage', 'prod');
    Tags.of(stack).add('team', 'shop');
    Tags.of(stack.node.root).add('Cost centre', '4711');
    Tags.of(stack).add('gone', 'x');
    Tags.of(template).remove('gone');
    const properties = templatesProperties(stack);
    expect(properties.Tags).toEqual([{ Key: 'Cost centre', Value: '4711' }, { Key: 'stage', Value: 'prod' }, { Key: 'team', Value: 'shop' }]);
    expect([...parseDeclaration({ ...properties, AssetBucket: 'assets' }).templates[0].tags]).toEqual([['Cost centre', '4711'], ['stage', 'prod'], ['team', 'shop']]);
  });

  test('can have values that only the deployment knows', () => {
    const stack = testStack();
    Tags.of(welcome(stack)).add('team', new CfnParameter(stack, 'Team').valueAsString);
    expect(templatesProperties(stack).Tags).toEqual([{ Key: 'team', Value: { Ref: 'Team' } }]);
  });

  test('leave out those that exclude its type', () => {
    const stack = testStack();
    welcome(stack);
    Tags.of(stack).add('team', 'shop', { excludeResourceTypes: ['Custom::SESEmailTemplates'] });
    expect(templatesProperties(stack)).not.toHaveProperty('Tags');
  });

  test('are shared by the templates of a set, except for those of a template with its own', () => {
    const stack = testStack();
    const set = mails(stack, 'a', 'b', 'c', 'd');
    set.template('b');
    Tags.of(set).add('team', 'shop');
    Tags.of(set.template('c')).add('stage', 'test');
    Tags.of(set.template('d')).remove('team');
    const { Tags: shared, Templates: { a, b, c, d } } = templatesProperties(stack);
    expect(shared).toEqual([{ Key: 'team', Value: 'shop' }]);
    expect([a, b, c, d].map(template => template.Tags)).toEqual([undefined, undefined, [{ Key: 'stage', Value: 'test' }, { Key: 'team', Value: 'shop' }], []]);
  });
});

describe('the permission to tag', () => {
  test('is for the templates by their ARNs, and is there before the templates', () => {
    const stack = testStack();
    welcome(stack);
    mails(stack, 'a', 'b');
    Tags.of(stack).add('team', 'shop');
    expect(tagging(stack)).toEqual({
      types: ['AWS::IAM::ManagedPolicy'],
      statements: [{
        Action: ['ses:ListTagsForResource', 'ses:TagResource', 'ses:UntagResource'],
        Effect: 'Allow',
        Resource: ['welcome', 'prod-a', 'prod-b'].map(arn),
      }],
      waiting: ['Custom::SESEmailTemplates', 'Custom::SESEmailTemplates'],
    });
  });

  test('does not exist without tags, nor do properties for them', () => {
    const stack = testStack();
    welcome(stack);
    mails(stack, 'a').template('a');
    expect(tagging(stack)).toEqual({ types: [], statements: [], waiting: [] });
    expect(JSON.stringify(templatesResources(stack))).not.toContain('Tags');
  });

  test('covers the templates without tags, too, so that a template can lose its last one', () => {
    const stack = testStack();
    Tags.of(welcome(stack)).add('team', 'shop');
    welcome(stack, 'receipt');
    expect(tagging(stack).statements[0].Resource).toEqual([arn('welcome'), arn('receipt')]);
  });

  test('comes with the tags of one template of a set', () => {
    const stack = testStack();
    Tags.of(mails(stack, 'a', 'b').template('b')).add('team', 'shop');
    expect(tagging(stack).statements[0].Resource).toEqual([arn('prod-a'), arn('prod-b')]);
  });

  test('takes several policies for a large set, each within the limit of IAM, and no more than a role can have', () => {
    const stack = testStack('Shop', { analyticsReporting: false });
    const names = Array.from({ length: 375 }, (_, index) => `${'x'.repeat(56)}${index}`);
    mails(stack, ...names);
    Tags.of(stack).add('team', 'shop');
    const { statements } = tagging(stack);
    expect(statements.length).toBeLessThan(10);
    expect(statements.flatMap(({ Resource }) => Resource)).toHaveLength(375);
    const written = (statement: object) => JSON.stringify(statement).replace(/\{"Fn::Join":\["",\["arn:",.*?(:template\/[\w-]+)"\]\]\}/g, '"arn:aws-us-gov:ses:us-gov-west-1:123456789012$1"');
    for (const statement of statements) expect(written({ Version: '2012-10-17', Statement: [statement] }).length).toBeLessThan(6_144);
  });

  test('is an inline policy of a role that was imported', () => {
    const stack = testStack();
    EmailTemplateProvider.configure(stack, { role: iam.Role.fromRoleName(stack, 'Role', 'deployer') });
    Tags.of(welcome(stack)).add('team', 'shop');
    const { types, statements } = tagging(stack);
    expect(types).toEqual(['AWS::IAM::Policy']);
    expect(statements[0].Resource).toEqual(arn('welcome'));
  });

  test('does not exist without tags for a role that was imported, either', () => {
    const stack = testStack();
    EmailTemplateProvider.configure(stack, { role: iam.Role.fromRoleName(stack, 'Role', 'deployer') });
    welcome(stack);
    expect(tagging(stack).types).toEqual([]);
  });

  test('is not added to a role that must not be changed', () => {
    const stack = testStack();
    EmailTemplateProvider.configure(stack, { role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/deployer', { mutable: false }) });
    Tags.of(welcome(stack)).add('team', 'shop');
    expect(tagging(stack).types).toEqual([]);
  });
});

describe('synthesis refuses', () => {
  const remedy = '; a tag for other resources can leave templates out: Tags.of(scope).add(key, value, { excludeResourceTypes: [\'Custom::SESEmailTemplates\'] })';
  const failure = (add: (stack: Stack) => void): string => {
    const app: App = testApp();
    add(new Stack(app, 'Shop'));
    try {
      app.synth();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('it succeeded');
  };

  test.each([
    ['aws:team', 'shop', 'a tag\'s key must not begin with "aws:", which AWS reserves, got: "aws:team"'],
    ['team', 'AWS:shop', 'the value of tag "team" must not begin with "aws:", which AWS reserves, got: "AWS:shop"'],
    ['k'.repeat(129), 'shop', `a tag's key must have 1 to 128 characters, got: "${'k'.repeat(129)}"`],
    ['team', 'v'.repeat(257), `the value of tag "team" must have at most 256 characters, got: "${'v'.repeat(257)}"`],
    ['team#1', 'shop', 'a tag\'s key must have letters, digits, white space and _.:/=+-@ only, got: "team#1"'],
    ['team', 'shop; mail', 'the value of tag "team" must have letters, digits, white space and _.:/=+-@ only, got: "shop; mail"'],
  ])('the tag %s=%s', (key, value, message) => {
    expect(failure(stack => Tags.of(welcome(stack)).add(key, value))).toContain(`[Shop/welcome] ${message}${remedy}`);
  });

  test('more than 50 tags', () => {
    expect(failure(stack => {
      const template = welcome(stack);
      for (let index = 0; index < 51; index++) Tags.of(template).add(`tag${index}`, 'x');
    })).toContain(`[Shop/welcome] a template must have at most 50 tags, got: 51${remedy}`);
  });

  test('a tag of a template of a set', () => {
    expect(failure(stack => Tags.of(mails(stack, 'a', 'b').template('b')).add('aws:team', 'shop')))
      .toContain(`[Shop/Mails/Templates/b] a tag's key must not begin with "aws:", which AWS reserves, got: "aws:team"${remedy}`);
  });

  test('nothing of a tag with letters of any script, and with all symbols', () => {
    const stack = testStack();
    Tags.of(welcome(stack)).add('チーム_.:/=+-@ ü1', 'ada@example.com');
    expect(templatesProperties(stack).Tags).toHaveLength(1);
  });
});
