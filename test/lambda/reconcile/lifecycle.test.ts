import { RunError } from '../../../lambda/reconcile/run-error';
import { RemovedTemplates, TemplateAsset } from '../../../src/contract/contract';
import { failure, set, single, world, WorldOptions } from '../../support/lifecycle';
import { live } from '../../support/properties';

const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old</p>' };
const EDITED: TemplateAsset = { Subject: 'Welcome', Html: '<p>edited</p>' };

const lostResponse = () => Object.assign(new Error('the answer was lost'), { unsure: true });

describe('Create', () => {
  test('of a new template is one call, and its name is the physical id', async () => {
    const { create, store } = world();
    expect(await create(single(NEW))).toBe('welcome');
    expect(store.calls).toEqual(['create welcome']);
    expect(store.templates.get('welcome')).toEqual(live(NEW));
  });

  test('fills deploy-time values in', async () => {
    const { create, store } = world();
    await create(single({ Subject: 'Hi', Text: ['https://', { marker: 0 }, '/{{id}}'] }, { Markers: ['api.example'] }));
    expect(store.templates.get('welcome')).toEqual({ Subject: 'Hi', Text: 'https://api.example/{{id}}' });
  });

  test('that finds its own template from an earlier delivery of the event succeeds', async () => {
    const { create, store } = world();
    store.seed('welcome', live(NEW), 1);
    expect(await create(single(NEW))).toBe('welcome');
    expect(store.calls).toEqual(['create welcome', 'get welcome', 'list']);
  });

  test('that finds someone else\'s template changes nothing', async () => {
    const harness = world();
    const { create, store } = harness;
    store.seed('welcome', live(EDITED));
    const error = await failure(create(single(NEW)));
    expect(error.message).toBe(
      'template \'welcome\' already exists with different HTML and was not changed: nothing shows that this stack created it; '
      + 'choose another template name, delete the existing template, or adopt it with EmailConflictPolicy.ADOPT; '
      + 'if it moved here from elsewhere in the stack, move it first and change it afterwards. Nothing was changed',
    );
    expect((error as RunError).leftBehind).toBe(false);
    expect(store.templates.get('welcome')).toEqual(live(EDITED));
    expect(harness.described).toBe(0);
  });

  test('adopts someone else\'s template under EmailConflictPolicy.ADOPT', async () => {
    const { create, store, log } = world();
    store.seed('welcome', live(EDITED));
    await create(single(NEW, { ConflictPolicy: 'ADOPT' }));
    expect(store.templates.get('welcome')).toEqual(live(NEW));
    expect(log).toContainEqual({ message: 'welcome: adopting an existing template', template: 'welcome' });
  });

  test('whose response was lost after it took effect is not a conflict, although reads lag', async () => {
    const { create, store } = world({ lag: 2_500, before: operation => operation === 'create' ? 'unsure' : undefined });
    expect(await create(single(NEW))).toBe('welcome');
    expect(store.templates.get('welcome')).toEqual(live(NEW));
  });

  test('of a set creates all templates or none: one refusal undoes the others', async () => {
    const { create, store } = world();
    store.seed('three', live(EDITED));
    const error = await failure(create(set({ one: NEW, two: NEW, three: NEW, four: NEW })));
    expect(error.message).toContain('template \'three\' already exists');
    expect(error.message).toContain('All 3 templates that this deployment had written were restored');
    expect([...store.templates.keys()]).toEqual(['three']);
  });

  test('whose response was lost is undone with the rest, but only if it wrote the template itself', async () => {
    const { create, store } = world({
      before: (operation, name, fake) => {
        if (operation !== 'create') return undefined;
        if (name === 'mine') return lostResponse();
        if (name === 'theirs') {
          fake.seed('theirs', live(EDITED));
          throw lostResponse();
        }
        return undefined;
      },
    });
    expect((await failure(create(set({ mine: NEW, theirs: NEW })))).message).toMatch(/^the answer was lost\./);
    expect([...store.templates]).toEqual([['theirs', live(EDITED)]]);
  });

  test('names the templates that could not be restored', async () => {
    const { create } = world({
      before: (operation, name) => {
        if (operation === 'create' && name === 'two') throw new Error('SES is out of order');
        if (operation === 'delete') throw new Error('still out of order');
        return undefined;
      },
    });
    const error = await failure(create(set({ one: NEW, two: NEW })));
    expect(error.message).toBe(
      'SES is out of order. 0 of 1 templates that this deployment had written were restored; not restored: \'one\' (still out of order); '
      + 'CloudFormation now sends a Delete, which deletes what is left of them',
    );
    expect((error as RunError).leftBehind).toBe(true);
  });

  test('starts no more work than it could undo in time', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`mail-${index}`, NEW]));
    const { create, store, clock } = world({ took: 1_000, deadline: 40_000 });
    const error = await failure(create(set(many)));
    expect(error.message).toMatch(/^the function ran out of time with \d+ of 60 template\(s\) left; .*\. All \d+ templates/);
    expect(store.templates.size).toBe(0);
    expect(clock.now()).toBeLessThan(120_000);
  });

  test('refuses an asset that does not match the declaration', async () => {
    const { create, store } = world();
    const { properties } = single(NEW);
    expect((await failure(create({ properties, asset: { welcome: EDITED } }))).message).toBe(
      'the asset does not match the stack: template \'welcome\' does not have the declared Html; '
      + 'synthesize and deploy again. Nothing was changed',
    );
    expect((await failure(create({ properties, asset: {} }))).message).toMatch(/template 'welcome' is missing/);
    expect(store.calls).toEqual([]);
  });

  test('gives up on an SES that contradicts itself', async () => {
    const { create, store, clock } = world({ lag: Infinity });
    await clock.run(store.create({ name: 'welcome', parts: live(EDITED) }));
    expect((await failure(create(single(NEW)))).message)
      .toBe('template \'welcome\': after 8 attempts, SES still contradicts itself about whether the template exists; deploy again in a minute. Nothing was changed');
  });

  test('of a set returns a permanent id, which is the same when the event is delivered twice', async () => {
    const { create } = world();
    expect(await create(set({ one: NEW }))).toBe('email-template-set/Mails/request-1');
    expect(await create(set({ one: NEW }))).toBe('email-template-set/Mails/request-1');
  });
});

