/** Rollbacks succeed, and a deployment notices that it is over. */
import { RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import { Declared, failure, set, single, world, WorldOptions } from '../../support/lifecycle';
import { live } from '../../support/properties';

const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old</p>' };
const EDITED: TemplateAsset = { Subject: 'Welcome', Html: '<p>edited</p>' };
const SET_ID = 'email-template-set/Mails/request-0';
const names = (count: number) => Array.from({ length: count }, (_, index) => `mail-${index}`);
const all = (content: TemplateAsset, count: number) => Object.fromEntries(names(count).map(name => [name, content]));

describe('a rollback', () => {
  const rollingBack = (options: WorldOptions = {}) => world({ rollingBack: true, callsPerSecond: 1, took: 150, deadline: 850_000, ...options });
  const count = (store: { templates: Map<string, unknown> }, content: TemplateAsset) =>
    [...store.templates.values()].filter(parts => JSON.stringify(parts) === JSON.stringify(live(content))).length;

  test('continues after one template\'s failure, undoes nothing, and says what is left', async () => {
    const { update, store } = rollingBack({ before: (operation, name) => { if (operation === 'update' && name === 'mail-7') throw new Error('SES said no'); } });
    names(30).forEach(name => store.seed(name, live(NEW)));
    const error = await failure(update(set(all(OLD, 30)), set(all(NEW, 30)), SET_ID));
    expect(error.message).toBe(
      '1 of 30 template(s) could not be rolled back: \'mail-7\' (SES said no); the others are in their previous state; continue the rollback to retry these');
    expect(count(store, OLD)).toBe(29);
  });

  test('uses all its time, and gets further each time it is continued', async () => {
    const slow = { callsPerSecond: 0.2, deadline: 850_000 };
    const { update, store } = rollingBack(slow);
    names(300).forEach(name => store.seed(name, live(NEW)));
    const progress: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const outcome = await update(set(all(OLD, 300)), set(all(NEW, 300)), SET_ID).then(() => 'ended', (error: Error) => error.message);
      progress.push(count(store, OLD));
      if (attempt === 1) expect(outcome).toMatch(/^\d+ of 300 template\(s\) could not be rolled back: 'mail-\d+' \(no time was left\), /);
    }
    expect(progress[0]).toBeGreaterThan(150);
    expect(progress[1]).toBeGreaterThanOrEqual(progress[0]);
  });

  test('that is detected only when the time for work is up continues in the time reserved for undoing', async () => {
    const harness = world({ rollingBack: true, deadline: 100_000, before: async operation => { if (operation === 'get') await harness.clock.sleep(20_000); } });
    names(30).forEach(name => harness.store.seed(name, live(NEW)));
    await harness.update(set(all(OLD, 30)), set(all(NEW, 30)), SET_ID);
    expect(count(harness.store, OLD)).toBe(30);
  });

  test('of many templates gets through even if CloudFormation shows the template that failed', async () => {
    const [before, after] = [set(all(OLD, 10)), set({ ...all(NEW, 10), added: NEW })];
    const { update, store } = rollingBack({ stackTemplate: { Resources: { Mails: { Type: RESOURCE_TYPE, Properties: after.properties } } } });
    Object.keys(after.asset).forEach(name => store.seed(name, live(NEW), 1));
    await update(before, after, SET_ID);
    expect(Object.fromEntries(store.templates)).toEqual(Object.fromEntries(names(10).map(name => [name, live(OLD)])));
  });

  test('of few templates gets through if its direction cannot be determined', async () => {
    const { update, store } = rollingBack({ denied: ['history'], took: 3_000 });
    names(3).forEach(name => store.seed(name, live(NEW)));
    await update(set(all(OLD, 3)), set(all(NEW, 3)), SET_ID);
    expect(count(store, OLD)).toBe(3);
  });

  test.each<[string, WorldOptions]>([
    ['the stack\'s template', { denied: ['template'] }],
    ['the stack\'s events', { denied: ['history'] }],
    ['the stack', { denied: ['describe'] }],
  ])('does not fail if %s cannot be read: templates of unknown origin stay', async (_what, options) => {
    const { update, store, log } = world({ rollingBack: true, ...options });
    store.seed('changed', live(NEW)).seed('edited', live(EDITED)).seed('added', live(NEW), 1);
    await update(set({ changed: OLD, edited: OLD }, { DriftPolicy: 'FAIL' }), set({ changed: NEW, edited: NEW, added: NEW }), SET_ID);
    expect(Object.fromEntries(store.templates)).toEqual({ changed: live(OLD), edited: live(EDITED), added: live(NEW) });
    expect(log).toContainEqual(expect.objectContaining({ message: expect.stringMatching(/left alone$/), template: 'added' }));
  });
});

