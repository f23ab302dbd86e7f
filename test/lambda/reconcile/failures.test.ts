/** A set is deployed whole or not at all: wherever a call fails, and wherever the function's process is killed. */
import { ReconcileRequest } from '../../../lambda/reconcile/lifecycle';
import { Parts } from '../../../lambda/reconcile/ports';
import { TemplateAsset } from '../../../src/contract/contract';
import { Declared, failure, set, world, WorldOptions } from '../../support/lifecycle';
import { live } from '../../support/properties';

const NEW: TemplateAsset = { Subject: 'Welcome', Html: '<p>new</p>' };
const OLD: TemplateAsset = { Subject: 'Welcome', Html: '<p>old</p>' };
const THEIRS: Record<string, Parts> = { theirs: { Subject: 'Theirs' } };

const BEFORE = { same: OLD, changed: OLD, changedToo: OLD, dropped: OLD, droppedToo: OLD };
const AFTER = { same: OLD, changed: NEW, changedToo: NEW, added: NEW, addedToo: NEW };
const SET_ID = 'email-template-set/Mails/request-0';
/** The id that CloudFormation generates for a resource whose Create was not answered. */
const MADE_UP_ID = 'OrderMails-Mails-1ABCDEFGHIJKL';

const state = (contents: Record<string, TemplateAsset>) => ({
  ...THEIRS,
  ...Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, live(content)])),
});

interface Deployment {
  readonly before: Record<string, TemplateAsset>;
  readonly after: Record<string, TemplateAsset>;
}
const deployments: Array<[string, Deployment]> = [
  ['a Create', { before: {}, after: AFTER }],
  ['an Update', { before: BEFORE, after: AFTER }],
  ['an Update that drops all that there was', { before: BEFORE, after: { added: NEW } }],
];

/** A world in which the templates from before are live, and its stack's events. */
function stackIn({ before, after }: Deployment, options: WorldOptions = {}) {
  let status = 'UPDATE_IN_PROGRESS';
  const harness = world({ status: () => status, ...options });
  Object.entries(state(before)).forEach(([name, parts]) => harness.store.seed(name, parts));
  const [previous, declared] = [set(before), set(after)];
  const creates = Object.keys(before).length === 0;
  const sentAt = new Date(harness.clock.now());
  const sent = () => ({ sentAt, waited: harness.clock.now() - sentAt.getTime() });
  const update = async (...[properties, old, event]: [Declared, Declared, Partial<ReconcileRequest>?]) =>
    harness.lifecycle.update(harness.request(properties, old, SET_ID, 'Mails', event));
  return {
    ...harness,
    /** Lambda delivers an event again a minute after the function was killed. */
    redeliver: async () => harness.clock.sleep(60_000),
    deploy: async () => creates ? harness.lifecycle.create(harness.request(declared, undefined, undefined, 'Mails', sent())) : update(declared, previous, sent()),
    rollBack: async () => {
      status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      return creates ? harness.lifecycle.delete(harness.request(declared, undefined, MADE_UP_ID), false) : update(previous, declared);
    },
    state: () => Object.fromEntries(harness.store.templates),
  };
}

/** How many calls the deployment takes when nothing goes wrong. */
async function callsOf(deployment: Deployment): Promise<number> {
  const harness = stackIn(deployment);
  await harness.clock.run(harness.deploy());
  expect(harness.state()).toEqual(state(deployment.after));
  return harness.store.calls.length;
}

describe.each(deployments)('%s that fails', (_name, deployment) => {
  test.each(['before it took effect', 'after it took effect'])('at any of its calls, %s, restores everything', async when => {
    const total = await callsOf(deployment);
    for (let failing = 1; failing <= total; failing++) {
      let calls = 0;
      const harness = stackIn(deployment, {
        before: () => {
          if (++calls !== failing) return undefined;
          // A lost response of a read does no harm. After that of a write, it is unknown whether the write took effect.
          const error = Object.assign(new Error('SES said no'), { unsure: true });
          if (when === 'after it took effect') return error;
          throw error;
        },
      });
      expect((await failure(harness.clock.run(harness.deploy()))).message).toMatch(/^SES said no\. (Nothing was changed|The one template .* was restored: '\w+'|All \d templates .* were restored)$/);
      expect(harness.state()).toEqual(state(deployment.before));
    }
  });
});