describe('Update', () => {
  test('of an unchanged template makes no call', async () => {
    const { update, store } = world();
    expect(await update(single(NEW, { DriftPolicy: 'FAIL' }), single(NEW))).toBe('welcome');
    expect(store.calls).toEqual([]);
  });

  test('reads and writes only what changed, and does not query the stack\'s state', async () => {
    const harness = world();
    const { update, store } = harness;
    store.seed('one', live(OLD)).seed('two', live(OLD));
    expect(await update(set({ one: NEW, two: OLD }), set({ one: OLD, two: OLD }), 'email-template-set/x')).toBe('email-template-set/x');
    expect(store.calls).toEqual(['get one', 'update one']);
    expect(harness.described).toBe(0);
  });

  test('overwrites drift and logs the parts', async () => {
    const { update, store, log } = world();
    store.seed('welcome', live(EDITED));
    await update(single(NEW), single(OLD));
    expect(store.templates.get('welcome')).toEqual(live(NEW));
    expect(log).toContainEqual({
      message: 'welcome: drift: someone changed its HTML; deploying the declared content', template: 'welcome', drift: { kind: 'changed', parts: ['Html'] },
    });
  });

  test('refuses drift under EmailDriftPolicy.FAIL, and keeps the edit', async () => {
    const { update, store } = world();
    store.seed('welcome', live(EDITED));
    expect((await failure(update(single(NEW, { DriftPolicy: 'FAIL' }), single(OLD)))).message).toMatch(/^template 'welcome' has drifted: someone changed its HTML/);
    expect(store.templates.get('welcome')).toEqual(live(EDITED));
  });

  test('does not mistake a lagging read for drift', async () => {
    const { update, store, clock } = world({ lag: 2_000 });
    store.seed('welcome', live(EDITED));
    await clock.run(store.update({ name: 'welcome', parts: live(OLD) }));
    await update(single(NEW, { DriftPolicy: 'FAIL' }), single(OLD));
    expect(store.templates.get('welcome')).toEqual(live(NEW));
  });

  test('of a template deleted between read and write is drift', async () => {
    const { update, store } = world({ before: (operation, name, fake) => operation === 'update' ? void fake.templates.delete(name) : undefined });
    store.seed('welcome', live(OLD));
    await update(single(NEW), single(OLD));
    expect(store.templates.get('welcome')).toEqual(live(NEW));
  });

  test('that fails restores the live content, including edits and non-ASCII', async () => {
    const { update, store, clock } = world({
      before: async (operation, name) => {
        if (operation !== 'create' || name !== 'new') return;
        await clock.sleep(10_000);
        throw new Error('no');
      },
    });
    store.seed('edited', { Subject: 'ed', Text: 'Gr\\u00fc\\u00dfe' }).seed('old', live(OLD));
    await failure(update(set({ edited: NEW, old: NEW, new: NEW }), set({ edited: OLD, old: OLD }), 'email-template-set/x'));
    expect(Object.fromEntries(store.templates)).toEqual({ edited: { Subject: 'ed', Text: 'Grüße' }, old: live(OLD) });
  });

  test('of a set deletes dropped templates after everything else', async () => {
    const { update, store } = world();
    store.seed('old-name', live(OLD));
    await update(set({ 'new-name': OLD }), set({ 'old-name': OLD }), 'email-template-set/x');
    expect(store.calls).toEqual(['create new-name', 'get old-name', 'delete old-name']);
  });

  test.each<[RemovedTemplates, boolean, string[]]>([
    ['DELETE', false, ['kept']],
    ['RETAIN', false, ['kept', 'dropped']],
    ['RETAIN_EXCEPT_ON_CREATE', false, ['kept', 'dropped']],
    ['DELETE', true, ['kept']],
    ['RETAIN', true, ['kept', 'dropped']],
    ['RETAIN_EXCEPT_ON_CREATE', true, ['kept']],
  ])('of a set that drops a template under %s, in a rollback: %p, leaves %j', async (removed, rollingBack, left) => {
    const { update, store, log } = world({ rollingBack });
    store.seed('kept', live(OLD)).seed('dropped', live(OLD), 1);
    await update(set({ kept: OLD }, { RemovedTemplates: removed }), set({ kept: OLD, dropped: OLD }), 'email-template-set/x');
    expect([...store.templates.keys()]).toEqual(left);
    expect(log.some(({ message, template }) => message === 'dropped: no longer declared; kept' && template === 'dropped')).toBe(left.includes('dropped'));
  });

  test('that renames a single template creates the new one and leaves the old one to CloudFormation', async () => {
    const { update, store } = world();
    store.seed('old-name', live(OLD));
    expect(await update(single(OLD, {}, 'new-name'), single(OLD, {}, 'old-name'), 'old-name')).toBe('new-name');
    expect(store.calls).toEqual(['create new-name']);
  });

  test.each([1, 2, 3, 4, 5, 6])('that fails at write %p of 6 restores everything', async failing => {
    const before = { a: OLD, b: OLD, dropped: OLD, alike: OLD };
    const after = { a: NEW, b: NEW, alike: OLD, c: NEW, d: NEW, e: NEW };
    let writes = 0;
    const { update, store } = world({
      before: operation => {
        if (operation !== 'get' && ++writes === failing) throw new Error('SES said no');
      },
    });
    for (const [name, content] of Object.entries(before)) store.seed(name, live(content));
    const error = await failure(update(set(after), set(before), 'email-template-set/x'));
    expect(error.message).toMatch(/^SES said no\./);
    expect(Object.fromEntries(store.templates)).toEqual(Object.fromEntries(Object.entries(before).map(([name, content]) => [name, live(content)])));
  });
});

