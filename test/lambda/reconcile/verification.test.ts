/** A template with sample data counts as deployed only after SES has rendered it. A live template is never replaced by one that does not render. */
import { ReconcileRequest } from '../../../lambda/reconcile/lifecycle';
import { scratchName } from '../../../lambda/reconcile/scratches';
import { EmailTemplatesProperties, TemplateAsset } from '../../../src/contract/contract';
import { Declared, failure, set, single, world, WorldOptions } from '../../support/lifecycle';
import { live } from '../../support/properties';

const DATA = { name: 'Ada' };
const NEW: TemplateAsset = { Subject: 'Welcome, {{name}}', Html: '<p>new', SampleData: DATA };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old', SampleData: DATA };
const BROKEN: TemplateAsset = { Subject: 'Welcome, {{name}}', Html: '<p>{{nmae}}', Text: '{{nmae}}, {{name}}', SampleData: DATA };
const SET_ID = 'email-template-set/Mails/request-0';

const scratch = (name: string) => scratchName({ stackId: 'arn:stack', logicalResourceId: 'Mails' }, name);
/** The calls, with `scratch of welcome` for its scratch name. */
const readable = (calls: readonly string[], ...names: string[]) =>
  calls.map(call => names.reduce((text, name) => text.replace(scratch(name), `scratch of ${name}`), call));
const REFUSAL = 'template \'welcome\' cannot be sent: Amazon SES does not render it with its sample data: '
  + 'Attribute \'nmae\' is not present in the rendering data (in its HTML and text); '
  + 'correct the template or the sampleData, or turn verification off with verifyOnDeploy: false';

describe('a new template', () => {
  test('is created and rendered in place', async () => {
    const { create, store, log } = world();
    await create(single(NEW));
    expect(store.calls).toEqual(['create welcome', 'testRender welcome']);
    expect(log).toContainEqual(expect.objectContaining({ message: 'welcome: created', template: 'welcome', verified: true }));
  });

  test('is deleted if SES does not render it; the reason has SES\'s text and the parts', async () => {
    const { create, store } = world();
    expect((await failure(create(single(BROKEN)))).message)
      .toBe(`${REFUSAL}. The one template that this deployment had written was restored: 'welcome'`);
    expect([...store.templates]).toEqual([]);
  });

  test('that an earlier attempt created but did not verify is verified', async () => {
    const { create, store } = world();
    store.seed('welcome', live(BROKEN), 1);
    // The Delete that CloudFormation sends next takes it: this run did not create it.
    expect((await failure(create(single(BROKEN)))).message).toContain('(in its HTML and text); it already existed and was not changed; correct');
    expect([...store.templates.keys()]).toEqual(['welcome']);
  });

  test('is awaited if reads lag', async () => {
    const { create, store } = world({ lag: 2_500 });
    await create(single(NEW));
    expect(store.calls).toEqual(['create welcome', 'testRender welcome', 'testRender welcome', 'testRender welcome']);
  });
});

