/** Tags of templates: when they are written, and what happens to them when a deployment fails. */
import { parseDeclaration, parseFormerDeclaration } from '../../../lambda/reconcile/declaration';
import { TagProperty, TemplateAsset } from '../../../src/contract/contract';
import { failure, set, single, world, WorldOptions } from '../../support/lifecycle';
import { declare, live } from '../../support/properties';

const WELCOME: TemplateAsset = { Subject: 'Welcome', Html: '<p>Hi</p>' };
const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const SET_ID = 'email-template-set/Mails/request-0';

const tags = (values: Record<string, string>): TagProperty[] => Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
const tagged = (values: Record<string, string>, content = WELCOME, options = {}) => single(content, { Tags: tags(values), ...options });
const tagsOf = ({ store }: ReturnType<typeof world>, name = 'welcome') => Object.fromEntries(store.tagsOf(name));

/** A world in which a deployment has made the template with its tags. */
async function deployed(values: Record<string, string>, options: WorldOptions = {}) {
  const it = world(options);
  await it.create(tagged(values));
  it.store.calls.splice(0);
  return it;
}

test('a new template is tagged when it is there', async () => {
  const it = world();
  await it.create(tagged({ team: 'shop', stage: 'prod' }));
  expect(it.store.calls).toEqual(['create welcome', 'setTags welcome']);
  expect(tagsOf(it)).toEqual({ team: 'shop', stage: 'prod' });
  expect(it.log).toContainEqual(expect.objectContaining({ message: 'welcome: created', tagged: true }));
});

test('a template without tags takes no call for them', async () => {
  const it = world();
  await it.create(single(WELCOME));
  await it.update(single(NEW), single(WELCOME));
  expect(it.store.calls.filter(call => call.includes('Tags'))).toEqual([]);
});

test('a template that SES does not find yet is tagged when it does', async () => {
  const it = world({ lag: 3_000 });
  await it.create(tagged({ team: 'shop' }));
  expect(it.store.calls).toEqual(['create welcome', 'setTags welcome', 'setTags welcome', 'setTags welcome']);
  expect(tagsOf(it)).toEqual({ team: 'shop' });
});

test('a template that SES never finds is not tagged, and goes', async () => {
  const it = world({ before: operation => operation === 'setTags' ? 'gone' : undefined });
  const { message } = await failure(it.create(tagged({ team: 'shop' })));
  expect(message).toBe('template \'welcome\': after 6 attempts, SES still contradicts itself about whether the template exists; deploy again in a minute. '
    + 'The one template that this deployment had written was restored: \'welcome\'');
  expect(it.store.templates.size).toBe(0);
});

describe('an update', () => {
  test('of a tag alone writes no content', async () => {
    const it = await deployed({ team: 'shop', stage: 'prod' });
    await it.update(tagged({ team: 'mail', owner: 'Ada' }), tagged({ team: 'shop', stage: 'prod' }));
    expect(it.store.calls).toEqual(['get welcome', 'listTags welcome', 'removeTags welcome', 'setTags welcome']);
    expect(tagsOf(it)).toEqual({ team: 'mail', owner: 'Ada' });
    expect(it.log).toContainEqual(expect.objectContaining({ message: 'welcome: tagged' }));
  });

  test('of a tag alone does not verify the content again', async () => {
    const content = { ...WELCOME, SampleData: { name: 'Ada' } };
    const it = world();
    await it.create(tagged({ team: 'shop' }, content));
    it.store.calls.splice(0);
    await it.update(tagged({ team: 'mail' }, content), tagged({ team: 'shop' }, content));
    expect(it.store.calls).toEqual(['get welcome', 'listTags welcome', 'setTags welcome']);
  });

  test('of the content alone takes no call for tags', async () => {
    const it = await deployed({ team: 'shop' });
    await it.update(tagged({ team: 'shop' }, NEW), tagged({ team: 'shop' }));
    expect(it.store.calls).toEqual(['get welcome', 'update welcome']);
  });

  test('removes the tags that are no longer declared, and leaves those of others', async () => {
    const it = await deployed({ team: 'shop', stage: 'prod' });
    it.store.tagsOf('welcome').set('backup', 'daily');
    await it.update(single(WELCOME), tagged({ team: 'shop', stage: 'prod' }));
    expect(it.store.calls).toEqual(['get welcome', 'listTags welcome', 'removeTags welcome']);
    expect(tagsOf(it)).toEqual({ backup: 'daily' });
  });

  test('that creates a deleted template again gives it all tags', async () => {
    const it = await deployed({ team: 'shop' });
    await it.clock.run(it.store.delete('welcome'));
    await it.update(tagged({ team: 'shop' }, NEW), tagged({ team: 'shop' }));
    expect(tagsOf(it)).toEqual({ team: 'shop' });
  });
});

