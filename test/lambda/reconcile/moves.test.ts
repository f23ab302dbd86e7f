/**
 * Templates that move between the resources of a stack in one deployment. CloudFormation first creates and updates, in no
 * guaranteed order, and then deletes what the stack's template no longer has. A rollback first updates, and then deletes what
 * was new (aws-cdk, docs/CLOUDFORMATION.md).
 */
import { StackResource } from '../../../lambda/reconcile/ports';
import { RunError } from '../../../lambda/reconcile/run-error';
import { ownerOf, Release } from '../../../lambda/reconcile/stack-owners';
import { ConflictPolicyName, RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import * as fc from '../../support/fast-check';
import { Declared, set, single, world } from '../../support/lifecycle';
import { live } from '../../support/properties';

const content = (version: string): TemplateAsset => ({ Subject: 'Welcome', Html: `<p>${version}</p>` });

/** What a stack declares: the names and contents of its resources' templates, by logical id. Those that begin with Set are sets. */
type Resources = Record<string, Record<string, TemplateAsset>>;

const isSet = (logicalId: string) => logicalId.startsWith('Set');
const declared = (resources: Resources, logicalId: string, conflict: ConflictPolicyName = 'FAIL'): Declared => {
  const [[name, only]] = [...Object.entries(resources[logicalId]), ['', content('')] as const];
  const options = { ConflictPolicy: conflict };
  return isSet(logicalId) ? set(resources[logicalId], options) : single(only, options, name);
};
/** Templates that leave a set must be adopted: CloudFormation shows which template a single had, but not which ones a set had. */
const policyFor = (logicalId: string, before: Resources, after: Resources): ConflictPolicyName => {
  const out = Object.entries(before).filter(([id]) => id !== logicalId && isSet(id)).flatMap(([, templates]) => Object.keys(templates));
  return Object.keys(after[logicalId] ?? {}).some(name => out.includes(name)) ? 'ADOPT' : 'FAIL';
};
const templateOf = (resources: Resources) => ({
  Resources: Object.fromEntries(Object.keys(resources)
    .map(logicalId => [logicalId, { Type: RESOURCE_TYPE, Properties: declared(resources, logicalId).properties }])),
});
const contentsOf = (resources: Resources) => Object.fromEntries(Object.values(resources)
  .flatMap(templates => Object.entries(templates).map(([name, asset]) => [name, live(asset)])));

interface Conditions {
  /** In which order resources are created and updated; those not named come last. All at once if absent. */
  readonly order?: readonly string[];
  /** Another resource fails, after this number of resources was created or updated. */
  readonly failsAfter?: number;
  readonly lag?: number;
  /** The policy for templates that leave a set. @default - ADOPT */
  readonly policy?: ConflictPolicyName;
}

/** Deploys a new version of a stack as CloudFormation does, and checks that templates in both versions always exist. */
async function deploy(before: Resources, after: Resources, { order, failsAfter = Infinity, lag = 0, policy }: Conditions = {}) {
  let current = before;
  let status = 'UPDATE_IN_PROGRESS';
  const staying = Object.keys(contentsOf(after)).filter(name => contentsOf(before)[name]);
  const gone = new Set<string>();
  const harness = world({
    lag,
    status: () => status,
    stackTemplate: () => templateOf(current),
    resources: () => Object.entries(ids).map(([logicalId, physicalId]): StackResource => ({ logicalId, physicalId, type: RESOURCE_TYPE, status: 'UPDATE_COMPLETE' })),
    before: (_operation, _name, store) => staying.filter(name => !store.templates.has(name)).forEach(name => gone.add(name)),
  });
  Object.entries(contentsOf(before)).forEach(([name, parts]) => harness.store.seed(name, parts));
  const idBefore = (logicalId: string) => isSet(logicalId) ? `email-template-set/${logicalId}/request-0` : Object.keys(before[logicalId])[0];
  const ids: Record<string, string> = Object.fromEntries(Object.keys(before).map(logicalId => [logicalId, idBefore(logicalId)]));
  const failures: Error[] = [];

  const remove = async (resources: Resources, logicalId: string, id: string, ofFailedCreate = false) =>
    harness.lifecycle.delete(harness.request(declared(resources, logicalId), undefined, id, logicalId), ofFailedCreate);
  const goForward = async (logicalId: string) => {
    const properties = declared(after, logicalId, policy ?? policyFor(logicalId, before, after));
    const request = harness.request(properties, before[logicalId] && declared(before, logicalId), ids[logicalId], logicalId);
    try {
      ids[logicalId] = before[logicalId] ? await harness.lifecycle.update(request) : await harness.lifecycle.create(request);
    } catch (error) {
      failures.push(error as Error);
    }
  };
  const changed = Object.keys(after)
    .filter(logicalId => JSON.stringify(before[logicalId]) !== JSON.stringify(after[logicalId]))
    .sort((one, other) => (order ?? []).indexOf(one) - (order ?? []).indexOf(other));

  await harness.clock.run((async () => {
    current = after;
    if (order) {
      for (const logicalId of changed.slice(0, failsAfter)) if (failures.length === 0) await goForward(logicalId);
    } else {
      await Promise.all(changed.slice(0, failsAfter).map(goForward));
    }
    if (failures.length === 0 && failsAfter === Infinity) {
      status = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
      // The clean-up: what is no longer in the stack's template, and what was replaced.
      for (const logicalId of Object.keys(before)) {
        if (!after[logicalId] || ids[logicalId] !== idBefore(logicalId)) await remove(before, logicalId, idBefore(logicalId));
      }
      return;
    }
    current = before;
    status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    const begun = changed.slice(0, failsAfter);
    const back = async (logicalId: string) => {
      const id = await harness.lifecycle.update(harness.request(declared(before, logicalId), declared(after, logicalId), ids[logicalId], logicalId));
      expect(id).toBe(idBefore(logicalId));
    };
    await Promise.all(begun.filter(logicalId => before[logicalId]).map(back));
    status = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    for (const logicalId of begun.filter(one => !before[one] && ids[one])) await remove(after, logicalId, ids[logicalId]);
    for (const logicalId of begun.filter(one => before[one] && ids[one] !== idBefore(one))) await remove(after, logicalId, ids[logicalId]);
  })());
  return { templates: Object.fromEntries(harness.store.templates), gone: [...gone], failures, ...it };
}

const A = content('a');
const B = content('b');
const moves: Array<[string, Resources, Resources]> = [
  ['from a single into a new set', { Single: { welcome: A } }, { Set: { welcome: A, other: B } }],
  ['from a single into a set that is there', { Single: { welcome: A }, Set: { other: B } }, { Set: { welcome: A, other: B } }],
  ['from a set to a single', { Set: { welcome: A, other: B } }, { Single: { welcome: A }, Set: { other: B } }],
  ['from a set that goes to singles', { Set: { welcome: A, other: B } }, { Single: { welcome: A }, Single2: { other: B } }],
  ['between two sets', { Set: { welcome: A, other: B }, Set2: { more: A } }, { Set: { other: B }, Set2: { welcome: A, more: A } }],
  ['between two sets, crossing each other', { Set: { welcome: A }, Set2: { other: B } }, { Set: { other: B }, Set2: { welcome: A } }],
  ['to a single of another logical id', { Single: { welcome: A } }, { Single2: { welcome: A } }],
  ['while another is renamed', { Single: { welcome: A }, Set: { other: B } }, { Set: { 'welcome': A, 'another-name': B } }],
];

describe.each(moves)('a template that moves %s', (_name, before, after) => {
  const resources = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const orders = [undefined, resources, [...resources].reverse()];

  test.each(orders)('is not lost, in the order %j', async order => {
    const { templates, gone, failures } = await deploy(before, after, { order });
    expect(failures).toEqual([]);
    expect(templates).toEqual(contentsOf(after));
    expect(gone).toEqual([]);
  });

  test.each(orders)('is not lost when the deployment fails elsewhere and rolls back, in the order %j', async order => {
    for (const failsAfter of [0, 1, 2]) {
      const { templates, gone } = await deploy(before, after, { order, failsAfter });
      expect(templates).toEqual(contentsOf(before));
      expect(gone).toEqual([]);
    }
  });
});

test('any deployment with moves, additions, changes and drops ends as declared or as before, and remaining templates always exist', async () => {
  const owners = fc.constantFrom(undefined, 'Single', 'Set', 'Set2');
  const version = fc.constantFrom(A, B);
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  /** For each name who has it before and after; its content only changes where it stays, or goes and comes. */
  const stack = fc.dictionary(name, fc.record({ from: owners, to: owners, old: version, new: version }), { minKeys: 1 });
  const assemble = (plan: Array<[string, string | undefined, TemplateAsset]>): Resources => {
    const resources: Resources = {};
    for (const [template, owner, asset] of plan) {
      if (!owner) continue;
      const logicalId = owner === 'Single' ? `Single${template}` : owner;
      resources[logicalId] = { ...resources[logicalId], [template]: asset };
    }
    return resources;
  };
  await fc.assert(fc.asyncProperty(
    stack, fc.shuffledSubarray(['Set', 'Set2', 'Singlea', 'Singleb', 'Singlec'], { minLength: 5 }), fc.boolean(),
    fc.constantFrom(Infinity, 0, 1, 2, 3), fc.constantFrom(0, 1_500),
    async (plans, shuffled, sequential, failsAfter, lag) => {
      const entries = Object.entries(plans);
      const before = assemble(entries.map(([template, { from, old }]) => [template, from, old]));
      const after = assemble(entries.map(([template, plan]) => [template, plan.to, plan.from && plan.from !== plan.to ? plan.old : plan.new]));
      const { templates, gone, failures } = await deploy(before, after, { order: sequential ? shuffled : undefined, failsAfter, lag });
      expect(failures).toEqual([]);
      expect(templates).toEqual(contentsOf(failsAfter === Infinity ? after : before));
      expect(gone).toEqual([]);
    },
  ), { numRuns: 300 });
});

describe('a template that moves and changes in one deployment', () => {
  test('is refused with advice, and is unchanged after the rollback', async () => {
    const before: Resources = { Single: { welcome: A } };
    const { templates, gone, failures } = await deploy(before, { Set: { welcome: B, other: B } });
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(
      /^template 'welcome' already exists with different HTML and was not changed: .*; if it moved here from elsewhere in the stack, move it first and change it afterwards\. /)]);
    expect((failures[0] as RunError).leftBehind).toBe(false);
    expect(templates).toEqual(contentsOf(before));
    expect(gone).toEqual([]);
  });
});