describe('a Delete', () => {
  test.each<[string, WorldOptions, string[]]>([
    ['of the whole stack does not need the stack\'s template', { status: 'DELETE_IN_PROGRESS', denied: ['template', 'resources'] }, []],
    ['in a clean-up leaves all alone when the stack\'s template cannot be read', { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', denied: ['template'] }, ['welcome']],
    ['leaves all alone when the stack cannot be described', { status: 'DELETE_IN_PROGRESS', denied: ['describe'] }, ['welcome']],
  ])('%s, and succeeds', async (_what, options, left) => {
    const { delete: remove, store, log } = world({ stackTemplate: { Resources: {} }, ...options });
    store.seed('welcome', live(NEW));
    await remove(single(NEW));
    expect([...store.templates.keys()]).toEqual(left);
    expect(log.some(({ message, template }) => message === 'welcome: left alone' && template === 'welcome')).toBe(left.length > 0);
  });
});

describe('an Update of the failed deployment', () => {
  /** The stack begins to roll back at this time. Its template stays the one that failed. */
  function rollingBackAt(at: number, after: Declared, options: WorldOptions = {}) {
    const harness = world({
      callsPerSecond: 1,
      took: 150,
      deadline: 850_000,
      rollingBack: () => harness.clock.now() >= at,
      history: [{ at: new Date(at), status: 'UPDATE_ROLLBACK_IN_PROGRESS' }],
      stackTemplate: { Resources: { Mails: { Type: RESOURCE_TYPE, Properties: after.properties } } },
      ...options,
    });
    return harness;
  }

  test.each([1, 500, 1_900, 2_500, 9_000])('does not mistake itself for the rollback that begins after %p ms', async at => {
    const [before, after] = [set(all(OLD, 20)), set(all(NEW, 20))];
    const harness = rollingBackAt(at, after);
    names(20).forEach(name => harness.store.seed(name, live(OLD)));
    expect((await failure(harness.update(after, before, SET_ID))).message).toMatch(/^the stack is rolling back, so this deployment is over\. /);
    expect([...harness.store.templates.values()]).toEqual(Array(20).fill(live(OLD)));
  });

  test('that changes only deploy-time values does not mistake itself for the rollback, either', async () => {
    const content: TemplateAsset = { Subject: 'Hi', Text: ['https://', { marker: 0 }] };
    const contents = Object.fromEntries(names(5).map(name => [name, content]));
    const [before, after] = [set(contents, { Markers: ['old.example'] }), set(contents, { Markers: ['new.example'] })];
    const harness = rollingBackAt(1_000, after);
    names(5).forEach(name => harness.store.seed(name, live(content, ['old.example'])));
    expect((await failure(harness.update(after, before, SET_ID))).message).toMatch(/^the stack is rolling back, so this deployment is over\. /);
    expect([...harness.store.templates.values()]).toEqual(Array(5).fill(live(content, ['old.example'])));
  });

  test('is over when the stack is being deleted', async () => {
    const harness = world({ status: 'DELETE_IN_PROGRESS', callsPerSecond: 1, took: 150, deadline: 850_000 });
    const message = (await failure(harness.create(set(all(NEW, 20))))).message;
    expect(message).toMatch(/^the stack is being deleted, so this deployment is over\. All \d templates .* were restored$/);
    expect(harness.store.templates.size).toBe(0);
  });
});

describe('a late event', () => {
  const late = { waited: 300_000 };

  test.each<[string, WorldOptions]>([
    ['the stack was rolled back', { status: 'UPDATE_ROLLBACK_COMPLETE' }],
    ['the stack is rolling back', { rollingBack: true, history: [{ at: new Date(1_000), status: 'UPDATE_ROLLBACK_IN_PROGRESS' }] }],
    ['the next deployment is complete', { status: 'UPDATE_COMPLETE' }],
    ['the next deployment is in progress', { history: [{ at: new Date(1_000), status: 'UPDATE_IN_PROGRESS' }, { at: new Date(500), status: 'UPDATE_COMPLETE' }] }],
    ['the next deployment cleans up', { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' }],
  ])('writes nothing when %s', async (_what, options) => {
    const harness = world(options);
    harness.store.seed('welcome', live(OLD));
    const error = await failure(harness.clock.run(harness.lifecycle.update(harness.request(single(NEW), single(OLD), 'welcome', 'Mails', late))));
    expect(error.message).toMatch(/^the stack (has moved on|is rolling back), so this deployment is over\. Nothing was changed$/);
    expect(harness.store.calls).toEqual([]);
  });

  test('creates nothing as a Create if its stack was rolled back', async () => {
    const harness = world({ status: 'ROLLBACK_COMPLETE' });
    expect((await failure(harness.clock.run(harness.lifecycle.create(harness.request(single(NEW), undefined, undefined, 'Mails', late))))).message)
      .toMatch(/is over\. Nothing was changed$/);
    expect(harness.store.calls).toEqual([]);
  });

  test('deletes nothing as a Delete if its stack is complete, or has the template again', async () => {
    for (const options of [{ status: 'UPDATE_COMPLETE' }, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' }]) {
      const harness = world(options);
      harness.store.seed('welcome', live(NEW));
      await harness.clock.run(harness.lifecycle.delete(harness.request(single(NEW), undefined, 'welcome', 'Mails', late), false));
      expect([...harness.store.templates.keys()]).toEqual(['welcome']);
    }
  });

  test('is processed if CloudFormation still waits for it', async () => {
    const harness = world();
    harness.store.seed('welcome', live(OLD));
    await harness.clock.run(harness.lifecycle.update(harness.request(single(NEW), single(OLD), 'welcome', 'Mails', late)));
    expect(harness.store.templates.get('welcome')).toEqual(live(NEW));
  });
});

test('waiting for a new template to become visible does not use the time reserved for undoing', async () => {
  const sample = { ...NEW, SampleData: { name: 'Ada' } };
  const harness = world({ deadline: 60_000, before: operation => operation === 'testRender' ? 'gone' : undefined });
  const error = await failure(harness.create(set({ one: sample, two: sample })));
  expect(error.message).toMatch(/All 2 templates that this deployment had written were restored$/);
  expect(harness.store.templates.size).toBe(0);
  expect(harness.clock.now()).toBeLessThan(60_000);
});