describe('a template that is not this resource\'s', () => {
  test('keeps its tags when the deployment is refused', async () => {
    const it = world();
    it.store.seed('welcome', live(WELCOME)).tagsOf('welcome').set('team', 'theirs');
    expect((await failure(it.create(tagged({ team: 'shop' })))).message).toMatch(/^template 'welcome' already exists with the same content and was not changed/);
    expect(tagsOf(it)).toEqual({ team: 'theirs' });
  });

  test('keeps its tags when an edited template is left alone in a rollback', async () => {
    const it = await deployed({ team: 'new' }, { rollingBack: true });
    it.store.seed('welcome', live({ Subject: 'Edited', Text: 'by someone else' })).tagsOf('welcome').set('team', 'theirs');
    await it.update(tagged({ team: 'old' }), tagged({ team: 'new' }, NEW));
    expect(it.store.calls.filter(call => call.includes('Tags'))).toEqual([]);
    expect(tagsOf(it)).toEqual({ team: 'theirs' });
  });

  test('gets the declared tags beside its own when it is adopted', async () => {
    const it = world();
    it.store.seed('welcome', live(WELCOME)).tagsOf('welcome').set('team', 'theirs').set('backup', 'daily');
    await it.create(tagged({ team: 'shop' }, WELCOME, { ConflictPolicy: 'ADOPT' }));
    expect(tagsOf(it)).toEqual({ team: 'shop', backup: 'daily' });
  });

  test('has its tags back when its adoption fails', async () => {
    const it = world({ before: (operation, name) => { if (operation === 'create' && name === 'z') throw new Error('no'); } });
    it.store.seed('welcome', live(WELCOME)).tagsOf('welcome').set('team', 'theirs').set('backup', 'daily');
    await failure(it.create(set({ welcome: WELCOME, z: WELCOME }, { Tags: tags({ team: 'shop', stage: 'prod' }), ConflictPolicy: 'ADOPT' })));
    expect(tagsOf(it)).toEqual({ team: 'theirs', backup: 'daily' });
  });
});

test('a rollback puts the tags back, of a template whose content was not changed', async () => {
  const it = await deployed({ team: 'new', stage: 'prod' }, { rollingBack: true });
  await it.update(tagged({ team: 'old' }), tagged({ team: 'new', stage: 'prod' }));
  expect(it.store.calls).toEqual(['get welcome', 'listTags welcome', 'removeTags welcome', 'setTags welcome']);
  expect(tagsOf(it)).toEqual({ team: 'old' });
});

describe('a template that someone deletes before it is tagged', () => {
  const deletedBefore = (operation: string): WorldOptions => {
    let deletes = true;
    return {
      before: (call, name, store) => {
        if (call !== operation || !deletes) return;
        deletes = false;
        store.templates.delete(name);
        store.tags.delete(name);
      },
    };
  };
  const [before, after] = [tagged({ team: 'old', stage: 'prod' }), tagged({ team: 'new' }, NEW)];

  test.each(['listTags', 'removeTags'])('is created again, with all tags: deleted before %s', async operation => {
    const it = world(deletedBefore(operation));
    await it.create(before);
    await it.update(after, before);
    expect(it.store.templates.get('welcome')).toEqual(live(NEW));
    expect(tagsOf(it)).toEqual({ team: 'new' });
  });

  test('stays away in a rollback, which succeeds', async () => {
    let rollingBack = false;
    const it = world({ ...deletedBefore('listTags'), rollingBack: () => rollingBack });
    await it.create(after);
    rollingBack = true;
    await it.update(before, after);
    expect(it.store.templates.size).toBe(0);
  });

  test('is a drift that the deployment refuses, if its policy is to fail', async () => {
    const it = world(deletedBefore('listTags'));
    await it.create(before);
    const { message } = await failure(it.update(tagged({ team: 'new' }, NEW, { DriftPolicy: 'FAIL' }), before));
    expect(message).toMatch(/^template 'welcome' has drifted: someone deleted it since the last deployment/);
  });
});

