/** What a run deletes, takes over or leaves unchanged, according to what SES and CloudFormation show about the origin of a template. */
import { CreationTimes } from '../../../lambda/reconcile/creation-times';
import { TemplatePage } from '../../../lambda/reconcile/ports';
import { RunError } from '../../../lambda/reconcile/run-error';
import { RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import { failure, set, single, world } from '../../support/lifecycle';
import { live } from '../../support/properties';
import { VirtualClock } from '../../support/virtual-clock';

const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old</p>' };
const SET_ID = 'email-template-set/Mails/request-0';
const ADOPT = { ConflictPolicy: 'ADOPT' } as const;

const lostResponse = () => Object.assign(new Error('the answer was lost'), { unsure: true });

describe('a template with the declared content', () => {
  test('that existed before the event is refused, and the following Delete leaves it alone', async () => {
    const { create, store, questions } = world();
    store.seed('welcome', live(NEW), -1);
    const error = await failure(create(single(NEW)));
    expect(error.message).toMatch(/^template 'welcome' already exists with the same content .*\. Nothing was changed$/);
    expect((error as RunError).leftBehind).toBe(false);
    expect(store.calls).toEqual(['create welcome', 'get welcome', 'list']);
    expect(questions).toEqual(['resources']);
  });

  test('is adopted without a write under EmailConflictPolicy.ADOPT', async () => {
    const { create, store, log } = world();
    store.seed('welcome', live(NEW));
    await create(single(NEW, ADOPT));
    expect(store.calls).toEqual(['create welcome', 'get welcome', 'list']);
    expect(log).toContainEqual({ message: 'welcome: adopting an existing template', template: 'welcome' });
  });

  test('is refused if its creation time is unknown', async () => {
    const { create, store, log } = world({ before: operation => { if (operation === 'list') throw new Error('access denied'); } });
    store.seed('welcome', live(NEW), 1);
    expect((await failure(create(single(NEW)))).message).toMatch(/^template 'welcome' already exists with the same content/);
    expect(log).toContainEqual({ message: 'welcome: cannot determine when the template was created', template: 'welcome', reason: 'access denied' });
  });

  test('is not adopted if it is unknown whether the stack has it as an AWS::SES::Template', async () => {
    const { create, store } = world({ denied: ['resources'] });
    store.seed('welcome', live(OLD));
    expect((await failure(create(single(NEW, ADOPT)))).message).toBe('CloudFormation does not answer: resources. Nothing was changed');
    expect(store.templates.get('welcome')).toEqual(live(OLD));
  });
});

describe('a Create whose response is lost and whose retry finds the template', () => {
  test.each([['before', -1, ['other']], ['after', 1, []]] as const)('leaves a template created %s the event alone when the run fails', async (_when, createdAt, left) => {
    const { create, store, clock } = world({
      before: async (operation, name) => {
        if (operation !== 'create') return undefined;
        if (name === 'other') return 'unsure';
        await clock.sleep(60_000);
        throw new Error('SES said no');
      },
    });
    store.seed('other', live(NEW), createdAt);
    const error = await failure(create(set({ other: NEW, failing: NEW })));
    expect([...store.templates.keys()]).toEqual(left);
    if (createdAt < 0) expect(error.message).toMatch(/^template 'other' already exists with the same content .*\. Nothing was changed$/);
  });

  test('leaves a template of unknown origin, and says so', async () => {
    const { create, store } = world({
      before: operation => {
        if (operation === 'create') throw lostResponse();
        if (operation === 'list') throw new Error('access denied');
      },
    });
    store.seed('welcome', live(NEW), 1);
    const error = await failure(create(single(NEW)));
    expect(error.message).toBe(
      'the answer was lost. 0 of 1 templates that this deployment had written were restored; not restored: \'welcome\' '
      + '(its CreateTemplate got no response, and SES does not show whether this deployment created it); '
      + 'CloudFormation now sends a Delete, which deletes what is left of them');
    expect((error as RunError).leftBehind).toBe(true);
    expect([...store.templates.keys()]).toEqual(['welcome']);
  });
});

test('undoing does not touch a template that was never written because its content could not be read', async () => {
  const { create, store } = world();
  const { properties } = single(NEW);
  await failure(create({ properties, asset: {} }));
  expect(store.calls).toEqual([]);
});

test('undoing does not overwrite a template created in place of a dropped one', async () => {
  const { update, store } = world({
    before: (operation, name, fake) => {
      if (operation !== 'delete' || name !== 'two') return;
      fake.seed('one', live(NEW));
      throw new Error('SES said no');
    },
  });
  store.seed('one', live(OLD)).seed('two', live(OLD)).seed('kept', live(OLD));
  await failure(update(set({ kept: OLD }), set({ kept: OLD, one: OLD, two: OLD }), SET_ID));
  expect(store.templates.get('one')).toEqual(live(NEW));
});

describe('a drop', () => {
  test.each(['OVERWRITE', 'FAIL'] as const)('leaves a template created in place of the stack\'s alone, under %s', async drift => {
    const { update, store, log } = world();
    store.seed('x', live(NEW)).seed('kept', live(OLD));
    await update(set({ kept: OLD }, { DriftPolicy: drift }), set({ kept: OLD, x: OLD }), SET_ID);
    expect([...store.templates.keys()].sort()).toEqual(['kept', 'x']);
    expect(log).toContainEqual({ message: 'x: differs from what this stack deployed; left alone', template: 'x', done: 1, total: 1 });
  });
});

describe('a rollback', () => {
  test.each([['adopted', -1, ['added', 'same']], ['created', 1, ['same']]] as const)('of an update that %s a template ends with %j', async (_how, createdAt, left) => {
    const { update, store } = world({ rollingBack: true });
    store.seed('same', live(OLD)).seed('added', live(NEW), createdAt);
    await update(set({ same: OLD }, ADOPT), set({ same: OLD, added: NEW }, ADOPT), SET_ID);
    expect([...store.templates.keys()].sort()).toEqual(left);
  });

  test.each(['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'])('that deletes the resource, in %s, leaves adopted templates', async status => {
    const { delete: remove, store } = world({ status });
    store.seed('adopted', live(NEW)).seed('created', live(NEW), 1);
    await remove(set({ adopted: NEW, created: NEW }, ADOPT), SET_ID);
    expect([...store.templates.keys()]).toEqual(['adopted']);
  });

  test('of the outermost stack leaves templates that a nested stack had adopted', async () => {
    const { delete: remove, store } = world({ status: 'DELETE_IN_PROGRESS', rootStatus: 'ROLLBACK_IN_PROGRESS' });
    store.seed('adopted', live(NEW)).seed('created', live(NEW), 1);
    await remove(set({ adopted: NEW, created: NEW }, ADOPT), SET_ID);
    expect([...store.templates.keys()]).toEqual(['adopted']);
  });

  test('of the outermost stack leaves everything if CloudFormation does not answer', async () => {
    const { delete: remove, store } = world({ status: 'DELETE_IN_PROGRESS', rootStatus: 'denied' });
    store.seed('adopted', live(NEW)).seed('created', live(NEW), 1);
    await remove(set({ adopted: NEW, created: NEW }, ADOPT), SET_ID);
    expect([...store.templates.keys()]).toEqual(['adopted', 'created']);
  });
});

test('after a Create was killed, repeated and failed, the Delete removes what the killed run had created', async () => {
  let failing = false;
  let status = 'CREATE_IN_PROGRESS';
  const harness = world({ status: () => status, before: (operation, name) => { if (failing && operation === 'create' && name === 'two') throw new Error('SES said no'); } });
  const declared = set({ one: NEW, two: NEW });
  const sentAt = new Date(0);
  const deliver = async () => harness.lifecycle.create(harness.request(declared, undefined, undefined, 'Mails', { sentAt, waited: harness.clock.now() }));
  expect(await harness.kill(1, 'after', deliver)).toBe('killed');
  await harness.clock.run(harness.clock.sleep(60_000));
  failing = true;
  harness.store.templates.delete('two');
  const error = await failure(harness.clock.run(deliver()));
  expect(error.message).toBe(
    'SES said no. Nothing was changed; an earlier delivery of the event had created 1 more, which remain until CloudFormation deletes them');
  expect((error as RunError).leftBehind).toBe(true);
  status = 'ROLLBACK_IN_PROGRESS';
  await harness.clock.run(harness.lifecycle.delete(harness.request(declared, undefined, 'create-failed/incomplete/request-1'), true));
  expect(harness.store.templates.size).toBe(0);
});

test('the Delete after a Create that was refused as malformed succeeds with any id', async () => {
  const { delete: remove, store } = world({ status: 'ROLLBACK_IN_PROGRESS' });
  const malformed = single(NEW);
  malformed.properties.Templates.welcome = { ...malformed.properties.Templates.welcome, Name: 'not a name' };
  await remove(malformed, 'OrderMails-Welcome-1ABCDEFGHIJKL');
  expect(store.calls).toEqual([]);
});

test('a template that another resource of the stack has had is taken over unchanged', async () => {
  const { create, store } = world({ resources: [{ logicalId: 'Single', physicalId: 'welcome', type: RESOURCE_TYPE, status: 'CREATE_COMPLETE' }] });
  store.seed('welcome', live(NEW));
  expect(await create(single(NEW))).toBe('welcome');
  expect(store.calls).toEqual(['create welcome', 'get welcome']);
});

describe('creation times', () => {
  const pages = (...names: string[][]) => {
    const asked: Array<string | undefined> = [];
    const list = async (token?: string): Promise<TemplatePage> => {
      asked.push(token);
      const page = Number(token ?? 0);
      const templates = names[page].map((name, index) => ({ name, createdAt: new Date(page * 100 + index) }));
      return { templates, nextToken: page + 1 < names.length ? String(page + 1) : undefined };
    };
    const clock = new VirtualClock();
    const log: object[] = [];
    return { asked, clock, log, times: new CreationTimes({ list }, { clock, log: entry => log.push(entry), interval: 1_000, deadline: 600_000 }) };
  };

  test('are read page by page, on demand and once', async () => {
    const { asked, times } = pages(['a', 'b'], ['c'], ['d']);
    expect(await Promise.all(['c', 'a', 'b'].map(async name => times.createdSince(name, new Date(1))))).toEqual([true, false, true]);
    expect(asked).toEqual([undefined, '1']);
  });

  test('of a template that is on no page are read once more, some seconds later because the list may lag, and then count as unknown', async () => {
    const { asked, clock, log, times } = pages(['a'], ['b']);
    expect(await clock.run(times.createdSince('missing', new Date(0)))).toBeUndefined();
    expect(await clock.run(times.createdSince('missing too', new Date(0)))).toBeUndefined();
    expect(asked).toEqual([undefined, '1', undefined, '1']);
    expect(clock.now()).toBe(3_000);
    expect(log[0]).toEqual({ message: 'missing: cannot determine when the template was created', template: 'missing', reason: 'SES does not list it' });
  });

  test('prove nothing without a time to compare with', async () => {
    const { asked, times } = pages(['a']);
    expect(await times.createdSince('a', undefined)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
