/**
 * The case table, through everything: a synthesized stack, a CloudFormation lifecycle, the bundled function in a
 * process of its own, and SES over HTTP.
 */
import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailConflictPolicy, EmailDriftPolicy, EmailTemplate, EmailTemplateProps, EmailContent } from '../../src';
import { World, WorldOptions } from '../support/deployment';

const OLD = { subject: 'Welcome', html: '<p>old</p>' };
const NEW = { subject: 'Welcome', html: '<p>new</p>' };
const EDITED = { subject: 'Welcome', html: '<p>edited in the console</p>' };

let world: World;
const start = async (options?: WorldOptions) => { world = await World.create(options); };
afterEach(async () => world.close());

interface Content { readonly subject: string; readonly html: string }

/** A stack with one template, called welcome unless it says otherwise. */
const welcome = ({ subject, html }: Content, props: Partial<EmailTemplateProps> = {}) => (scope: Construct) =>
  new EmailTemplate(scope, 'Welcome', { templateName: 'welcome', subject, html: EmailContent.fromInline(html), ...props });

/** The same, by a name that synth knows nothing of. */
const named = (name: string) => (scope: Construct) =>
  (welcome(OLD)(scope).node.defaultChild as CfnResource).addPropertyOverride('Templates.Template.Name', name);

/** Something else in the stack, that cannot be deployed once the template is. */
function breaking(stack: Stack, template: EmailTemplate): void {
  const broken = new EmailTemplate(stack, 'Broken', { templateName: 'theirs', subject: 'x', text: EmailContent.fromInline('x') });
  broken.node.addDependency(template);
}

const FULL_CREATE = ['stack CREATE_IN_PROGRESS', 'template CREATE_IN_PROGRESS', 'template CREATE_COMPLETE', 'stack CREATE_COMPLETE'];

