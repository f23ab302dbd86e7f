/** Sets, end to end: a synthesized stack, a CloudFormation lifecycle, the bundled function, and SES over HTTP. */
import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { EmailConflictPolicy, EmailTemplate, EmailTemplateProps, EmailTemplateSet, EmailTemplateSetProps, EmailContent } from '../../src';
import { World, WorldOptions } from '../support/deployment';

let world: World;
const start = async (options?: WorldOptions) => { world = await World.create(options); };
afterEach(async () => world.close());

type Contents = Record<string, string>;

const set = (contents: Contents, props: EmailTemplateSetProps = {}, id = 'Mails') => (stack: Stack) => new EmailTemplateSet(stack, id, {
  templates: Object.entries(contents).map(([name, text]) => ({ name, subject: 'Hi', text: EmailContent.fromInline(text) })),
  ...props,
});
const single = (name: string, text: string, props: Partial<EmailTemplateProps> = {}) => (stack: Stack) =>
  new EmailTemplate(stack, Token.isUnresolved(name) ? 'Single' : name, { templateName: name, subject: 'Hi', text: EmailContent.fromInline(text), ...props });
/** What moves out of a set must be adopted. */
const ADOPT = { conflictPolicy: EmailConflictPolicy.ADOPT };
const all = (...parts: Array<(stack: Stack) => unknown>) => (stack: Stack) => parts.forEach(part => part(stack));
/** With something that cannot be deployed, when all the others are. */
const failing = (...parts: Array<(stack: Stack) => EmailTemplate | EmailTemplateSet>) => (stack: Stack) => {
  const deployed = parts.map(part => part(stack));
  single('theirs', 'mine')(stack).node.addDependency(...deployed);
};

const live = () => Object.fromEntries(Object.entries(world.templates()).map(([name, { text }]) => [name, text]));
const writes = () => world.newCalls().filter(call => !/^(Get|List)/.test(call)).sort();
const theirs = () => world.put('theirs', { subject: 'Theirs', text: 'theirs' });

