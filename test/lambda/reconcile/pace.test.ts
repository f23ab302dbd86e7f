/** How long a set takes, at one call of each operation a second. */
import { MAX_TEMPLATES_PER_RESOURCE, writesThatFit } from '../../../src/contract/budget';
import { TemplateAsset } from '../../../src/contract/contract';
import { failure, set, world, WorldOptions } from '../../support/lifecycle';
import { live } from '../../support/properties';

const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old</p>' };
const SET_ID = 'email-template-set/Mails/request-0';
/** The round-trip time of a call to SES, in milliseconds. */
const LATENCY = 150;
/** The additional time of the pace: the second call of an operation is spaced from the response to the first. */
const FIRST = LATENCY;

const names = (count: number, prefix = 'mail') => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const contents = (content: TemplateAsset, ...groups: string[][]) => Object.fromEntries(groups.flat().map(name => [name, content]));
const pacedWorld = (options: WorldOptions = {}) => world({ callsPerSecond: 1, took: LATENCY, deadline: 850_000, ...options });

function counted(calls: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call.split(' ')[0]] = (counts[call.split(' ')[0]] ?? 0) + 1;
  return counts;
}

test('N new templates take N - 1 seconds and one call each', async () => {
  const { create, store, clock } = pacedWorld();
  await create(set(contents(NEW, names(50))));
  expect(counted(store.calls)).toEqual({ create: 50 });
  expect(clock.now()).toBe(49_000 + FIRST + LATENCY);
});

test('N changed templates take no longer: each is read while the previous one is written', async () => {
  const { update, store, clock } = pacedWorld();
  names(50).forEach(name => store.seed(name, live(OLD)));
  await update(set(contents(NEW, names(50))), set(contents(OLD, names(50))), SET_ID);
  expect(counted(store.calls)).toEqual({ get: 50, update: 50 });
  expect(clock.now()).toBe(49_000 + FIRST + 2 * LATENCY);
});

test('verification takes no longer: its calls use separate lanes', async () => {
  const data = { SampleData: { name: 'Ada' } };
  const fresh = pacedWorld();
  await fresh.create(set(contents({ ...NEW, ...data }, names(50))));
  expect(counted(fresh.store.calls)).toEqual({ create: 50, testRender: 50 });
  expect(fresh.clock.now()).toBe(49_000 + FIRST + 2 * LATENCY);

  const { update, store, clock } = pacedWorld();
  names(50).forEach(name => store.seed(name, live(OLD)));
  await update(set(contents({ ...NEW, ...data }, names(50))), set(contents({ ...OLD, ...data }, names(50))), SET_ID);
  expect(counted(store.calls)).toEqual({ get: 50, create: 50, testRender: 50, delete: 50, update: 50 });
  expect(clock.now()).toBe(49_000 + FIRST + 5 * LATENCY);
});

test('new templates and scratch templates share the lane of CreateTemplate, which then sets the limit', async () => {
  const data = { SampleData: { name: 'Ada' } };
  const { update, store, clock } = pacedWorld();
  const [changed, added] = [names(20, 'changed'), names(20, 'added')];
  changed.forEach(name => store.seed(name, live(OLD)));
  await update(set(contents({ ...NEW, ...data }, changed, added)), set(contents({ ...OLD, ...data }, changed)), SET_ID);
  expect(counted(store.calls)).toMatchObject({ create: 40 });
  expect(clock.now()).toBeLessThanOrEqual(39_000 + 5 * LATENCY + 1_000);
});

test('new and changed templates run in parallel; drops come last, in order', async () => {
  const { update, store, clock } = pacedWorld();
  const [kept, dropped, added] = [names(20, 'kept'), names(10, 'dropped'), names(20, 'added')];
  [...kept, ...dropped].forEach(name => store.seed(name, live(OLD)));
  await update(set(contents(NEW, kept, added)), set(contents(OLD, kept, dropped)), SET_ID);
  expect(store.calls.filter(call => call.startsWith('delete'))).toEqual(dropped.map(name => `delete ${name}`));
  const firstDelete = store.calls.findIndex(call => call.startsWith('delete'));
  expect(store.calls.slice(firstDelete).filter(call => /create|update/.test(call))).toEqual([]);
  // 20 seconds for the changed and the new, 10 for the dropped.
  expect(clock.now()).toBeLessThanOrEqual(30_000 + 4 * LATENCY);
});

