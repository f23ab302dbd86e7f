/** Histories that once broke a rule, shrunk. */
import { History, Step } from './history';
import { play } from './play';
import { Policies, Resources, Tagging, Version } from './world/contents';
import { FAIR } from './world/faults';

const POLICIES: Policies = { conflict: 'FAIL', drift: 'OVERWRITE', removed: 'DELETE' };
const step = (deploys: Resources | undefined, trouble: Partial<Step> = {}): Step => ({
  stack: 'A', deploys, keepsOnFailure: false, faults: [], weather: FAIR, disturbances: [], time: 870_000, ...trouble,
});
const resource = (templates: Record<string, Version>, policies: Partial<Policies> = {}, tagging: Tagging = 'none') => ({ templates, tagging, policies: { ...POLICIES, ...policies } });
const history = (steps: readonly Step[], found: History['found'] = []): History => ({ found, steps, showsFailed: false, isNested: false, naming: 'text', seed: 1 });

test('an update whose answer is lost is undone, although a read still shows what was before', async () => {
  const { breaches, templates } = await play(history([
    step({ Single1: resource({ a: 'plain' }, { conflict: 'ADOPT' }) }, {
      faults: [{ call: 'UpdateTemplate', kind: 'broken body', since: 'beginning', nth: 0, times: 4 }], weather: { throttled: 0, lag: 4_000 }, time: 8_000,
    }),
  ], [{ name: 'a', version: 'own' }]));
  expect(breaches).toEqual([]);
  expect(templates.get('a')).toEqual({ Subject: 'Ours', Html: '<p>somebody else\'s</p>' });
});

test('a set does not delete what a single is about to adopt, although only CloudFormation knows the name', async () => {
  const before = { Single1: resource({ c: 'plain' }), Set2: resource({ a: 'verified' }) };
  const after = { Single1: resource({ a: 'verified' }, { conflict: 'ADOPT' }), Set2: resource({ e: 'plain' }, { conflict: 'ADOPT' }) };
  const { breaches, templates } = await play({
    found: [{ name: 'e', version: 'plain' }], steps: [step(before), step(after)], showsFailed: false, isNested: false, naming: 'import', seed: 330,
  });
  expect(breaches).toEqual([]);
  expect([...templates.keys()]).toContain('a');
});

test('an update does not drop a template after its stack has begun to roll back, however long it waits for its turn', async () => {
  const others = { d: 'plain', e: 'own' } as const;
  const { breaches, templates } = await play({
    found: Object.entries(others).map(([name, version]) => ({ name, version })),
    steps: [
      step({ Set1: resource({ e: 'verified' }, { conflict: 'ADOPT' }) }),
      step(
        { Set1: resource({ a: 'verified', b: 'verified' }), Single1: resource({ d: 'verified again' }), Set2: resource({ c: 'plain' }) },
        { weather: { throttled: 0, lag: 500 }, late: { nth: 3, delay: 1_000 } },
      ),
    ],
    showsFailed: false,
    isNested: false,
    naming: 'text',
    seed: 836,
  });
  expect(breaches).toEqual([]);
  expect([...templates.keys()].filter(name => name === 'e')).toEqual(['e']);
});

test('a rollback succeeds although someone deletes a template before it is tagged', async () => {
  const adopt = { conflict: 'ADOPT' } as const;
  const { breaches, templates } = await play(history([
    step({ Single2: resource({ d: 'plain' }, adopt, 'stage') }),
    step({ Set1: resource({ b: 'verified', e: 'invalid' }, adopt), Single2: resource({ d: 'verified' }, adopt, 'team') }, {
      faults: [{ call: 'ListTagsForResource', kind: 'silence before', since: 'rollback', nth: 0, times: 2 }],
      disturbances: [{ after: 7_900, name: 'd', what: 'delete' }],
    }),
  ]));
  expect(breaches).toEqual([]);
  expect([...templates.keys()]).toEqual([]);
});