describe('a set', () => {
  test('is created, changed where it changes, and deleted, in one resource', async () => {
    await start();
    expect(await world.deploy(set({ a: '1', b: '1', c: '1' }))).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(world.newStatuses().filter(status => status.startsWith('template'))).toEqual(['template CREATE_IN_PROGRESS', 'template CREATE_COMPLETE']);
    expect(live()).toEqual({ a: '1', b: '1', c: '1' });
    world.newCalls();

    expect(await world.deploy(set({ a: '1', b: '2', d: '1' }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(live()).toEqual({ a: '1', b: '2', d: '1' });
    expect(world.newCalls().sort()).toEqual(['CreateTemplate d ok', 'DeleteTemplate c ok', 'GetTemplate b ok', 'GetTemplate c ok', 'UpdateTemplate b ok']);

    expect(await world.destroy()).toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(live()).toEqual({});
    expect(writes()).toEqual(['DeleteTemplate a ok', 'DeleteTemplate b ok', 'DeleteTemplate d ok']);
  });

  test('may have templates named like properties of every JavaScript object', async () => {
    const contents = (value: string) => Object.fromEntries(['__proto__', 'constructor', 'toString', 'welcome'].map(name => [name, value]));
    await start();
    for (const value of ['1', '2']) {
      expect((await world.deploy(set(contents(value)))).succeeded).toBe(true);
      expect(Object.entries(live()).sort()).toEqual(Object.entries(contents(value)).sort());
    }
    expect((await world.deploy(set({ welcome: '2' }))).succeeded).toBe(true);
    expect(live()).toEqual({ welcome: '2' });
  });

  test('makes no call when only a policy changes', async () => {
    await start();
    await world.deploy(set({ a: '1' }));
    world.newCalls();
    expect(await world.deploy(set({ a: '1' }, { conflictPolicy: EmailConflictPolicy.ADOPT, pruneRemoved: false }))).toMatchObject({ status: 'UPDATE_COMPLETE', changed: true });
    expect(world.newCalls()).toEqual([]);
  });

  test('is deployed completely or not at all: one conflict undoes everything, and the stack is healthy', async () => {
    await start();
    await world.deploy(set({ a: '1', b: '1', c: '1' }));
    theirs();
    const { status, failures } = await world.deploy(set({ a: '2', b: '1', theirs: '1', d: '1' }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toMatch(/template 'theirs' already exists .* All 2 templates that this deployment had written were restored/);
    expect(live()).toEqual({ a: '1', b: '1', c: '1', theirs: 'theirs' });
  });

  test.each([
    ['', {}],
    [', although CloudFormation shows the template that failed', { rollbackShowsFailedTemplate: true }],
    [', although the rollback counts as the stack\'s last update', { rollbackMovesLastUpdatedTime: true }],
  ])('is restored when another resource fails%s', async (_name, options) => {
    await start(options);
    await world.deploy(set({ a: '1', b: '1', dropped: '1' }));
    theirs();
    expect(await world.deploy(failing(set({ a: '2', b: '1', added: '1' })))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(live()).toEqual({ a: '1', b: '1', dropped: '1', theirs: 'theirs' });
  });

  test('that is new is deleted when another resource fails', async () => {
    await start();
    theirs();
    expect(await world.deploy(failing(set({ a: '1', b: '1' })))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
    expect(live()).toEqual({ theirs: 'theirs' });
  });

  test.each<[string, EmailTemplateSetProps, Contents, Contents]>([
    ['that does not prune keeps what is dropped, and takes back what a failed update added', { pruneRemoved: false }, { a: '1', b: '1' }, {}],
    ['that is retained keeps all that it ever had', { removalPolicy: RemovalPolicy.RETAIN }, { a: '1', b: '1', c: '1' }, { a: '1' }],
  ])('%s', async (_name, props, afterRollback, kept) => {
    await start();
    await world.deploy(set({ a: '1', b: '1' }, props));
    expect(await world.deploy(set({ a: '1' }, props))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(live()).toEqual({ a: '1', b: '1' });
    theirs();
    expect(await world.deploy(failing(set({ a: '1', c: '1' }, props)))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(live()).toEqual({ ...afterRollback, theirs: 'theirs' });
    await world.destroy();
    expect(live()).toMatchObject({ b: '1', theirs: 'theirs', ...kept });
  });
});

describe('a template that moves', () => {
  const moves: Array<[string, (stack: Stack) => void, (stack: Stack) => void, Array<(stack: Stack) => EmailTemplate | EmailTemplateSet>]> = [
    ['from a single into a new set', single('welcome', '1'), set({ welcome: '1', other: '1' }), [set({ welcome: '1', other: '1' })]],
    ['from a single into a set that is there', all(single('welcome', '1'), set({ other: '1' })), set({ welcome: '1', other: '1' }), [set({ welcome: '1', other: '1' })]],
    ['from a set to a single', set({ welcome: '1', other: '1' }), all(single('welcome', '1', ADOPT), set({ other: '1' })), [single('welcome', '1', ADOPT), set({ other: '1' })]],
    [
      'between two sets', all(set({ welcome: '1', other: '1' }), set({ more: '1' }, {}, 'More')),
      all(set({ other: '1' }), set({ welcome: '1', more: '1' }, ADOPT, 'More')), [set({ other: '1' }), set({ welcome: '1', more: '1' }, ADOPT, 'More')],
    ],
  ];

  test.each(moves)('%s is neither lost nor written', async (_name, before, after) => {
    await start();
    await world.deploy(before);
    world.newCalls();
    expect(await world.deploy(after)).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(live()).toMatchObject({ welcome: '1', other: '1' });
    expect(writes().filter(call => / welcome /.test(call) && !call.endsWith('AlreadyExists'))).toEqual([]);
    await world.destroy();
    expect(live()).toEqual({});
  });

  test.each(moves)('%s is not lost when the deployment rolls back', async (_name, before, _after, parts) => {
    await start();
    await world.deploy(before);
    const previous = live();
    theirs();
    world.newCalls();
    expect(await world.deploy(failing(...parts))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(live()).toEqual({ ...previous, theirs: 'theirs' });
    expect(writes().filter(call => / welcome /.test(call) && !call.endsWith('AlreadyExists'))).toEqual([]);
  });

  test('and changes in one deployment is refused with advice, and stays unchanged', async () => {
    await start();
    await world.deploy(single('welcome', '1'));
    const { status, failures } = await world.deploy(set({ welcome: '2', other: '1' }));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failures[0].reason).toContain('if it moved here from elsewhere in the stack, move it first and change it afterwards');
    expect(live()).toEqual({ welcome: '1' });
  });

  test('with a name that is known only at deployment is not lost', async () => {
    await start();
    await world.deploy(stack => single(`${stack.region}-welcome`, '1')(stack));
    expect(live()).toEqual({ 'us-east-1-welcome': '1' });
    expect(await world.deploy(stack => { set({ welcome: '1' }, { namePrefix: `${stack.region}-` })(stack); })).toMatchObject({ status: 'UPDATE_COMPLETE' });
    expect(live()).toEqual({ 'us-east-1-welcome': '1' });
  });
});

test('ten single templates become one set, and single again, and no mail fails', async () => {
  await start();
  const names = Array.from({ length: 10 }, (_, index) => `mail-${index}`);
  const contents = Object.fromEntries(names.map(name => [name, '1']));
  await world.deploy(all(...names.map(name => single(name, '1'))));
  world.newCalls();
  expect(await world.deploy(set(contents))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(live()).toEqual(contents);
  expect(await world.deploy(all(...names.map(name => single(name, '1', ADOPT))))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(live()).toEqual(contents);
  expect(writes().filter(call => !call.startsWith('Create') || call.endsWith(' ok'))).toEqual([]);
});
