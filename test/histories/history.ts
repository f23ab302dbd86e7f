import { Traits } from './world/cloudformation';
import { NAMINGS, Policies, Resources, Tagging, TAGGINGS, Version, VERSIONS } from './world/contents';
import { CALLS, FAIR, Fault, faultsOf, READS, Weather, WRITES } from './world/faults';
import * as fc from '../support/fast-check';

/** Someone else writes, tags or deletes a template. */
export interface Disturbance {
  /** The time since the beginning of the step, in milliseconds. */
  readonly after: number;
  readonly name: string;
  /** A version is content that a stack may deploy, too. */
  readonly what: 'edit' | 'tag' | 'delete' | Version;
}

/** One operation of a stack, and everything that happens during it. */
export interface Step {
  readonly stack: 'A' | 'B';
  /** Absent: the stack is deleted. */
  readonly deploys?: Resources;
  readonly failsAfter?: number;
  readonly keepsOnFailure: boolean;
  readonly faults: readonly Fault[];
  readonly weather: Weather;
  readonly disturbances: readonly Disturbance[];
  /** The nth event waits in the queue, in milliseconds. */
  readonly late?: { readonly nth: number; readonly delay: number };
  /** The nth event comes twice. */
  readonly twice?: { readonly nth: number; readonly after: number };
  /** How long the function may run, in milliseconds. */
  readonly time: number;
}

export interface History extends Traits {
  /** The templates that someone else had created before. */
  readonly found: ReadonlyArray<{ readonly name: string; readonly version: Version | 'own' }>;
  readonly steps: readonly Step[];
  readonly seed: number;
}

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
const OWNERS = ['Single1', 'Single2', 'Set1', 'Set2'] as const;

const rarely = <T>(arbitrary: fc.Arbitrary<T>, weight = 4) => fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const soundVersion = fc.constantFrom(...VERSIONS.slice(0, 5));
const version = fc.oneof({ weight: 12, arbitrary: soundVersion }, { weight: 1, arbitrary: fc.constantFrom(...VERSIONS.slice(5)) });
const name = fc.constantFrom(...NAMES);

const policies = fc.record<Policies>({
  conflict: fc.constantFrom('FAIL', 'ADOPT'),
  drift: fc.constantFrom('OVERWRITE', 'FAIL'),
  removed: fc.constantFrom('DELETE', 'DELETE', 'DELETE', 'DELETE', 'RETAIN', 'RETAIN_EXCEPT_ON_CREATE'),
});

const tagging = fc.constantFrom<Tagging>('none', ...Object.keys(TAGGINGS) as Tagging[]);

/** The templates of each resource. A name belongs to at most one of them. */
const resourcesWith = (
  versions: fc.Arbitrary<Version>, rules: fc.Arbitrary<Policies>, tags: fc.Arbitrary<Tagging> = tagging,
): fc.Arbitrary<Resources> => fc.tuple(
  fc.dictionary(name, fc.record({ owner: fc.constantFrom(...OWNERS), version: versions }), { minKeys: 1 }), rules, fc.tuple(tags, tags),
).map(([templates, ofAll, [ofSingles, ofSets]]) => {
  const assembled: Record<string, { templates: Record<string, Version>; tagging: Tagging; policies: Policies }> = {};
  for (const [template, { owner, version: of }] of Object.entries(templates)) {
    if (owner.startsWith('Single') && assembled[owner]) continue;
    assembled[owner] ??= { templates: {}, tagging: owner.startsWith('Single') ? ofSingles : ofSets, policies: ofAll };
    assembled[owner].templates[template] = of;
  }
  return assembled;
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WRITES, 'UpdateTemplate' as const) },
  { weight: 5, arbitrary: fc.constantFrom(...READS) },
  { weight: 1, arbitrary: fc.constantFrom(...CALLS) },
  // The rarest calls.
  { weight: 3, arbitrary: fc.constantFrom('UntagResource' as const) },
).chain(call => fc.record({
  call: fc.constant(call),
  kind: fc.constantFrom(...faultsOf(call)),
  since: fc.constantFrom('beginning', 'beginning', 'rollback'),
  nth: fc.constantFrom(0, 0, 1, 2),
  times: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3) }),
}));