describe('Update, while the stack rolls back', () => {
  test('restores what was changed', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('welcome', live(NEW));
    await update(single(OLD, { DriftPolicy: 'FAIL' }), single(NEW));
    expect(store.templates.get('welcome')).toEqual(live(OLD));
  });

  test('restores it although the read does not show the change yet', async () => {
    const { update, store, clock } = world({ rollingBack: true, lag: 10_000 });
    store.seed('welcome', live(OLD));
    await clock.run(store.update({ name: 'welcome', parts: live(NEW) }));
    await update(single(OLD), single(NEW));
    expect(store.templates.get('welcome')).toEqual(live(OLD));
  });

  test('leaves templates that the refused update never touched, and succeeds', async () => {
    const { update, store, log } = world({ rollingBack: true });
    store.seed('welcome', live(EDITED));
    expect(await update(single(OLD, { DriftPolicy: 'FAIL' }), single(NEW, { DriftPolicy: 'FAIL' }))).toBe('welcome');
    expect(store.templates.get('welcome')).toEqual(live(EDITED));
    expect(log).toContainEqual({ message: 'welcome: differs from what this stack deployed; left alone', template: 'welcome', done: 1, total: 1 });
  });

  test('of a rename removes the new name and returns the old one', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('old-name', live(OLD)).seed('new-name', live(NEW), 1);
    expect(await update(single(OLD, {}, 'old-name'), single(NEW, {}, 'new-name'), 'old-name')).toBe('old-name');
    expect(Object.fromEntries(store.templates)).toEqual({ 'old-name': live(OLD) });
  });

  test('of a rename to the name of someone else\'s template leaves it alone', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('old-name', live(OLD)).seed('taken', live(EDITED));
    await update(single(OLD, {}, 'old-name'), single(NEW, {}, 'taken'), 'old-name');
    expect(Object.fromEntries(store.templates)).toEqual({ 'old-name': live(OLD), 'taken': live(EDITED) });
  });

  test('creates dropped templates of a set again', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('kept', live(NEW)).seed('added', live(NEW), 1);
    await update(set({ kept: OLD, dropped: OLD }), set({ kept: NEW, added: NEW }), 'email-template-set/x');
    expect(Object.fromEntries(store.templates)).toEqual({ kept: live(OLD), dropped: live(OLD) });
  });

  test('of a declaration that was refused as malformed changes nothing', async () => {
    const { update, store } = world({ rollingBack: true });
    const refused = single(NEW);
    refused.properties.Templates.welcome = { ...refused.properties.Templates.welcome, Name: 'not a name' };
    store.seed('welcome', live(OLD));
    expect(await update(single(OLD), refused)).toBe('welcome');
    expect(store.calls).toEqual(['create welcome', 'get welcome']);
    expect(store.templates.get('welcome')).toEqual(live(OLD));
  });
});