test('a template that moves out of a set is refused under EmailConflictPolicy.FAIL, because nothing proves that the set had it', async () => {
  const before: Resources = { Set: { welcome: A, other: B } };
  const { templates, gone, failures } = await deploy(before, { Single: { welcome: A }, Set: { other: B } }, { policy: 'FAIL' });
  expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining('adopt it with EmailConflictPolicy.ADOPT, also if it moved here from a set of the stack')]);
  expect(templates).toEqual(contentsOf(before));
  expect(gone).toEqual([]);
});

describe('the owner of a template that a resource releases', () => {
  const names = (resources: Record<string, unknown[]>, type = RESOURCE_TYPE) => ({
    Resources: Object.fromEntries(Object.entries(resources).map(([logicalId, list]) => [logicalId, {
      Type: type,
      Properties: {
        Identity: isSet(logicalId) ? 'Set' : 'TemplateName',
        Templates: Object.fromEntries(list.map((name, index) => [`key${index}`, { Name: name }])),
      },
    }])),
  });
  const adopting = ({ Resources: resources }: ReturnType<typeof names>) => ({
    Resources: Object.fromEntries(Object.entries(resources).map(([logicalId, { Type, Properties }]) => [logicalId, { Type, Properties: { ...Properties, ConflictPolicy: 'ADOPT' } }])),
  });
  const prefixed = (suffix: string) => ({ 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Stage' }, suffix]] });
  const imported = { 'Fn::ImportValue': 'Name' };
  const listed = (logicalId: string, physicalId: string, status = 'UPDATE_COMPLETE'): StackResource => ({ logicalId, physicalId, type: RESOURCE_TYPE, status });
  const STACK = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/prod/1234';
  const when = (template: object, condition: unknown) => {
    const [[logicalId, resource]] = Object.entries((template as { Resources: Record<string, object> }).Resources);
    return { Conditions: { Wanted: condition }, Resources: { [logicalId]: { ...resource, Condition: 'Wanted' } } };
  };

  test.each<[string, object, Release, string | undefined, StackResource[]?]>([
    ['nobody, when it is in no resource', names({ Self: ['other'] }), 'dropped', undefined],
    ['nobody, when it is in a resource of another type', names({ Other: ['prod-welcome'] }, 'Custom::Other'), 'dropped', undefined],
    ['nobody, when there are no resources', {}, 'deleted', undefined],
    ['the resource that has it now', names({ Self: ['other'], Other: ['prod-welcome'] }), 'dropped', 'Other'],
    ['the resource that has it now, when the old one is gone', names({ Other: ['prod-welcome'] }), 'deleted', 'Other'],
    ['the resource itself, when CloudFormation still shows it there', names({ Self: ['prod-welcome'] }), 'dropped', 'Self'],
    ['the resource itself, when it was created anew meanwhile', names({ Self: ['prod-welcome'] }), 'deleted', 'Self'],
    ['nobody, when a rollback deletes the resource', names({ Self: ['prod-welcome'], Other: ['other'] }), 'rolled back', undefined],
    ['a resource whose name is a parameter of that value', names({ Other: [{ Ref: 'Name' }] }), 'deleted', 'Other'],
    ['nobody, when the parameter has another value', names({ Other: [{ Ref: 'OtherName' }] }), 'deleted', undefined],
    ['a resource whose name holds the stack\'s', names({ Other: [{ 'Fn::Sub': '${AWS::StackName}-welcome' }] }), 'deleted', 'Other'],
    ['nobody, when a resource\'s name holds the stack\'s otherwise', names({ Other: [{ 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'goodbye']] }] }), 'deleted', undefined],
    ['a set that may have it, by a name that is known only when deployed', names({ SetOther: [prefixed('-welcome')] }), 'deleted', 'SetOther'],
    ['nobody, when such a name has another pattern', names({ SetOther: [prefixed('-goodbye')] }), 'deleted', undefined],
    ['a single that has it by its physical id, when both names are known only when deployed', names({ Self: [imported], Other: [imported] }), 'deleted', 'Other',
      [listed('Self', 'prod-new'), listed('Other', 'prod-welcome')]],
    ['nobody, when no single has it by its physical id', names({ Self: [imported], Other: [imported] }), 'deleted', undefined,
      [listed('Self', 'prod-new'), listed('Other', 'prod-other')]],
    ['a single that may take it over from the set, if its name is known only when deployed and it has not been updated yet',
      adopting(names({ SetSelf: [], Other: [imported] })), 'dropped', 'Other', [listed('Other', 'prod-other')]],
    ['nobody, when such a single may not adopt it', names({ SetSelf: [], Other: [imported] }), 'dropped', undefined, [listed('Other', 'prod-other')]],
    ['nobody, when such a single has another name after all updates', adopting(names({ Other: [imported] })), 'deleted', undefined, [listed('Other', 'prod-other')]],
    ['the one that surely has it, before the one that may', names({ SetOther: [prefixed('-welcome')], Certain: ['prod-welcome'], Self: [imported] }), 'deleted', 'Certain'],
    ['nobody, when the resource is under a condition that does not hold', when(names({ Other: ['prod-welcome'] }), { 'Fn::Equals': [{ Ref: 'Name' }, 'else'] }), 'dropped', undefined],
    ['the resource under a condition that holds', when(names({ Other: ['prod-welcome'] }), { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, 'else'] }] }), 'dropped', 'Other'],
    ['the resource under a condition that cannot be known', when(names({ Other: ['prod-welcome'] }), { 'Fn::Equals': [imported, 'else'] }), 'dropped', 'Other'],
  ])('%s', (_name, template, release, owner, resources = []) => {
    const view = { stackId: STACK, parameters: { Name: 'prod-welcome', OtherName: 'prod-other' }, template, resources, conditions: (template as { Conditions?: unknown }).Conditions };
    expect(ownerOf('prod-welcome', 'Self', release, view)).toBe(owner);
  });
});

test('a template that another resource now owns is left alone and logged', async () => {
  const harness = world({ stackTemplate: templateOf({ Other: { welcome: A } }) });
  harness.store.seed('welcome', live(A)).seed('old', live(A));
  await harness.delete(set({ welcome: A, old: A }), 'email-template-set/Mails/request-0');
  expect(Object.fromEntries(harness.store.templates)).toEqual({ welcome: live(A) });
  expect(harness.log).toContainEqual({ message: 'welcome: now owned by Other; left alone', template: 'welcome' });
});