test('three changes of three hundred templates are three reads and three writes; an unchanged set makes no call', async () => {
  const { update, store, clock } = pacedWorld();
  const [changed, same] = [names(3, 'changed'), names(297, 'same')];
  [...changed, ...same].forEach(name => store.seed(name, live(OLD)));
  await update(set({ ...contents(OLD, same), ...contents(NEW, changed) }), set(contents(OLD, changed, same)), SET_ID);
  expect(counted(store.calls)).toEqual({ get: 3, update: 3 });
  expect(clock.now()).toBe(2_000 + FIRST + 2 * LATENCY);

  store.calls.length = 0;
  await update(set(contents(OLD, same)), set(contents(OLD, same)), SET_ID);
  expect(store.calls).toEqual([]);
});

test('deleting a set takes a second for each template', async () => {
  const { delete: remove, store, clock } = pacedWorld({ status: 'DELETE_IN_PROGRESS' });
  names(30).forEach(name => store.seed(name, live(OLD)));
  await remove(set(contents(OLD, names(30))), SET_ID);
  expect(store.templates.size).toBe(0);
  expect(counted(store.calls)).toEqual({ get: 30, delete: 30 });
  expect(clock.now()).toBe(29_000 + FIRST + 2 * LATENCY);
});

describe('undoing n writes takes n seconds, newest first', () => {
  test('of templates that were created', async () => {
    const { create, store, clock } = pacedWorld({ before: (operation, name) => { if (operation === 'create' && name === 'mail-40') throw new Error('SES said no to mail-40'); } });
    const error = await failure(create(set(contents(NEW, names(50)))));
    expect(error.message).toBe(`SES said no to mail-40. All ${counted(store.calls).delete} templates that this deployment had written were restored`);
    expect(store.templates.size).toBe(0);
    const deletes = store.calls.filter(call => call.startsWith('delete')).map(call => Number(call.split('-')[1]));
    expect(deletes).toEqual([...deletes].sort((one, other) => other - one));
    // 40 seconds until it fails, some that were under way, and as many to undo.
    expect(clock.now()).toBeLessThanOrEqual((40 + 8 + 48) * 1_000);
  });

  test('of templates that were changed', async () => {
    const { update, store, clock } = pacedWorld({ before: (operation, name) => { if (operation === 'create' && name === 'last') throw new Error('no'); } });
    names(40).forEach(name => store.seed(name, live(OLD)));
    await failure(update(set({ ...contents(NEW, names(40)), last: NEW }), set(contents(OLD, names(40))), SET_ID));
    expect([...store.templates.values()]).toEqual(Array(40).fill(live(OLD)));
    expect(clock.now()).toBeLessThanOrEqual(81_000 + 4 * LATENCY);
  });
});

