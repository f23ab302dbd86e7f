import { heal } from './heal';
import { parseInput, Watched, WatchedResource } from './input';
import { MonitorDependencies, MonitorSettings } from './ports';
import { Report, Result } from './result';
import { StackSnapshots, whenQuiet } from './stacks';
import { scheduleName } from '../../src/contract/drift';
import { CheckedTemplate, checkNames, checkTemplate, compareConfigurationSet, judge, SECOND_LOOK } from '../drift';
import { pipeline } from '../reconcile/pipeline';
import { AssetSource } from '../reconcile/ports';
import { reasonOf } from '../reconcile/reason';

export interface CheckContext extends MonitorDependencies {
  readonly settings: MonitorSettings;
  /** The time, on the clock, after which SES is not called. */
  readonly deadline: number;
  /** The time, on the clock, by which the check ends, so that its findings can be reported. */
  readonly closing: number;
}

/** Checks one part of what the monitor watches. Never throws: failures are part of the report. */
export async function check(part: number, context: CheckContext): Promise<Report> {
  const { settings: { monitor }, timeOfDay } = context;
  const base = { monitor, part, checkedAt: new Date(timeOfDay()) };
  let first: Quiet;
  try {
    first = await readWhenQuiet(part, context);
  } catch (error) {
    return { ...base, results: [], failures: [reasonOf(error)] };
  }
  const found = await checkAll(first.watched, context);
  try {
    const moved = await movedOf(first, found);
    const { results, quiet } = moved.size === 0 ? { results: found, quiet: first } : await checkMoved(part, found, moved, context);
    const healed = context.settings.mode === 'HEAL' ? await heal(results, quiet.watched.resources, quiet.snapshots, context) : results;
    return { ...base, results: healed, failures: [] };
  } catch (error) {
    return { ...base, results: found, failures: [`a deployment that began during the check may have caused the findings: ${reasonOf(error)}`] };
  }
}

/** What a part declares, and the state of its stacks when none of them was being deployed. */
interface Quiet {
  readonly watched: Watched;
  readonly snapshots: StackSnapshots;
}

/**
 * Withdraws the findings in stacks whose deployment began during the check, because the deployment may have caused them, and
 * checks these stacks once more after the deployment.
 */
async function checkMoved(
  part: number, found: readonly Result[], moved: ReadonlySet<string>, context: CheckContext,
): Promise<{ results: Result[]; quiet: Quiet }> {
  // The deployment may be about to declare a template that no stack declares, so these findings are withdrawn, too.
  const isOf = (stackIds: ReadonlySet<string>) => ({ subject: { stackId } }: Result) =>
    stackId === undefined ? stackIds.size > 0 : stackIds.has(stackId);
  const kept = found.filter(result => !isOf(moved)(result));
  const quiet = await readWhenQuiet(part, context);
  const { watched } = quiet;
  const ofMoved = {
    ...watched,
    resources: watched.resources.filter(({ stackId }) => moved.has(stackId)),
    configurationSets: watched.configurationSets.filter(({ StackId }) => moved.has(StackId)),
  };
  const again = await checkAll(ofMoved, context, watched);
  const movedAgain = await movedOf(quiet, again);
  const settled = again.map((result): Result => isOf(movedAgain)(result)
    ? { subject: result.subject, findings: [], failure: 'not checked: its stack was deployed repeatedly during the check' } : result);
  return { results: [...kept, ...settled], quiet };
}

/** Reads what the schedule declares while none of the stacks is being deployed: an input read before a deployment is out of date. */
async function readWhenQuiet(part: number, { inputs, deadline, closing, stack, ...context }: CheckContext): Promise<Quiet> {
  for (;;) {
    const watched = parseInput(await inputs(() => deadline).read(scheduleName(part)));
    const { snapshots, waited } = await whenQuiet(stacksOf(watched), deadline, {
      ...context, describer: stackId => stack(stackId, () => closing),
    });
    if (!waited) return { watched, snapshots };
  }
}

function stacksOf({ resources, configurationSets }: Watched): string[] {
  return [...resources.map(({ stackId }) => stackId), ...configurationSets.map(({ StackId }) => StackId)];
}

async function movedOf({ watched, snapshots }: Quiet, results: readonly Result[]): Promise<Set<string>> {
  const hasFindings = results.some(({ findings }) => findings.length > 0);
  return hasFindings ? snapshots.moved(stacksOf(watched)) : new Set();
}

/** @param all everything that the part declares, including what is not checked now */
async function checkAll(watched: Watched, context: CheckContext, all: Watched = watched): Promise<Result[]> {
  const { storeUntil, deadline } = context;
  const store = storeUntil(() => deadline);
  const declared = new Set(all.resources.flatMap(({ declaration }) => declaration.templates.map(({ name }) => name)));
  const [templates, unexpected, configurationSets] = await Promise.all([
    checkTemplates(watched.resources, context),
    checkNames(watched.names, declared, store),
    checkConfigurationSets(watched, context),
  ]);
  const judged = ({ findings, ...result }: CheckedTemplate): Result =>
    ({ ...result, findings: findings.map(finding => judge(finding, watched.ignore, watched.acknowledged)) });
  return [...templates.map(judged), ...unexpected.map(judged), ...configurationSets];
}

async function checkTemplates(resources: readonly WatchedResource[], context: CheckContext): Promise<CheckedTemplate[]> {
  const { storeUntil, deadline, asset, clock, interval } = context;
  const store = storeUntil(() => deadline);
  const results: CheckedTemplate[] = [];
  // The asset of a resource stays in memory only while its templates are checked.
  const work = resources.flatMap(resource => {
    let toDo = resource.declaration.templates.length;
    let source: AssetSource | undefined;
    const shared: AssetSource = {
      template: async key => (source ??= asset(resource.declaration.asset, () => deadline)).template(key),
    };
    const done = () => { if (--toDo === 0) source = undefined; };
    return resource.declaration.templates.map(template => ({ resource, template, shared, done }));
  });
  await pipeline(work, async ({ resource: { stackId, logicalId }, template, shared, done }, index) => {
    const subject = { type: 'template', name: template.name, stackId, logicalId } as const;
    results[index] = await checkTemplate(template, subject, { store, asset: shared, pause: async () => clock.sleep(SECOND_LOOK * interval) });
    done();
  });
  return results;
}

async function checkConfigurationSets({ configurationSets: declared, ignore, acknowledged }: Watched, context: CheckContext): Promise<Result[]> {
  const { configurationSets, deadline, clock, interval } = context;
  const source = configurationSets(() => deadline);
  const results: Result[] = [];
  for (const one of declared) {
    const subject = { type: 'configuration set', name: one.Name, stackId: one.StackId, logicalId: one.LogicalId } as const;
    try {
      let compared = compareConfigurationSet(subject, one, await source.destinations(one.Name));
      if (compared.finding) {
        await clock.sleep(SECOND_LOOK * interval);
        compared = compareConfigurationSet(subject, one, await source.destinations(one.Name));
      }
      const { finding, notComparable } = compared;
      results.push({ subject, notComparable, findings: finding ? [judge(finding, ignore, acknowledged)] : [] });
    } catch (error) {
      results.push({ subject, findings: [], failure: reasonOf(error) });
    }
  }
  return results;
}
