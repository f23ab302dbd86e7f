import { check } from '../../../lambda/monitor/check';
import { MonitorDependencies } from '../../../lambda/monitor/ports';
import { StackDescription, StackResource } from '../../../lambda/reconcile/ports';
import { RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import { FakeStore } from '../../support/fake-store';
import { declare, live } from '../../support/properties';
import { VirtualClock } from '../../support/virtual-clock';

const OURS: TemplateAsset = { Subject: 'Hi', Text: 'ours' };
const EDITED = { Subject: 'Hi', Text: 'edited' };

interface Options {
  readonly status?: string;
  readonly template?: object;
  readonly resources?: StackResource[];
  readonly asset?: TemplateAsset;
  readonly before?: ConstructorParameters<typeof FakeStore>[1] extends { readonly before?: infer B } | undefined ? B : never;
}

/** A check that heals, of a template `welcome` that was edited. */
async function heal({ status = 'UPDATE_COMPLETE', template, resources = [], asset = OURS, before }: Options = {}) {
  const clock = new VirtualClock();
  const store = new FakeStore(clock, { before }).seed('welcome', EDITED);
  const { properties } = declare({ welcome: OURS });
  const description: StackDescription = { status, lastUpdated: new Date(0), parameters: {} };
  const dependencies: MonitorDependencies = {
    clock,
    timeOfDay: () => 0,
    interval: 1_000,
    writeLine: () => {},
    storeUntil: (_, beforeWrite) => store.withBeforeWrite(beforeWrite),
    storeOnceUntil: (_, beforeWrite) => store.withBeforeWrite(beforeWrite),
    asset: () => ({ template: async () => asset }),
    stack: () => ({
      describe: async () => description,
      template: async () => template ?? { Resources: { Mails: { Type: RESOURCE_TYPE, Properties: properties } } },
      resources: async () => resources,
      history: async function* () {},
    }),
    inputs: () => ({
      read: async () => JSON.stringify({
        Version: 1, Part: 1, Resources: [{ StackId: 'arn:stack', LogicalId: 'Mails', Properties: properties }], ConfigurationSets: [], Names: [], Ignore: [], Acknowledged: [],
      }),
    }),
    configurationSets: () => ({ destinations: async () => [] }),
    notifications: () => ({ publish: async () => {}, putEvents: async () => {} }),
  };
  const settings = { monitor: 'Drift', mode: 'HEAL' as const, parts: 1, topicArns: [] };
  const report = await clock.run(check(1, { ...dependencies, settings, deadline: 800_000, closing: 830_000 }));
  const [{ healing }] = report.results;
  return { healing, content: store.templates.get('welcome'), writes: store.calls.filter(call => !/^(get|list|testRender)/.test(call)) };
}

test('a template of the stack is written once', async () => {
  expect(await heal()).toEqual({ healing: { outcome: 'healed' }, content: live(OURS), writes: ['update welcome'] });
});

test.each<[string, object, string]>([
  ['declares other content by now', { Resources: { Mails: { Type: RESOURCE_TYPE, Properties: declare({ welcome: { ...OURS, Text: 'new' } }).properties } } },
    'the template of arn:stack does not declare this content in Mails'],
  ['has no such resource', { Resources: {} }, 'the template of arn:stack does not declare this content in Mails'],
  ['gives it to another resource, too', {
    Resources: {
      Mails: { Type: RESOURCE_TYPE, Properties: declare({ welcome: OURS }).properties },
      Others: { Type: RESOURCE_TYPE, Properties: declare({ welcome: OURS }).properties },
    },
  }, 'according to the stack\'s template, it belongs to Others'],
])('is left alone where the stack\'s template %s', async (_, template, reason) => {
  expect(await heal({ template })).toEqual({ healing: { outcome: 'left', reason }, content: EDITED, writes: [] });
});

test.each(['UPDATE_ROLLBACK_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_FAILED'])('nothing is written for a stack in %s', async status => {
  expect(await heal({ status })).toEqual({
    healing: { outcome: 'failed', reason: `the stack is in ${status}, so nothing is written` }, content: EDITED, writes: [],
  });
});

test('an asset that is not the one that was deployed is not written', async () => {
  expect(await heal({ asset: { ...OURS, Text: 'another' } })).toMatchObject({
    healing: { outcome: 'failed', reason: expect.stringMatching(/^the asset does not match the stack: template 'welcome' does not have the declared Text/) }, content: EDITED, writes: [],
  });
});

test('a template that someone put right meanwhile is left as it is', async () => {
  let looks = 0;
  const before: Options['before'] = (operation, name, store) => {
    if (operation === 'get' && ++looks === 3) store.seed(name, live(OURS));
  };
  expect(await heal({ before })).toMatchObject({ healing: { outcome: 'left', reason: 'it is already as declared' }, writes: [] });
});

test('a template that SES returns otherwise after the write is not healed', async () => {
  const before: Options['before'] = operation => operation === 'update' ? 'updated' : operation === 'get' ? EDITED : undefined;
  expect(await heal({ before })).toMatchObject({ healing: { outcome: 'failed', reason: 'it was written, but SES still returns other content' }, writes: ['update welcome'] });
});
