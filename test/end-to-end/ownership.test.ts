/** A stack never deletes what it neither created nor adopted, end to end: synth, CloudFormation, the bundled function, SES. */
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { EmailConflictPolicy, EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailTemplateSetProps, EmailContent } from '../../src';
import { World } from '../support/deployment';

let world: World;
beforeEach(async () => {
  world = await World.create();
  world.put('theirs', THEIRS);
});
afterEach(async () => world.close());

const THEIRS = { subject: 'x', text: 'somebody else\'s' };
const LIVE = { subject: 'Welcome', html: '<p>live in production for years</p>' };
const OURS = { subject: 'Welcome', html: '<p>ours</p>' };
const ADOPT = { conflictPolicy: EmailConflictPolicy.ADOPT };

const welcome = (scope: Construct, { subject, html }: typeof LIVE, props: Partial<EmailTemplateProps> = {}) =>
  new EmailTemplate(scope, 'Welcome', { templateName: 'welcome', subject, html: EmailContent.fromInline(html), ...props });
const set = (scope: Construct, names: string[], props: EmailTemplateSetProps = {}) => new EmailTemplateSet(scope, 'Mails', {
  templates: names.map(name => ({ name, subject: LIVE.subject, html: EmailContent.fromInline(LIVE.html) })), ...props,
});
/** Another resource of the stack, which fails when the others are deployed. */
const broken = (scope: Construct, ...after: Construct[]) =>
  new EmailTemplate(scope, 'Broken', { templateName: 'theirs', subject: 'x', text: EmailContent.fromInline('x') }).node.addDependency(...after);

describe('a deployment that fails because of another resource', () => {
  test('does not delete a live template that it adopted with its first deployment', async () => {
    world.put('welcome', LIVE);
    expect(await world.deploy(stack => broken(stack, welcome(stack, OURS, ADOPT)))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    // The content is the one that was deployed: it renders, and nothing keeps the other.
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: OURS });
    expect(world.entries()).toContainEqual({
      message: 'welcome: was not created by the deployment being rolled back; left alone', template: 'welcome', done: 1, total: 1,
    });
  });

  test('does not delete a live template with the declared content', async () => {
    world.put('welcome', LIVE);
    expect(await world.deploy(stack => broken(stack, welcome(stack, LIVE)))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: LIVE });
  });

  test.each([['FAIL', {}], ['ADOPT', ADOPT]])('does not delete a template that a set takes over from another stack under %s', async (_policy, props) => {
    // Another stack retained it and dropped it.
    world.put('welcome', LIVE);
    expect(await world.deploy(stack => { set(stack, ['a']); })).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(await world.deploy(stack => broken(stack, set(stack, ['a', 'welcome', 'added'], props)))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: LIVE, a: LIVE });
  });

  test('deletes the templates that it created', async () => {
    expect(await world.deploy(stack => broken(stack, welcome(stack, OURS), set(stack, ['a', 'b'])))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS });
  });
});

describe('two stacks of an account that declare the same content', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['single', stack => { welcome(stack, LIVE); }],
    ['set', stack => { set(stack, ['welcome', 'hello']); }],
  ])('as a %s: the second one is refused, and deletes nothing', async (_kind, define) => {
    expect(await world.deploy(define, 'Prod')).toMatchObject({ status: 'CREATE_COMPLETE' });
    const live = world.templates();
    const { status, failures } = await world.deploy(define, 'Dev');
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain('already exists with the same content and was not changed');
    await world.destroy('Dev');
    expect(world.templates()).toEqual(live);
    await world.destroy('Prod');
    expect(world.templates()).toEqual({ theirs: THEIRS });
  });
});

describe('a template created in place of a stack\'s deleted one', () => {
  test('stays when a set drops it', async () => {
    await world.deploy(stack => { set(stack, ['a', 'welcome']); });
    world.ses.templates.delete('welcome');
    world.put('welcome', OURS, Date.now());
    expect(await world.deploy(stack => { set(stack, ['a']); })).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, a: LIVE, welcome: OURS });
  });

  test('stays when the stack is deleted', async () => {
    await world.deploy(stack => { set(stack, ['a', 'welcome']); });
    world.ses.templates.delete('welcome');
    world.put('welcome', OURS, Date.now());
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: OURS });
  });
});

describe('a ses.CfnTemplate of the stack', () => {
  const native = (stack: Stack, retain = false) => {
    const template = new ses.CfnTemplate(stack, 'Native', { template: { templateName: 'welcome', subjectPart: LIVE.subject, htmlPart: LIVE.html } });
    if (retain) template.applyRemovalPolicy(RemovalPolicy.RETAIN);
  };

  test.each([['FAIL', {}], ['ADOPT', ADOPT]])('that an EmailTemplate replaces in one deployment under %s is refused, and stays', async (_policy, props) => {
    await world.deploy(stack => native(stack));
    const { status, failures } = await world.deploy(stack => { welcome(stack, LIVE, props); });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(
      'template \'welcome\' is also the AWS::SES::Template Native of this stack and was not changed: '
      + 'CloudFormation deletes it when that resource leaves the stack, and then mail that uses it fails; '
      + 'keep the ses.CfnTemplate in the app with applyRemovalPolicy(RemovalPolicy.RETAIN), next to this template with EmailConflictPolicy.ADOPT, deploy, '
      + 'then remove the ses.CfnTemplate and deploy again. Nothing was changed');
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: LIVE });
  });

  test('that is retained is handed over in two deployments', async () => {
    await world.deploy(stack => native(stack));
    expect(await world.deploy(stack => { native(stack, true); welcome(stack, OURS, ADOPT); })).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: OURS });
    expect(await world.deploy(stack => { welcome(stack, OURS); })).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: OURS });
    await world.destroy();
    expect(world.templates()).toEqual({ theirs: THEIRS });
  });

  test('that is handed over in a deployment that fails stays', async () => {
    await world.deploy(stack => native(stack));
    expect(await world.deploy(stack => { native(stack, true); broken(stack, welcome(stack, LIVE, ADOPT)); })).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ theirs: THEIRS, welcome: LIVE });
  });
});
