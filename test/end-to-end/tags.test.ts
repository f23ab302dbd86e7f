/** Tags, through everything: from `Tags.of` to the v2 API of SES. */
import { CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { EmailContent, EmailSampleData, EmailTemplate, EmailTemplateSet } from '../../src';
import { World } from '../support/deployment';

let world: World;
beforeEach(async () => { world = await World.create(); });
afterEach(async () => world.close());

const text = (content: string) => ({ subject: 'Hi', text: EmailContent.fromInline(content) });
const welcome = (tags: Record<string, string>, content = 'Hello') => (stack: Stack) => {
  const template = new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', ...text(content) });
  for (const [key, value] of Object.entries(tags)) Tags.of(template).add(key, value);
};
const tagsOf = (name: string) => world.ses.templates.get(name)?.Tags;

test('a template gets its tags, changes them without an update, and loses them', async () => {
  expect(await world.deploy(welcome({ team: 'shop', stage: 'prod' }))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(tagsOf('welcome')).toEqual({ team: 'shop', stage: 'prod' });
  expect(world.newCalls()).toEqual(['CreateTemplate welcome ok', 'TagResource welcome ok']);

  expect(await world.deploy(welcome({ team: 'mail' }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(tagsOf('welcome')).toEqual({ team: 'mail' });
  expect(world.newCalls()).toEqual(['GetTemplate welcome ok', 'ListTagsForResource welcome ok', 'UntagResource welcome ok', 'TagResource welcome ok']);

  expect(await world.deploy(welcome({}))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(tagsOf('welcome')).toEqual({});
});

test('the tags are as before when another resource fails and the stack rolls back', async () => {
  const both = (team: string, footer: string) => (stack: Stack) => {
    const set = new EmailTemplateSet(stack, 'Mails', { templates: [{ name: 'a', ...text('A') }, { name: 'b', ...text('B') }] });
    Tags.of(set).add('team', team);
    Tags.of(set.template('b')).add('stage', team);
    const { valueAsString } = new CfnParameter(stack, 'Footer', { default: footer });
    const broken = new EmailTemplate(stack, 'Broken', {
      templateName: 'broken', ...text(`Hello ${valueAsString}`), sampleData: EmailSampleData.fromObject({ name: 'Ada' }),
    });
    broken.node.addDependency(set);
  };
  await world.deploy(both('shop', 'Ours'));
  expect([tagsOf('a'), tagsOf('b')]).toEqual([{ team: 'shop' }, { stage: 'shop', team: 'shop' }]);

  expect(await world.deploy(both('mail', '{{missing}}'))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect([tagsOf('a'), tagsOf('b')]).toEqual([{ team: 'shop' }, { stage: 'shop', team: 'shop' }]);
});

test('the tags of a template that someone else made are never touched', async () => {
  world.put('welcome', { subject: 'Hi', text: 'Hello' });
  await world.ses.callV2('TagResource', { ResourceArn: 'arn:aws:ses:us-east-1:123456789012:template/welcome', Tags: [{ Key: 'team', Value: 'theirs' }] });
  world.newCalls();
  expect(await world.deploy(welcome({ team: 'shop' }))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(tagsOf('welcome')).toEqual({ team: 'theirs' });
  expect(world.newCalls().filter(call => call.includes('Tag'))).toEqual([]);
});

test('a deployment fails as a whole, and says why, if tagging is denied', async () => {
  await world.deploy(welcome({}));
  world.ses.faults.add({ operation: 'TagResource', kind: 'deny' });
  const { status, failures } = await world.deploy(welcome({ team: 'shop' }, 'Welcome'));
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failures[0].reason).toContain('TagResource of \'welcome\' failed with AccessDeniedException');
  expect(world.templates()).toEqual({ welcome: { subject: 'Hi', text: 'Hello' } });
});