describe('a changed template', () => {
  test('is rendered under a scratch name, which is deleted before the live template is touched', async () => {
    const { update, store } = world();
    store.seed('welcome', live(OLD));
    await update(single(NEW), single(OLD));
    expect(readable(store.calls, 'welcome')).toEqual([
      'get welcome', 'create scratch of welcome', 'testRender scratch of welcome', 'delete scratch of welcome', 'update welcome',
    ]);
    expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(NEW) });
  });

  test('is never touched if SES does not render the new content', async () => {
    const { update, store } = world();
    store.seed('welcome', live(OLD));
    expect((await failure(update(single(BROKEN), single(OLD)))).message).toBe(`${REFUSAL}. Nothing was changed`);
    expect(store.calls.filter(call => /^(create|update|delete) welcome/.test(call))).toEqual([]);
    expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(OLD) });
  });

  test('is also verified if it is adopted', async () => {
    const { create, store } = world();
    store.seed('welcome', live(OLD));
    expect((await failure(create(single(BROKEN, { ConflictPolicy: 'ADOPT' })))).message).toBe(`${REFUSAL}. Nothing was changed`);
    expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(OLD) });
  });

  test('is read first if it may be adopted, so that one deployment can have 375', async () => {
    const adopted = Object.fromEntries(Array.from({ length: 375 }, (_, index) => [`mail-${index}`, NEW]));
    const { create, store } = world({ callsPerSecond: 1, took: 150, deadline: 850_000 });
    Object.keys(adopted).forEach(name => store.seed(name, live(OLD)));
    await create(set(adopted, { ConflictPolicy: 'ADOPT' }));
    expect([...store.templates.values()]).toEqual(Object.values(adopted).map(content => live(content)));
  });

  test('that was deleted is created and rendered in place', async () => {
    const { update, store } = world();
    await update(single(NEW), single(OLD));
    expect(store.calls.slice(-2)).toEqual(['create welcome', 'testRender welcome']);
  });

  test('that is already as declared is rendered in place', async () => {
    const { update, store } = world();
    store.seed('welcome', live(NEW));
    await update(single(NEW), single(OLD));
    expect(store.calls).toEqual(['get welcome', 'testRender welcome']);
  });

  test('whose sample data alone changed makes no call', async () => {
    const { update, store } = world();
    store.seed('welcome', live(NEW));
    await update(single({ ...NEW, SampleData: { name: 'Grace' } }), single(NEW));
    expect(store.calls).toEqual([]);
  });

  test('without sample data is not verified', async () => {
    const { update, store } = world();
    store.seed('welcome', live(OLD));
    await update(single({ ...NEW, SampleData: undefined }), single(OLD));
    expect(store.calls).toEqual(['get welcome', 'update welcome']);
  });
});

test('one template of a set that does not render undoes the others', async () => {
  const { update, store } = world();
  store.seed('changed', live(OLD)).seed('welcome', live(OLD));
  const error = await failure(update(set({ added: NEW, changed: NEW, welcome: BROKEN }), set({ changed: OLD, welcome: OLD }), SET_ID));
  expect(error.message).toMatch(/^template 'welcome' cannot be sent: .*\. All 2 templates that this deployment had written were restored$/);
  expect(Object.fromEntries(store.templates)).toEqual({ changed: live(OLD), welcome: live(OLD) });
});

test.each([
  ['Attribute \'order.nmae\' is not present in the rendering data.', ' (in its HTML and text)'],
  ['Attribute \'name\' is not present in the rendering data.', ' (in its subject and text)'],
  ['Attribute \'nam\' is not present in the rendering data.', ''],
  ['Unexpected token.', ''],
])('the reason names the parts with the missing variable: %s', async (refused, where) => {
  const { create } = world({ before: operation => operation === 'testRender' ? { refused } : undefined });
  expect((await failure(create(single(BROKEN)))).message).toContain(`with its sample data: ${refused.slice(0, -1)}${where}; correct`);
});

test('an impossible verification names the template, not its scratch name', async () => {
  const { update, store } = world({ before: (operation, name) => { if (operation === 'create' && name !== 'welcome') throw new Error('access denied'); } });
  store.seed('welcome', live(OLD));
  expect((await failure(update(single(NEW), single(OLD)))).message)
    .toBe('template \'welcome\' could not be verified before the update: access denied; to deploy without verification, set verifyOnDeploy: false. Nothing was changed');
  expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(OLD) });
});

test.each([500, 4_500, 10_000])('a valid template is deployed although reads lag behind by %p ms', async lag => {
  const fresh = world({ lag });
  await fresh.create(single(NEW));
  expect(Object.fromEntries(fresh.store.templates)).toEqual({ welcome: live(NEW) });
});

test.each([0, 150, 300, 700, 2_000, 4_000])('an event that is repeated %p ms later does not make a broken template live', async later => {
  for (const took of [100, 200, 300]) {
    const harness = world({ took, lag: 500 });
    harness.store.seed('welcome', live(OLD));
    const event = async () => harness.lifecycle.update(harness.request(single(BROKEN), single(OLD), 'welcome')).then(() => 'SUCCESS', () => 'FAILED');
    const outcomes = await harness.clock.run(Promise.all([event(), harness.clock.sleep(later).then(event)]));
    expect(outcomes).toEqual(['FAILED', 'FAILED']);
    expect(Object.fromEntries(harness.store.templates)).toEqual({ welcome: live(OLD) });
  }
});

