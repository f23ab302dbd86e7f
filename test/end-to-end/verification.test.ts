/** Verified deployments, end to end: values that are known only at deployment may still break a template. */
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { EmailTemplate, EmailTemplateSet, EmailContent, EmailSampleData } from '../../src';
import { World, WorldOptions } from '../support/deployment';

let world: World;
const start = async (options?: WorldOptions) => { world = await World.create(options); };
afterEach(async () => world.close());

/** A template whose footer is a parameter of the stack, unknown at synthesis. */
const welcome = (footer: string, verifyOnDeploy?: boolean) => (stack: Stack) => {
  const { valueAsString } = new CfnParameter(stack, 'Footer', { default: footer });
  new EmailTemplate(stack, 'Welcome', {
    templateName: 'welcome',
    subject: 'Welcome, {{name}}',
    html: EmailContent.fromInline(`<p>Hi {{name}}</p>${valueAsString}`),
    text: EmailContent.fromInline('Hi {{name}}'),
    sampleData: EmailSampleData.fromObject({ name: 'Ada' }),
    verifyOnDeploy,
  });
};
const live = (footer: string) => ({ subject: 'Welcome, {{name}}', html: `<p>Hi {{name}}</p>${footer}`, text: 'Hi {{name}}' });
const REASON = 'template \'welcome\' cannot be sent: Amazon SES does not render it with its sample data: '
  + 'Attribute \'shop\' is not present in the rendering data (in its HTML); correct the template or the sampleData, or turn verification off with verifyOnDeploy: false.';

test('a new template is rendered before it counts as created', async () => {
  await start();
  expect(await world.deploy(welcome('Ours'))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(world.newCalls()).toEqual(['CreateTemplate welcome ok', 'TestRenderTemplate welcome ok']);
});

test('a new template that SES does not render is not left behind', async () => {
  await start();
  const { status, failures } = await world.deploy(welcome('{{shop}}'));
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(failures[0].reason).toContain(REASON);
  expect(world.templates()).toEqual({});
});

test('a changed template that SES does not render never goes live', async () => {
  await start();
  await world.deploy(welcome('Ours'));
  world.newCalls();
  const { status, failures } = await world.deploy(welcome('{{shop}}'));
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(failures[0].reason).toContain(`${REASON} Nothing was changed`);
  const calls = world.newCalls();
  const failed = calls.findIndex(call => call.endsWith('MissingRenderingAttribute'));
  expect(calls.slice(0, failed + 1).map(call => call.replace(/cdk-ses-templates-scratch-\w+/, 'scratch'))).toEqual([
    'GetTemplate welcome ok', 'CreateTemplate scratch ok', 'TestRenderTemplate scratch MissingRenderingAttribute',
  ]);
  expect(world.templates()).toEqual({ welcome: live('Ours') });
});

test('nothing is verified if verification is turned off', async () => {
  await start();
  await world.deploy(welcome('Ours', false));
  expect(await world.deploy(welcome('{{shop}}', false))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.newCalls()).toEqual(['CreateTemplate welcome ok', 'GetTemplate welcome ok', 'UpdateTemplate welcome ok']);
});

test.each(['concurrently', 'sequentially'] as const)('events that are delivered twice, %s, do not disturb each other', async delivery => {
  await start({ delivery });
  expect(await world.deploy(welcome('Ours'))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(welcome('Yours'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ welcome: live('Yours') });
});

test.each(['reset-before', 'reset-after', 'internal-error', 'throttle'] as const)('a set is deployed although every third call ends in %s', async kind => {
  await start({ ses: { lagMs: 30 } });
  world.ses.faults.add({ kind, every: 3 });
  const set = (text: string) => (stack: Stack) => {
    new EmailTemplateSet(stack, 'Mails', {
      templates: ['a', 'b', 'c', 'd'].map(name => ({ name, subject: 'Hi', text: EmailContent.fromInline(text), sampleData: EmailSampleData.fromObject({ name: 'Ada' }) })),
    });
  };
  expect(await world.deploy(set('Hi {{name}}'))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await world.deploy(set('Hello {{name}}'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual(Object.fromEntries(['a', 'b', 'c', 'd'].map(name => [name, { subject: 'Hi', text: 'Hello {{name}}' }])));
});

test('a scratch template left by a killed function is overwritten and deleted', async () => {
  await start();
  await world.deploy(welcome('Ours'));
  await world.deploy(welcome('Yours'));
  const [scratch] = world.newCalls().flatMap(call => /cdk-ses-templates-scratch-\w+/.exec(call) ?? []);
  world.put(scratch, { subject: '{{left}}', text: '{{behind}}' });
  expect(await world.deploy(welcome('Theirs'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(world.templates()).toEqual({ welcome: live('Theirs') });
});
