/** The migration of templates that were deployed otherwise, while mails are sent with them. */
import { CfnParameter, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTemplate } from 'aws-cdk-lib/aws-ses';
import { EmailConflictPolicy, EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailContent, EmailSampleData } from '../../src';
import { World, WorldOptions } from '../support/deployment';

const OLD = 'Welcome to the old shop';
const NEW = 'Welcome to the new shop';

let world: World;
const start = async (options?: WorldOptions) => { world = await World.create(options); };
afterEach(async () => world.close());

/** The template as the stack has had it so far. */
function old(stack: Stack, { name = 'welcome', retain = false } = {}): CfnTemplate {
  const template = new CfnTemplate(stack, `Old-${name}`, { template: { templateName: name, subjectPart: OLD, textPart: OLD } });
  if (retain) template.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return template;
}

/** The same template, as this library deploys it. */
function welcome(stack: Stack, props: Partial<EmailTemplateProps> = {}): EmailTemplate {
  return new EmailTemplate(stack, 'Welcome', { templateName: 'welcome', subject: NEW, text: EmailContent.fromInline(NEW), ...props });
}

const ADOPT = { conflictPolicy: EmailConflictPolicy.ADOPT };
const AS_OLD = { subject: OLD, text: EmailContent.fromInline(OLD) };

/** Another resource of the stack, which fails after everything that it depends on has been created. */
function breaking(stack: Stack, ...after: Array<EmailTemplate | EmailTemplateSet>): void {
  const broken = new CfnTemplate(stack, 'Broken', { template: { templateName: 'theirs', subjectPart: '', textPart: '' } });
  broken.node.addDependency(...after);
}

/** Sends a mail with each template at each stack event, and each millisecond, while something happens. Fails if one cannot be sent. */
async function whileMailing<T>(names: readonly string[], action: () => Promise<T>): Promise<T> {
  const sent: Array<Promise<unknown>> = [];
  const send = () => names.forEach(name => sent.push(world.ses.call('SendTemplatedEmail', {
    Source: 'shop@example.com', Destination: { ToAddresses: ['ada@example.com'] }, Template: name, TemplateData: '{}',
  })));
  send();
  world.watchers.add(send);
  const timer = setInterval(send, 1);
  try {
    return await action();
  } finally {
    world.watchers.delete(send);
    clearInterval(timer);
    await Promise.all(sent);
  }
}

const deploy = (define: (stack: Stack) => void, stackName?: string) => whileMailing(['welcome'], async () => world.deploy(define, stackName));

/** A template's subject, which is its text too. */
const live = () => Object.fromEntries(Object.entries(world.templates()).map(([name, { subject }]) => [name, subject]));

/** What the function says when CloudFormation would delete the template afterwards. */
const REFUSAL = 'template \'welcome\' is also the AWS::SES::Template Oldwelcome of this stack and was not changed: '
  + 'CloudFormation deletes it when that resource leaves the stack, and then mail that uses it fails; '
  + 'keep the ses.CfnTemplate in the app with applyRemovalPolicy(RemovalPolicy.RETAIN), next to this template with EmailConflictPolicy.ADOPT, deploy, '
  + 'then remove the ses.CfnTemplate and deploy again. Nothing was changed';