test('a refusal of old content does not count', async () => {
  const { update, store } = world({ lag: 2_500 });
  store.seed('welcome', live(OLD)).seed(scratch('welcome'), live(BROKEN));
  await update(single(NEW), single(OLD));
  expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(NEW) });
});

test('a scratch template that another run of the event deletes is created again', async () => {
  let taken = false;
  const { update, store } = world({
    before: (operation, _, { templates }) => {
      if (operation === 'testRender' && !taken) taken = templates.delete(scratch('welcome'));
    },
  });
  store.seed('welcome', live(OLD));
  await update(single(NEW), single(OLD));
  expect(taken).toBe(true);
  expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(NEW) });
});

test('a scratch template that cannot be deleted does not fail the deployment, and the next verification overwrites it', async () => {
  const { update, store, log } = world({ before: operation => operation === 'delete' ? new Error('access denied') : undefined });
  store.seed('welcome', live(OLD)).seed(scratch('welcome'), live(BROKEN));
  await update(single(NEW), single(OLD));
  expect(log).toContainEqual({
    message: 'welcome: a scratch template may remain until this template is verified again', template: 'welcome', scratch: scratch('welcome'), reason: 'access denied',
  });
});

describe('in a rollback', () => {
  test('nothing is verified, and scratch templates of a killed run are deleted', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('welcome', live(OLD)).seed(scratch('welcome'), live(NEW));
    await update(single(OLD), single(NEW));
    expect(store.calls.filter(call => call.startsWith('testRender'))).toEqual([]);
    expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(OLD) });
  });

  test('the same applies to a Create that adopts', async () => {
    const { store, ...harness } = world({ rollingBack: true });
    store.seed('welcome', live(OLD)).seed(scratch('welcome'), live(NEW));
    await harness.delete(single(NEW, { ConflictPolicy: 'ADOPT' }), 'made-up-by-CloudFormation');
    expect(Object.fromEntries(store.templates)).toEqual({ welcome: live(OLD) });
  });

  test.each<[string, Partial<EmailTemplatesProperties>]>([
    ['the policy changes with it', { ConflictPolicy: 'FAIL' }],
    ['what it dropped is retained', { ConflictPolicy: 'ADOPT', RemovedTemplates: 'RETAIN' }],
  ])('the same applies to an update that adopts, when %s', async (_, before) => {
    const { update, store } = world({ rollingBack: true });
    store.seed('same', live(OLD)).seed('welcome', live(OLD)).seed(scratch('welcome'), live(NEW));
    await update(set({ same: OLD }, before), set({ same: OLD, welcome: NEW }, { ConflictPolicy: 'ADOPT' }), SET_ID);
    expect(Object.fromEntries(store.templates)).toEqual({ same: live(OLD), welcome: live(OLD) });
  });

  test('scratch templates that cannot be deleted do not prevent restoring the others', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `mail-${index}`);
    const all = (content: TemplateAsset) => Object.fromEntries(names.map(name => [name, content]));
    const { update, store, clock } = world({
      rollingBack: true,
      callsPerSecond: 1,
      deadline: 850_000,
      before: async (operation, name) => {
        if (operation !== 'delete' || !name.startsWith('cdk-ses-templates-scratch-')) return;
        await clock.sleep(5_000);
        throw new Error('SES does not answer');
      },
    });
    names.forEach(name => store.seed(name, live(NEW)));
    await update(set(all(OLD)), set(all(NEW)), SET_ID);
    expect(Object.fromEntries(store.templates)).toEqual(Object.fromEntries(names.map(name => [name, live(OLD)])));
    expect(clock.now()).toBeLessThan(60_000);
  });

  test.each([300, 375])('all %p templates that a set added are deleted in time', async count => {
    const added = Object.fromEntries(Array.from({ length: count }, (_, index) => [`mail-${index}`, NEW]));
    const { update, store } = world({ rollingBack: true, callsPerSecond: 1, took: 150, deadline: 850_000, perPage: 100 });
    store.seed('same', live(OLD));
    Object.keys(added).forEach(name => store.seed(name, live(NEW), 1));
    await update(set({ same: OLD }, { ConflictPolicy: 'ADOPT' }), set({ same: OLD, ...added }, { ConflictPolicy: 'ADOPT' }), SET_ID);
    expect([...store.templates.keys()]).toEqual(['same']);
    expect(store.calls.filter(call => call === 'list').length).toBe(Math.ceil((count + 1) / 100));
  });

  test('an added template costs a read, a page of the list and its deletion', async () => {
    const { update, store } = world({ rollingBack: true });
    store.seed('added', live(NEW), 1).seed('same', live(OLD));
    await update(set({ same: OLD }), set({ same: OLD, added: NEW }), SET_ID);
    expect(store.calls).toEqual(['get added', 'list', 'delete added']);
  });
});