const weather: fc.Arbitrary<Weather> = fc.record({
  throttled: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(0.5, 0.95) }),
  silent: rarely(fc.record({ from: fc.nat(10_000), to: fc.constantFrom(8_000, 60_000, Infinity) }), 20),
  lag: fc.constantFrom(0, 0, 500, 2_000),
});

const disturbance: fc.Arbitrary<Disturbance> = fc.record({
  after: fc.nat(15_000),
  name,
  what: fc.oneof<fc.Arbitrary<Disturbance['what']>[]>(fc.constant('edit'), fc.constant('tag'), fc.constant('delete'), fc.constantFrom(...VERSIONS.slice(0, 3))),
});

const step: fc.Arbitrary<Step> = fc.record({
  stack: fc.oneof({ weight: 4, arbitrary: fc.constant('A' as const) }, { weight: 1, arbitrary: fc.constant('B' as const) }),
  deploys: fc.option(resourcesWith(version, policies), { nil: undefined, freq: 2 }),
  failsAfter: rarely(fc.nat(15_000), 3),
  keepsOnFailure: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  faults: fc.array(fault, { maxLength: 6, size: 'max' }),
  weather,
  disturbances: fc.array(disturbance, { maxLength: 2 }),
  late: rarely(fc.record({ nth: fc.nat(5), delay: fc.constantFrom(1_000, 15_000, 100_000, 950_000) }), 8),
  twice: rarely(fc.record({ nth: fc.nat(5), after: fc.constantFrom(300, 3_000, 70_000) }), 8),
  time: fc.oneof({ weight: 9, arbitrary: fc.constant(870_000) }, { weight: 1, arbitrary: fc.constantFrom(8_000, 40_000) }),
});

/** Someone else writes, after the deployment and before the next one. */
const betweenSteps = disturbance.map(one => ({ ...one, after: 30_000 + one.after }));

/** A step without faults, so that the next step has something to change. */
const calmStep: fc.Arbitrary<Step> = fc.record({
  stack: fc.constant('A' as const),
  deploys: resourcesWith(soundVersion, policies.map(rules => ({ ...rules, conflict: 'ADOPT' as const })), fc.constantFrom('stage', 'stage', 'none')),
  keepsOnFailure: fc.constant(false),
  faults: fc.constant([]),
  weather: fc.constant(FAIR),
  disturbances: fc.array(betweenSteps, { maxLength: 2 }),
  time: fc.constant(870_000),
});

/** What changes of a deployment, while the resources and the names stay. */
const revision = fc.record({ version, tagging: fc.constantFrom<Tagging>('none', 'team', 'team', 'otherTeam') });

function revised(resources: Resources, { version: of, tagging: tags }: { readonly version: Version; readonly tagging: Tagging }): Resources {
  return Object.fromEntries(Object.entries(resources).map(([logicalId, resource]) => {
    const [first, ...others] = Object.keys(resource.templates);
    const unchanged = Object.fromEntries(others.map(other => [other, resource.templates[other]]));
    return [logicalId, { ...resource, tagging: tags, templates: { [first]: of, ...unchanged } }];
  }));
}

/** Steps after a calm one. Half of those that deploy revise what it has deployed. */
const afterCalm: fc.Arbitrary<Step[]> = fc.tuple(
  calmStep, fc.array(fc.tuple(step, fc.option(revision, { nil: undefined, freq: 2 })), { minLength: 1, maxLength: 3 }),
).map(([first, others]) => [first, ...others.map(([next, changes]) => changes ? { ...next, deploys: revised(first.deploys!, changes) } : next)]);

export const histories: fc.Arbitrary<History> = fc.record({
  found: fc.array(fc.record({ name, version: fc.oneof<fc.Arbitrary<Version | 'own'>[]>(fc.constant('own'), fc.constantFrom('plain', 'verified')) }), { maxLength: 2 }),
  steps: fc.oneof(
    { weight: 1, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }) },
    { weight: 2, arbitrary: afterCalm },
  ),
  showsFailed: fc.boolean(),
  isNested: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  naming: fc.constantFrom('text', ...NAMINGS),
  seed: fc.nat(1_000),
});