describe('a set', () => {
  const contents = { kept: WELCOME, changed: WELCOME, dropped: WELCOME, droppedToo: WELCOME };
  const previous = set(contents, { Tags: tags({ team: 'shop', stage: 'prod' }) });
  const { dropped, droppedToo, ...rest } = contents;
  const declared = set({ ...rest, changed: NEW, added: WELCOME }, { Tags: tags({ team: 'mail', owner: 'Ada' }) });

  async function deployedSet(options: WorldOptions = {}) {
    const it = world(options);
    await it.create(previous);
    it.store.tagsOf('kept').set('backup', 'daily');
    it.store.calls.splice(0);
    const state = () => ({ templates: new Map(it.store.templates), tags: new Map([...it.store.tags].map(([name, all]) => [name, new Map(all)])) });
    return { ...it, state };
  }

  test('shares its tags with its templates, except for one with its own', async () => {
    const it = world();
    const { properties, asset } = set({ a: WELCOME, b: WELCOME, c: WELCOME }, { Tags: tags({ team: 'shop' }) });
    const { a, b, c } = properties.Templates;
    await it.create({ properties: { ...properties, Templates: { a, b: { ...b, Tags: tags({ stage: 'test' }) }, c: { ...c, Tags: [] } } }, asset });
    expect(['a', 'b', 'c'].map(name => tagsOf(it, name))).toEqual([{ team: 'shop' }, { stage: 'test' }, {}]);
  });

  test('is as before, tags included, wherever a call fails', async () => {
    const calls = await deployedSet();
    await calls.update(declared, previous, SET_ID);
    expect(['kept', 'changed', 'added'].map(name => tagsOf(calls, name))).toEqual([
      { team: 'mail', owner: 'Ada', backup: 'daily' }, { team: 'mail', owner: 'Ada' }, { team: 'mail', owner: 'Ada' },
    ]);
    const total = calls.store.calls.length;
    expect(total).toBeGreaterThan(12);

    for (let nth = 1; nth <= total; nth++) {
      let count = -Infinity;
      const it = await deployedSet({ before: () => { if (++count === nth) throw new Error(`call ${nth} fails`); } });
      const before = it.state();
      count = 0;
      await failure(it.update(declared, previous, SET_ID));
      expect(it.state()).toEqual(before);
    }
  });

  test('is as before, tags included, when the rollback of a killed deployment is done', async () => {
    let rollingBack = false;
    const probe = await deployedSet();
    await probe.update(declared, previous, SET_ID);
    const total = probe.store.calls.length;
    for (let nth = 1; nth <= total; nth += 3) {
      rollingBack = false;
      const it = await deployedSet({ rollingBack: () => rollingBack });
      const before = it.state();
      await it.kill(nth, 'after', async () => it.lifecycle.update(it.request(declared, previous, SET_ID)));
      rollingBack = true;
      await it.clock.run(it.lifecycle.update(it.request(previous, declared, SET_ID)));
      expect(it.state()).toEqual(before);
    }
  });
});

describe('properties', () => {
  const properties = (Tags: unknown) => ({ ...declare({ welcome: WELCOME }).properties, Tags });

  test.each([
    ['not a list', 'team', 'Tags must be a list of tags with different keys, got: "team"'],
    ['a value missing', [{ Key: 'team' }], 'Tags must be a list of tags with different keys, got: a list'],
    ['a key twice', [{ Key: 'team', Value: 'a' }, { Key: 'team', Value: 'b' }], 'Tags must be a list of tags with different keys, got: a list'],
  ])('with tags that are malformed (%s) are refused', (_, malformed, message) => {
    expect(() => parseDeclaration(properties(malformed))).toThrow(new Error(`the custom resource's properties are malformed: ${message}`));
  });

  test('from before are read where possible', () => {
    expect([...parseFormerDeclaration(properties([{ Key: 'team', Value: 'shop' }, { Key: 1 }, null])).templates[0].tags]).toEqual([['team', 'shop']]);
    expect(parseFormerDeclaration(properties('team')).templates[0].tags.size).toBe(0);
  });
});