describe('a process that is killed while it verifies', () => {
  const BEFORE = { changed: OLD, changedToo: OLD };
  const AFTER = { changed: NEW, changedToo: NEW, added: NEW };
  const state = (contents: Record<string, TemplateAsset>) =>
    Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, live(content)]));

  function stack(options: WorldOptions = {}) {
    let rollingBack = false;
    const harness = world({ ...options, rollingBack: () => rollingBack });
    const sentAt = new Date(harness.clock.now());
    Object.entries(state(BEFORE)).forEach(([name, parts]) => harness.store.seed(name, parts));
    const update = async (...[properties, old, event]: [Declared, Declared, Partial<ReconcileRequest>?]) =>
      harness.lifecycle.update(harness.request(properties, old, SET_ID, 'Mails', event));
    const [before, after] = [set(BEFORE), set(AFTER)];
    return {
      ...harness,
      deploy: async () => update(after, before, { sentAt, waited: harness.clock.now() - sentAt.getTime() }),
      rollBack: async () => { rollingBack = true; return update(before, after); },
    };
  }

  test.each(['before', 'after'] as const)('%s any of its calls leaves nothing behind after a repetition or the rollback', async when => {
    for (let nth = 1, outcome = 'killed'; outcome === 'killed'; nth++) {
      for (const next of ['retry', 'rollback'] as const) {
        const harness = stack();
        outcome = await harness.kill(nth, when, harness.deploy);
        // Lambda delivers an event again a minute after the function was killed.
        await harness.clock.run(next === 'retry' ? harness.clock.sleep(60_000).then(harness.deploy) : harness.rollBack());
        expect(Object.fromEntries(harness.store.templates)).toEqual(state(next === 'retry' ? AFTER : BEFORE));
      }
    }
  });

  test('with any failing call leaves everything or nothing', async () => {
    for (let failing = 1, calls = Infinity; failing <= calls; failing++) {
      calls = 0;
      const harness = stack({
        before: () => {
          if (++calls === failing) throw new Error('SES said no');
        },
      });
      const done = await harness.clock.run(harness.deploy().then(() => true, () => false));
      const left = Object.fromEntries([...harness.store.templates].filter(([name]) => !name.startsWith('cdk-ses-templates-scratch-')));
      expect(left).toEqual(state(done ? AFTER : BEFORE));
      // Only a deletion that fails leaves a scratch template, and says so.
      const reported = harness.log.filter(({ message }) => String(message).includes(': a scratch template may remain'));
      expect(harness.store.templates.size - Object.keys(left).length).toBe(reported.length);
    }
  });
});

test('a scratch name is valid in SES for any stack and template', () => {
  const name = scratchName({ stackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${'s'.repeat(128)}/id`, logicalResourceId: 'R'.repeat(255) }, 'n'.repeat(64));
  expect(name).toMatch(/^cdk-ses-templates-scratch-[0-9a-f]{32}$/);
  expect(name.length).toBeLessThanOrEqual(64);
  expect(scratch('one')).not.toBe(scratch('other'));
});

test('SES\'s own placeholders are not missing data, whether SES replaces them or not', async () => {
  const { create, store } = world();
  await create(single({ Subject: 'Hi', Text: '{{name}} {{amazonSESUnsubscribeUrl}}', SampleData: DATA }));
  expect(store.calls).toEqual(['create welcome', 'testRender welcome']);
});