describe('a run that outlives its deployment', () => {
  test('does not create a template that the rollback has already deleted', async () => {
    const { create, store } = world({ took: 20_000, rollingBack: true });
    const error = await failure(create(set({ one: NEW, two: NEW, three: NEW, four: NEW, five: NEW, six: NEW, seven: NEW, eight: NEW, nine: NEW })));
    expect(error.message).toBe(
      'the stack is rolling back, so this deployment is over. All 8 templates that this deployment had written were restored');
    expect(store.templates.size).toBe(0);
  });

  test('does not overwrite content that the rollback has restored', async () => {
    let rollback = false;
    const contents = (content: TemplateAsset) => Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`mail-${index}`, content]));
    const { update, store } = world({
      took: 10_000,
      rollingBack: () => rollback,
      before: (operation, name) => { if (operation === 'update' && name === 'mail-5') rollback = true; },
    });
    for (const name of Object.keys(contents(OLD))) store.seed(name, live(OLD));
    const error = await failure(update(set(contents(NEW)), set(contents(OLD)), 'email-template-set/x'));
    expect(error.message).toMatch(/^the stack is rolling back, so this deployment is over\. All \d+ templates/);
    expect([...store.templates.values()]).toEqual(Array(12).fill(live(OLD)));
  });

  test('does not query the stack\'s state if it is short', async () => {
    const harness = world();
    await harness.create(set({ one: NEW, two: NEW, three: NEW }));
    expect(harness.described).toBe(0);
  });

  test('does not end the rollback itself, however long that takes', async () => {
    const { update, store } = world({ took: 20_000, rollingBack: true });
    store.seed('welcome', live(NEW));
    await update(single(OLD), single(NEW));
    expect(store.templates.get('welcome')).toEqual(live(OLD));
  });
});

