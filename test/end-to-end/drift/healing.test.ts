/** HEAL restores templates that differ, render and belong to the stack, and reports what it restored and what it did not. */
import { Stack } from 'aws-cdk-lib';
import { EmailContent, EmailDriftPolicy, EmailSampleData, EmailTemplate, EmailTemplatePart, TemplateDriftMode, TemplateDriftMonitor } from '../../../src';
import { World } from '../../support/deployment';
import { entries, found, mailsWithMonitor, metrics } from '../../support/drift';

let world: World;
beforeEach(async () => { world = await World.create(); });
afterEach(async () => world.close());

const HEAL = { mode: TemplateDriftMode.HEAL };
const WELCOME = { subject: 'Hi {{name}}', html: '<p>Ü {{name}}</p>', text: 'Hi {{name}}' };
const MAILS = { welcome: { ...WELCOME, sampleData: { name: 'Ada' } }, bye: { subject: 'Bye', text: 'Bye' } };

const healing = (lines: Parameters<typeof entries>[0]) =>
  Object.fromEntries(entries(lines).flatMap(({ name, healing: result }) => result ? [[name, result]] : []));
const writes = () => world.newCalls().filter(call => /^(Create|Update|Delete)/.test(call)).map(call => call.replace(/scratch-\w+/, 'scratch'));

test('writes the declared content back: verified first under a scratch name, one write, and read again', async () => {
  await world.deploy(mailsWithMonitor(MAILS, HEAL));
  world.put('shop-welcome', { ...WELCOME, html: 'edited {{name}}', text: '{{firstName}}' });
  world.ses.templates.delete('shop-bye');
  world.put('shop-other', { subject: 'x', text: 'x' });
  world.newCalls();
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-welcome': ['CHANGED Html Text', 'BROKEN'], 'shop-bye': ['MISSING'], 'shop-other': ['UNEXPECTED'] });
  expect(healing(lines)).toEqual({ 'shop-welcome': { outcome: 'healed' }, 'shop-bye': { outcome: 'healed' } });
  expect(metrics(lines)).toEqual({ Checked: 3, Drifted: 1, Broken: 1, Missing: 1, Unexpected: 1, Healed: 2, Problems: 1, Heartbeat: 1 });
  expect(writes()).toEqual([
    'CreateTemplate cdk-ses-templates-scratch ok', 'DeleteTemplate cdk-ses-templates-scratch ok', 'UpdateTemplate shop-welcome ok', 'CreateTemplate shop-bye ok',
  ]);
  expect(world.templates()).toEqual({ 'shop-welcome': WELCOME, 'shop-bye': { subject: 'Bye', text: 'Bye' }, 'shop-other': { subject: 'x', text: 'x' } });
  expect(found(await world.runSchedules())).toEqual({ 'shop-other': ['UNEXPECTED'] });
});

test('REPORT writes nothing', async () => {
  await world.deploy(mailsWithMonitor(MAILS));
  world.ses.templates.delete('shop-bye');
  world.newCalls();
  await world.runSchedules();
  expect(writes()).toEqual([]);
});

test('leaves a template alone whose drift policy keeps changes', async () => {
  await world.deploy(stack => {
    new EmailTemplate(stack, 'Invoice', { templateName: 'invoice', subject: 'x', text: EmailContent.fromInline('x'), driftPolicy: EmailDriftPolicy.FAIL });
    new TemplateDriftMonitor(stack, 'Drift', HEAL);
  });
  world.put('invoice', { subject: 'x', text: 'edited' });
  const lines = await world.runSchedules();
  expect(healing(lines)).toEqual({ invoice: { outcome: 'left', reason: 'its driftPolicy is FAIL, so its changes are kept for review' } });
  expect(metrics(lines)).toEqual({ Checked: 1, Drifted: 1, Problems: 1, Heartbeat: 1 });
});

test('does not write declared content that SES no longer renders', async () => {
  await world.deploy(mailsWithMonitor(MAILS, HEAL));
  world.ses.templates.delete('shop-welcome');
  // SES refuses the declared content by now, for whatever reason.
  world.ses.faults.add({ kind: 'deny', operation: 'TestRenderTemplate' });
  const lines = await world.runSchedules();
  expect(healing(lines)['shop-welcome']).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^template 'shop-welcome' could not be verified before the update: TestRenderTemplate/) });
  expect(Object.keys(world.templates())).toEqual(['shop-bye']);
}, 60_000);

test('attempts a write once', async () => {
  await world.deploy(mailsWithMonitor(MAILS, HEAL));
  world.put('shop-bye', { subject: 'Bye', text: 'edited' });
  world.ses.faults.add({ kind: 'throttle', operation: 'UpdateTemplate' });
  world.newCalls();
  const lines = await world.runSchedules();
  expect(writes()).toEqual(['UpdateTemplate shop-bye Throttling']);
  expect(healing(lines)).toEqual({ 'shop-bye': { outcome: 'failed', reason: 'UpdateTemplate of \'shop-bye\' failed with Throttling: Rate exceeded' } });
});

test('writes nothing where the stack\'s template, which says whose a template is, cannot be read', async () => {
  await world.deploy(mailsWithMonitor(MAILS, HEAL));
  world.ses.templates.delete('shop-bye');
  world.api.faults.add({ kind: 'deny', operation: 'GetTemplate' });
  const lines = await world.runSchedules();
  expect(healing(lines)['shop-bye']).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^asking CloudFormation for the template of arn:\S+ failed with AccessDenied/) });
  expect(Object.keys(world.templates())).toEqual(['shop-welcome']);
}, 60_000);

test('keeps the parts whose changes are ignored', async () => {
  await world.deploy(mailsWithMonitor(MAILS, { ...HEAL, ignore: [{ names: ['shop-w*'], parts: [EmailTemplatePart.HTML] }] }));
  world.put('shop-welcome', { subject: 'edited', html: '<p>Ünited {{name}}</p>', text: 'Hi {{name}}' });
  const lines = await world.runSchedules();
  expect(found(lines)).toEqual({ 'shop-welcome': ['CHANGED Subject'] });
  expect(healing(lines)).toEqual({ 'shop-welcome': { outcome: 'healed' } });
  expect(world.templates()['shop-welcome']).toEqual({ ...WELCOME, html: '<p>Ünited {{name}}</p>' });
});

test('writes deploy-time values back', async () => {
  const define = (stack: Stack) => {
    new EmailTemplate(stack, 'Link', {
      templateName: 'link', subject: 'x', text: EmailContent.fromInline(`https://${stack.region}.example.com {{name}}`), sampleData: EmailSampleData.fromObject({ name: 'Ada' }),
    });
    new TemplateDriftMonitor(stack, 'Drift', HEAL);
  };
  await world.deploy(define);
  world.put('link', { subject: 'x', text: 'https://evil.example.com {{name}}' });
  expect(healing(await world.runSchedules())).toEqual({ link: { outcome: 'healed' } });
  expect(world.templates()).toEqual({ link: { subject: 'x', text: 'https://us-east-1.example.com {{name}}' } });
});