describe('the function\'s time', () => {
  test('suffices for the largest set that synth accepts, even if other callers take a tenth of the calls', async () => {
    const { create, store, clock } = pacedWorld({ callsPerSecond: 0.9 });
    await create(set(contents(NEW, names(MAX_TEMPLATES_PER_RESOURCE))));
    expect(store.templates.size).toBe(MAX_TEMPLATES_PER_RESOURCE);
    expect(clock.now()).toBeLessThan(850_000 / 2);
  });

  test('suffices to restore all templates when the last one fails', async () => {
    const last = `mail-${MAX_TEMPLATES_PER_RESOURCE - 1}`;
    const { create, store, clock } = pacedWorld({ before: (operation, name) => { if (operation === 'create' && name === last) throw new Error('no'); } });
    await failure(create(set(contents(NEW, names(MAX_TEMPLATES_PER_RESOURCE)))));
    expect(store.templates.size).toBe(0);
    expect(clock.now()).toBeLessThan(850_000);
  });

  test('fits 375 templates at one call a second, and more at another pace', () => {
    expect(MAX_TEMPLATES_PER_RESOURCE).toBe(375);
    expect(writesThatFit(850_000, 40)).toBe(9_393);
    expect(writesThatFit(40_000, 1_000)).toBe(13);
  });

  test('that runs out ends the run with advice while its changes can still be undone', async () => {
    const { create, store, clock } = pacedWorld({ deadline: 100_000 });
    const error = await failure(create(set(contents(NEW, names(60)))));
    expect(error.message).toMatch(new RegExp('^the function ran out of time with \\d+ of 60 template\\(s\\) left; deploy fewer changes at a time, '
      + 'or split the set and make one part depend on the other with node\\.addDependency\\. All \\d+ templates that this deployment had written were restored$'));
    expect(store.templates.size).toBe(0);
    expect(clock.now()).toBeLessThan(100_000);
  });

  test('that runs out while changes are undone leaves the rest to CloudFormation, and says so', async () => {
    const { create, store, clock } = pacedWorld({
      deadline: 100_000,
      before: async (operation, name) => {
        if (operation === 'create' && name === 'mail-30') throw new Error('SES said no to mail-30');
        if (operation === 'delete') await clock.sleep(60_000);
      },
    });
    const error = await failure(create(set(contents(NEW, names(60)))));
    const left = store.templates.size;
    expect(left).toBeGreaterThan(10);
    expect(error.message).toMatch(new RegExp(`^SES said no to mail-30\\. \\d+ of \\d+ templates that this deployment had written were restored; not restored: ('mail-\\d+' \\([^)]*\\)(, )?){10} and ${left - 10} more; `
      + 'CloudFormation now sends a Delete, which deletes what is left of them$'));
    // No call begins after the deadline.
    expect(clock.now()).toBeLessThan(100_000 + 60_000 + LATENCY);
  });
});

describe('the log', () => {
  test('has a line for each template, and one every ten seconds with the progress', async () => {
    const { update, store, log } = pacedWorld();
    names(12).forEach(name => store.seed(name, live(OLD)));
    await update(set(contents(NEW, names(25))), set(contents(OLD, names(12))), SET_ID);
    expect(log.filter(({ template }) => template)).toHaveLength(25);
    expect(log.slice(0, 2)).toEqual([
      { message: 'mail-12: created', template: 'mail-12', done: 1, total: 25 },
      { message: 'mail-0: updated', template: 'mail-0', done: 2, total: 25 },
    ]);
    expect(log.filter(({ message }) => message === 'deploying')).toEqual([
      { message: 'deploying', done: 20, total: 25, remaining: 5, templatesPerSecond: 2, millisecondsLeft: 840_000 },
    ]);
  });

  test('has the progress also while SES throttles everything, while changes are undone and while templates are deleted', async () => {
    let status = 'UPDATE_IN_PROGRESS';
    const slow = pacedWorld({ status: () => status, took: 25_000, before: operation => { if (operation === 'create') throw new Error('no'); } });
    slow.store.seed('one', live(OLD));
    await failure(slow.update(set({ one: NEW, two: NEW }), set({ one: OLD }), SET_ID));
    status = 'DELETE_IN_PROGRESS';
    await slow.delete(set({ one: OLD }), SET_ID);
    expect(slow.log.map(({ message, done, total }) => [message, done, total])).toEqual(expect.arrayContaining([
      ['deploying', 0, 2], ['undoing', 0, 1], ['deleting', 0, 1],
    ]));
  });

  test('says what failed and what was restored; queued templates are not started', async () => {
    const { create, store, log } = pacedWorld({ before: (operation, name) => { if (operation === 'create' && name === 'mail-1') throw new Error('no mail-1'); } });
    await failure(create(set(contents(NEW, names(20)))));
    expect(store.calls).toEqual(['create mail-0', 'create mail-1', 'get mail-0', 'delete mail-0']);
    expect(log).toEqual([
      { message: 'mail-0: created', template: 'mail-0', done: 1, total: 20 },
      { message: 'mail-1: failed', template: 'mail-1', reason: 'no mail-1' },
      { message: 'failed; undoing the changes', reason: 'no mail-1', templates: 1 },
      { message: 'mail-0: restored', template: 'mail-0', done: 1, total: 1 },
    ]);
  });
});