describe('a ses.CfnTemplate of the same stack', () => {
  beforeEach(async () => {
    await start();
    await world.deploy(stack => old(stack));
  });

  test.each<[string, (stack: Stack) => void]>([
    ['replaced', stack => welcome(stack)],
    ['replaced with the same content', stack => welcome(stack, AS_OLD)],
    ['replaced with ADOPT', stack => welcome(stack, ADOPT)],
    ['replaced with ADOPT and the same content', stack => welcome(stack, { ...AS_OLD, ...ADOPT })],
    ['accompanied, though it would be deleted later', stack => { old(stack); welcome(stack, ADOPT); }],
  ])('that is %s is refused with instructions, and the live template stays', async (_, define) => {
    const { status, failures } = await deploy(define);

    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(REFUSAL);
    expect(live()).toEqual({ welcome: OLD });
    // The stack still has it, so that the next deployment can do better.
    expect((await deploy(stack => { old(stack, { retain: true }); welcome(stack, ADOPT); })).status).toBe('UPDATE_COMPLETE');
  });

  test('moves in two deployments: kept next to the new one, then removed', async () => {
    expect((await deploy(stack => { old(stack, { retain: true }); welcome(stack, ADOPT); })).status).toBe('UPDATE_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });

    expect((await deploy(stack => welcome(stack, ADOPT))).status).toBe('UPDATE_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });
    expect(world.events.map(({ status }) => status)).toContain('DELETE_SKIPPED');

    // From here on the template is an EmailTemplate like any other.
    expect((await deploy(stack => welcome(stack, { subject: OLD }))).status).toBe('UPDATE_COMPLETE');
    expect(live()).toEqual({ welcome: OLD });
    await world.destroy();
    expect(live()).toEqual({});
  });

  test('moves in three deployments: kept, removed, adopted', async () => {
    await deploy(stack => old(stack, { retain: true }));
    await deploy(stack => new CfnResource(stack, 'Rest', { type: 'AWS::SNS::Topic' }));
    expect((await deploy(stack => welcome(stack, ADOPT))).status).toBe('UPDATE_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });
  });

  test('cannot be removed in the deployment that adopts it, because its deletion policy is unknown then', async () => {
    await deploy(stack => old(stack, { retain: true }));
    const { status, failures } = await deploy(stack => welcome(stack, ADOPT));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(REFUSAL);
    expect(live()).toEqual({ welcome: OLD });
  });

  test('keeps its old content when the template itself cannot be deployed', async () => {
    const { status, failures } = await deploy(stack => {
      const shop = new CfnParameter(stack, 'Shop', { default: '{{shop}}' });
      old(stack, { retain: true });
      welcome(stack, { ...ADOPT, text: EmailContent.fromInline(`Welcome to ${shop.valueAsString}`), sampleData: EmailSampleData.fromObject({}) });
    });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain('Attribute \'shop\' is not present in the rendering data');
    expect(live()).toEqual({ welcome: OLD });
  });

  test('is not lost when something else fails, and has the new content until the next deployment', async () => {
    const { status } = await deploy(stack => {
      old(stack, { retain: true });
      breaking(stack, welcome(stack, ADOPT));
    });
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });

    expect((await deploy(stack => { old(stack, { retain: true }); welcome(stack, ADOPT); })).status).toBe('UPDATE_COMPLETE');
  });

  test('is not lost when the deployment that removes it fails', async () => {
    await deploy(stack => { old(stack, { retain: true }); welcome(stack, ADOPT); });
    expect((await deploy(stack => breaking(stack, welcome(stack, { ...ADOPT, ...AS_OLD })))).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });
  });
});

test('many ses.CfnTemplates move into one set in two deployments', async () => {
  await start();
  const names = ['order', 'welcome'];
  const set = (stack: Stack) => new EmailTemplateSet(stack, 'Mails', {
    ...ADOPT, templates: names.map(name => ({ name, subject: NEW, text: EmailContent.fromInline(NEW) })),
  });
  await world.deploy(stack => names.forEach(name => old(stack, { name })));

  await whileMailing(names, async () => {
    expect((await world.deploy(stack => set(stack))).failures[0].reason).toContain('of this stack and was not changed');
    expect(live()).toEqual({ order: OLD, welcome: OLD });

    await world.deploy(stack => { names.forEach(name => old(stack, { name, retain: true })); set(stack); });
    expect((await world.deploy(stack => set(stack))).status).toBe('UPDATE_COMPLETE');
  });

  expect(live()).toEqual({ order: NEW, welcome: NEW });
});

test('a ses.CfnTemplate of another stack moves in three deployments: kept there, adopted here, removed there', async () => {
  await start();
  await world.deploy(stack => old(stack));

  await deploy(stack => old(stack, { retain: true }));
  expect((await deploy(stack => welcome(stack, ADOPT), 'New')).status).toBe('CREATE_COMPLETE');
  await deploy(stack => new CfnResource(stack, 'Rest', { type: 'AWS::SNS::Topic' }));

  expect(live()).toEqual({ welcome: NEW });
});

describe('a template created by the console, a script, Terraform or a Serverless plugin', () => {
  const template = { TemplateName: 'welcome', SubjectPart: OLD, TextPart: OLD, CreatedTimestamp: Date.UTC(2020, 0, 1) };
  beforeEach(async () => start({ ses: { state: { templates: [template], configurationSets: [] } } }));

  test.each([['other', {}], ['the same', AS_OLD]])('is not taken over by default, with %s content', async (_, props) => {
    const { status, failures } = await deploy(stack => welcome(stack, props));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain('ConflictPolicy.ADOPT');
    expect(live()).toEqual({ welcome: OLD });
  });

  test('is adopted by one deployment, and belongs to the stack from then on', async () => {
    expect((await deploy(stack => welcome(stack, ADOPT))).status).toBe('CREATE_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });

    // ADOPT is no longer needed.
    expect((await deploy(stack => welcome(stack))).status).toBe('UPDATE_COMPLETE');
    await world.destroy();
    expect(live()).toEqual({});
  });

  test('is not written if its content is the same', async () => {
    await deploy(stack => welcome(stack, { ...AS_OLD, ...ADOPT }));
    expect(world.newCalls().filter(call => /^(Update|Delete)Template/.test(call))).toEqual([]);
  });

  test('survives the rollback of the deployment that adopted it, with the new content', async () => {
    const { status } = await deploy(stack => breaking(stack, welcome(stack, ADOPT)));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(live()).toEqual({ welcome: NEW });
  });
});
