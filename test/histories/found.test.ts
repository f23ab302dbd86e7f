/** What random histories have found, shrunk. */
import { History, Step } from './history';
import { play } from './play';
import { Policies, Resources, Version } from './world/contents';
import { FAIR } from './world/faults';

const POLICIES: Policies = { conflict: 'FAIL', drift: 'OVERWRITE', removed: 'DELETE' };
const step = (deploys: Resources | undefined, trouble: Partial<Step> = {}): Step => ({
  stack: 'A', deploys, keepsOnFailure: false, faults: [], weather: FAIR, disturbances: [], time: 870_000, ...trouble,
});
const resource = (templates: Record<string, Version>, policies: Partial<Policies> = {}) => ({ templates, policies: { ...POLICIES, ...policies } });
const history = (steps: readonly Step[], found: History['found'] = []): History => ({ found, steps, seed: 1 });

test('an update whose answer is lost is undone, although a read still shows what was before', async () => {
  const { breaches, templates } = await play(history([
    step({ Single1: resource({ a: 'plain' }, { conflict: 'ADOPT' }) }, {
      faults: [{ call: 'UpdateTemplate', kind: 'broken body', since: 'beginning', nth: 0, times: 4 }], weather: { throttled: 0, lag: 4_000 }, time: 8_000,
    }),
  ], [{ name: 'a', version: 'own' }]));
  expect(breaches).toEqual([]);
  expect(templates.get('a')).toEqual({ Subject: 'Ours', Html: '<p>somebody else\'s</p>' });
});