describe('Create', () => {
  test('of an absent template creates it', async () => {
    await start();
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(world.newStatuses()).toEqual(FULL_CREATE);
    expect(world.newCalls()).toEqual(['CreateTemplate welcome ok']);
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('of an existing template with the same content is refused: equal content is not ownership', async () => {
    await start();
    world.put('welcome', NEW);
    const { status, failures } = await world.deploy(welcome(NEW));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(
      'template \'welcome\' already exists with the same content and was not changed: nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT, also if it moved here from a set of the stack. Nothing was changed',
    );
    expect(world.newCalls()).toEqual(['CreateTemplate welcome AlreadyExists', 'GetTemplate welcome ok', 'ListTemplates undefined ok']);
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('of an existing template with other content is refused, and the following Delete leaves it alone', async () => {
    await start();
    world.put('welcome', EDITED);
    const { status, failures } = await world.deploy(welcome(NEW));
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(
      'template \'welcome\' already exists with different HTML and was not changed: nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT; '
      + 'if it moved here from elsewhere in the stack, move it first and change it afterwards. Nothing was changed',
    );
    expect(world.newStatuses()).toEqual([
      'stack CREATE_IN_PROGRESS', 'template CREATE_IN_PROGRESS', 'template CREATE_FAILED',
      'stack ROLLBACK_IN_PROGRESS', 'template DELETE_IN_PROGRESS', 'template DELETE_COMPLETE', 'stack ROLLBACK_COMPLETE',
    ]);
    expect(world.templates()).toEqual({ welcome: EDITED });
    expect(world.newCalls().filter(call => /^(Update|Delete)/.test(call))).toEqual([]);
  });

  test('adopts an existing template with other content under EmailConflictPolicy.ADOPT', async () => {
    await start();
    world.put('welcome', EDITED);
    expect(await world.deploy(welcome(NEW, { conflictPolicy: EmailConflictPolicy.ADOPT }))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('whose response was lost after it took effect is not a conflict', async () => {
    await start({ ses: { lagMs: 200 } });
    world.ses.faults.add({ kind: 'reset-after', operation: 'CreateTemplate', times: 1 });
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('fills in deploy-time values between any bytes', async () => {
    await start();
    await world.deploy(stack => welcome({ subject: `Hi from "${stack.region}"`, html: `<a href="https://{{host}}\\"${stack.stackName}\\n\\u00e9ü🎉">` })(stack));
    expect(world.templates()).toEqual({ welcome: { subject: 'Hi from "us-east-1"', html: '<a href="https://{{host}}\\"OrderMails\\n\\u00e9ü🎉">' } });
  });
});

describe('Update', () => {
  /** A world in which the old content is deployed. */
  async function deployed(props: Partial<EmailTemplateProps> = {}, options?: WorldOptions): Promise<void> {
    await start(options);
    await world.deploy(welcome(OLD, props));
    world.newCalls();
    world.newStatuses();
  }

  test('to the content that SES already has makes only a read', async () => {
    await deployed();
    world.put('welcome', NEW);
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.newCalls()).toEqual(['GetTemplate welcome ok']);
  });

  test('of a policy makes no call', async () => {
    await deployed();
    expect(await world.deploy(welcome(OLD, { driftPolicy: EmailDriftPolicy.FAIL }))).toMatchObject({ status: 'UPDATE_COMPLETE', changed: true });
    expect(world.newCalls()).toEqual([]);
  });

  test('of an unedited template updates it', async () => {
    await deployed();
    expect(await world.deploy(welcome(NEW, { driftPolicy: EmailDriftPolicy.FAIL }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.newCalls()).toEqual(['GetTemplate welcome ok', 'UpdateTemplate welcome ok']);
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('removes an absent part', async () => {
    await deployed({ text: EmailContent.fromInline('old') });
    await world.deploy(welcome(NEW));
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('of an edited template overwrites it, and the log names the parts', async () => {
    await deployed();
    world.put('welcome', EDITED);
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: NEW });
    expect(world.entries()).toContainEqual({
      message: 'welcome: drift: someone changed its HTML; deploying the declared content', template: 'welcome', drift: { kind: 'changed', parts: ['Html'] },
    });
  });

  test('of a deleted template creates it again', async () => {
    await deployed();
    world.ses.templates.delete('welcome');
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('refused for drift rolls back to a healthy stack and leaves the drifted content unchanged', async () => {
    await deployed({ driftPolicy: EmailDriftPolicy.FAIL });
    world.put('welcome', EDITED);
    const { status, failures } = await world.deploy(welcome(NEW, { driftPolicy: EmailDriftPolicy.FAIL }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain(
      'template \'welcome\' has drifted: someone changed its HTML since the last deployment, and it was left as is; '
      + 'copy the edit into the app, or overwrite it with EmailDriftPolicy.OVERWRITE. Nothing was changed',
    );
    expect(world.newStatuses().filter(seen => seen.includes('FAILED'))).toEqual(['template UPDATE_FAILED']);
    expect(world.templates()).toEqual({ welcome: EDITED });
    expect(world.newCalls().filter(call => !call.startsWith('GetTemplate'))).toEqual([]);

    // The stack is fit for the next deployment.
    expect(await world.deploy(welcome(NEW))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: NEW });
  });

  test('refused because the template is gone rolls back to a healthy stack', async () => {
    await deployed({ driftPolicy: EmailDriftPolicy.FAIL });
    world.ses.templates.delete('welcome');
    expect(await world.deploy(welcome(NEW, { driftPolicy: EmailDriftPolicy.FAIL }))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({});
  });

  test('is rolled back when another resource fails', async () => {
    await deployed();
    world.put('theirs', EDITED);
    expect(await world.deploy(stack => breaking(stack, welcome(NEW)(stack)))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: OLD, theirs: EDITED });
  });

  test('is rolled back although reads lag behind', async () => {
    await deployed({}, { ses: { lagMs: 1_000 } });
    await new Promise(resolve => setTimeout(resolve, 1_100));
    world.put('theirs', EDITED);
    expect(await world.deploy(stack => breaking(stack, welcome(NEW)(stack)))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: OLD, theirs: EDITED });
  });

  test('to a name that resolves to an invalid one is refused, and the rollback succeeds', async () => {
    await deployed();
    const { status, failures } = await world.deploy(named('not a name'));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain('Templates.Template.Name must be 1 to 64 characters of [a-zA-Z0-9_-], got: "not a name"');
    expect(world.templates()).toEqual({ welcome: OLD });
  });
});

describe('a rename', () => {
  test('creates before it deletes', async () => {
    await start();
    await world.deploy(welcome(OLD));
    world.newCalls();
    expect(await world.deploy(welcome(NEW, { templateName: 'hello' }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.newCalls()).toEqual(['CreateTemplate hello ok', 'GetTemplate welcome ok', 'DeleteTemplate welcome ok']);
    expect(world.templates()).toEqual({ hello: NEW });
  });

  test('to a name that is known only at deployment creates before it deletes', async () => {
    await start();
    await world.deploy(named('one'));
    world.newCalls();
    expect(await world.deploy(named('two'))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(world.newCalls()).toEqual(['CreateTemplate two ok', 'GetTemplate one ok', 'DeleteTemplate one ok']);
    expect(world.templates()).toEqual({ two: OLD });
  });

  test('to the name of someone else\'s template is refused, and both templates stay unchanged', async () => {
    await start();
    await world.deploy(welcome(OLD));
    world.put('taken', EDITED);
    expect(await world.deploy(welcome(NEW, { templateName: 'taken' }))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: OLD, taken: EDITED });
  });

  test('that is rolled back leaves only the old name', async () => {
    await start();
    await world.deploy(welcome(OLD));
    world.put('theirs', EDITED);
    expect(await world.deploy(stack => breaking(stack, welcome(NEW, { templateName: 'hello' })(stack))))
      .toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: OLD, theirs: EDITED });
  });

  test('keeps the old template if it is to be retained', async () => {
    await start();
    await world.deploy(welcome(OLD, { removalPolicy: RemovalPolicy.RETAIN }));
    await world.deploy(welcome(NEW, { templateName: 'hello', removalPolicy: RemovalPolicy.RETAIN }));
    expect(world.templates()).toEqual({ welcome: OLD, hello: NEW });
  });
});

test('a construct moved in the tree keeps its template', async () => {
  await start();
  await world.deploy(welcome(OLD));
  world.newCalls();
  await world.deploy(stack => welcome(OLD)(new Construct(stack, 'Customers')));
  expect(world.templates()).toEqual({ welcome: OLD });
  expect(world.newCalls()).toEqual([]);
});

describe('Delete', () => {
  test('deletes the template with the stack', async () => {
    await start();
    await world.deploy(welcome(OLD));
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(world.templates()).toEqual({});
  });

  test('leaves an edited or replaced template, and the log says so', async () => {
    await start();
    await world.deploy(welcome(OLD));
    world.put('welcome', EDITED);
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: EDITED });
    expect(world.entries()).toContainEqual({ message: 'welcome: differs from what this stack deployed; left alone', template: 'welcome', done: 1, total: 1 });
  });

  test('of a template that is already gone succeeds', async () => {
    await start();
    await world.deploy(welcome(OLD));
    world.ses.templates.delete('welcome');
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
  });

  test('leaves a template that is to be retained', async () => {
    await start();
    await world.deploy(welcome(OLD, { removalPolicy: RemovalPolicy.RETAIN }));
    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(world.templates()).toEqual({ welcome: OLD });
  });
});