test('an Update with malformed old properties uses what it can parse', async () => {
  const { update, store } = world();
  store.seed('welcome', live(OLD));
  const malformed = { ...single(OLD), properties: { ...single(OLD).properties, Identity: 'Other' as 'Set' } };
  expect(await update(single(NEW, { DriftPolicy: 'FAIL' }), malformed)).toBe('welcome');
  expect(store.templates.get('welcome')).toEqual(live(NEW));
});

describe('Delete', () => {
  const deleting = (options: WorldOptions = {}) => world({ status: 'DELETE_IN_PROGRESS', ...options });

  test('deletes unchanged templates, leaves edited or replaced ones, and ignores missing ones', async () => {
    const { delete: remove, store, log } = deleting();
    store.seed('one', live(OLD)).seed('edited', live(EDITED)).seed('other', live(OLD));
    await remove(set({ one: OLD, edited: OLD, gone: OLD }), 'email-template-set/Mails/request-0');
    expect([...store.templates.keys()].sort()).toEqual(['edited', 'other']);
    expect(log).toContainEqual(expect.objectContaining({ message: 'edited: differs from what this stack deployed; left alone', template: 'edited' }));
  });

  test('does not mistake a lagging read for an edit', async () => {
    const { delete: remove, store, clock } = deleting({ lag: 2_500 });
    store.seed('welcome', live(OLD));
    await clock.run(store.update({ name: 'welcome', parts: live(NEW) }));
    await remove(single(NEW));
    expect(store.templates.size).toBe(0);
  });

  test('after a failed Create that left something behind deletes only what this Create wrote', async () => {
    const { delete: remove, store } = world({ status: 'ROLLBACK_IN_PROGRESS' });
    store.seed('mine', live(NEW), 1).seed('theirs', live(EDITED)).seed('theirsToo', live(NEW));
    await remove(set({ mine: NEW, theirs: NEW, theirsToo: NEW, never: NEW }), 'create-failed/incomplete/request-1', true);
    expect(Object.fromEntries(store.templates)).toEqual({ theirs: live(EDITED), theirsToo: live(NEW) });
  });

  test('with an id that CloudFormation made up for an unanswered Create deletes only what this Create wrote', async () => {
    const { delete: remove, store } = world({ status: 'ROLLBACK_IN_PROGRESS' });
    for (const [content, createdAt, left] of [[EDITED, 1, ['welcome']], [NEW, -1, ['welcome']], [NEW, 1, []]] as const) {
      store.seed('welcome', live(content), createdAt);
      await remove(single(NEW), 'OrderMails-Welcome-1ABCDEFGHIJKL');
      expect([...store.templates.keys()]).toEqual(left);
    }
  });

  test('continues after a failure, and names what it could not delete', async () => {
    const { delete: remove, store } = deleting({ before: (operation, name) => { if (operation === 'delete' && name === 'stuck') throw new Error('SES said no'); } });
    store.seed('one', live(OLD)).seed('stuck', live(OLD)).seed('two', live(OLD));
    const error = await failure(remove(set({ one: OLD, stuck: OLD, two: OLD }), 'email-template-set/x'));
    expect(error.message).toBe('could not delete \'stuck\' (SES said no); delete the stack again to retry');
    expect([...store.templates.keys()]).toEqual(['stuck']);
  });
});