test('a template that was written twice after a lost response ends as it was before the first write', async () => {
  const harness = world({
    before: async (operation, name) => {
      if (operation !== 'create') return undefined;
      if (name === 'adopted') return 'unsure';
      await harness.clock.sleep(10_000);
      throw new Error('SES said no');
    },
  });
  harness.store.seed('adopted', live(OLD));
  await failure(harness.create(set({ adopted: NEW, last: NEW }, { ConflictPolicy: 'ADOPT' })));
  expect(harness.store.templates.get('adopted')).toEqual(live(OLD));
  expect(harness.store.calls.filter(call => /^(update|delete)/.test(call))).toEqual(['update adopted', 'update adopted']);
});

describe.each(deployments)('%s whose process is killed', (_name, deployment) => {
  const killings = async () => {
    const total = await callsOf(deployment);
    return Array.from({ length: total }, (_, index) => index + 1).flatMap(nth => (['before', 'after'] as const).map(when => ({ nth, when })));
  };

  describe.each([0, 2_500])('with reads that lag behind by %p ms,', lag => {
    test('at any of its calls, ends as declared when the event is delivered again', async () => {
      for (const { nth, when } of await killings()) {
        const harness = stackIn(deployment, { lag });
        expect(await harness.kill(nth, when, harness.deploy)).toBe('killed');
        await harness.clock.run(harness.redeliver().then(harness.deploy));
        expect(harness.state()).toEqual(state(deployment.after));
      }
    });

    test('at any of its calls, ends as before when the stack rolls back', async () => {
      for (const { nth, when } of await killings()) {
        const harness = stackIn(deployment, { lag });
        expect(await harness.kill(nth, when, harness.deploy)).toBe('killed');
        await harness.clock.run(harness.rollBack());
        expect(harness.state()).toEqual(state(deployment.before));
      }
    });

    test('and again in the repetition or the rollback, ends as before when the rollback is delivered again', async () => {
      for (const { nth, when } of await killings()) {
        const harness = stackIn(deployment, { lag });
        await harness.kill(nth, when, harness.deploy);
        await harness.kill(nth, when, async () => harness.redeliver().then(harness.deploy));
        await harness.kill(nth, when, harness.rollBack);
        await harness.clock.run(harness.rollBack());
        expect(harness.state()).toEqual(state(deployment.before));
      }
    });
  });

  test('while it undoes its changes, ends as before when the stack rolls back', async () => {
    const total = await callsOf(deployment);
    for (let nth = total; ; nth++) {
      let writes = 0;
      const harness = stackIn(deployment, { before: () => { if (++writes === total) throw new Error('SES said no'); } });
      const outcome = await harness.kill(nth, 'after', harness.deploy);
      await harness.clock.run(harness.rollBack());
      expect(harness.state()).toEqual(state(deployment.before));
      if (outcome === 'ended') break;
    }
  });
});

test.each(deployments)('%s that is delivered twice at the same time and fails once leaves each template as declared or as before', async (_name, deployment) => {
  const [before, after]: Array<Record<string, unknown>> = [state(deployment.before), state(deployment.after)];
  const kept = Object.keys(before).filter(name => name in after);
  for (let nth = 1; ; nth++) {
    let calls = 0;
    // Either delivery may make the call that fails.
    const harness = stackIn(deployment, { before: () => { if (++calls === nth) throw new Error('SES said no'); } });
    const failed = (await harness.clock.run(Promise.allSettled([harness.deploy(), harness.deploy()]))).filter(({ status }) => status === 'rejected');
    expect(failed.length > 0).toBe(calls >= nth);
    for (const [name, parts] of Object.entries(harness.state())) expect([before[name], after[name]]).toContainEqual(parts);
    expect(Object.keys(harness.state())).toEqual(expect.arrayContaining(kept));
    if (failed.length === 0) {
      expect(harness.state()).toEqual(after);
      return;
    }
    await harness.clock.run(harness.rollBack());
    expect(harness.state()).toEqual(before);
  }
});

test('a Delete whose process is killed at any of its calls leaves nothing when it is delivered again', async () => {
  for (let nth = 1, outcome = 'killed'; outcome === 'killed'; nth++) {
    const harness = stackIn({ before: BEFORE, after: {} }, { status: 'DELETE_IN_PROGRESS' });
    const remove = async () => harness.lifecycle.delete(harness.request(set(BEFORE), undefined, SET_ID), false);
    outcome = await harness.kill(nth, 'after', remove);
    await harness.clock.run(remove());
    expect(harness.state()).toEqual(THEIRS);
  }
});
