import type { CheckContext } from './check';
import { StackMovedError } from './errors';
import { WatchedResource } from './input';
import { Healing, isHealable, Result } from './result';
import { StackSnapshots } from './stacks';
import { unescapeNonAscii } from '../../src/contract/canonical';
import { PartName } from '../../src/contract/contract';
import { Content, contentOf } from '../reconcile/content';
import { DeclaredTemplate, differingParts, isShown } from '../reconcile/declaration';
import { VerificationError } from '../reconcile/errors';
import { AssetSource, Parts } from '../reconcile/ports';
import { reasonOf } from '../reconcile/reason';
import { RECHECK_DELAYS } from '../reconcile/recheck-delays';
import { RunTime } from '../reconcile/run-time';
import { Scratches } from '../reconcile/scratches';
import { at } from '../reconcile/stack-names';
import { ownerOf, StackView, viewStack } from '../reconcile/stack-owners';
import { Verifier } from '../reconcile/verifier';

/**
 * Writes declared content back over what was changed, or is missing, one template after the other.
 *
 * Only what still differs, what SES renders, and what is the stack's own; and only while the stack is not being deployed. It
 * deletes nothing but its scratch templates. What it leaves alone, and why, is part of the result.
 */
export async function heal(
  results: readonly Result[], resources: readonly WatchedResource[], snapshots: StackSnapshots, context: CheckContext,
): Promise<Result[]> {
  const views = new Map<string, StackView>();
  const healed: Result[] = [];
  let current: { readonly resource: WatchedResource; readonly asset: AssetSource } | undefined;
  for (const result of results) {
    const { name, stackId, logicalId, type } = result.subject;
    const open = result.findings.some(({ finding, known }) => !known && isHealable(finding.kind));
    const resource = resources.find(one => one.stackId === stackId && one.logicalId === logicalId);
    const template = type === 'template' ? resource?.declaration.templates.find(one => one.name === name) : undefined;
    if (!open || !resource || !template) {
      healed.push(result);
      continue;
    }
    // The results of a resource follow each other, so one asset is in memory at a time.
    if (current?.resource !== resource) current = { resource, asset: context.asset(resource.declaration.asset, () => context.deadline) };
    healed.push({ ...result, healing: await healOne(template, result, { ...context, ...current, snapshots, views }) });
  }
  return healed;
}

interface HealContext extends Omit<CheckContext, 'asset'> {
  readonly resource: WatchedResource;
  readonly asset: AssetSource;
  readonly snapshots: StackSnapshots;
  /** The stacks that were read. */
  readonly views: Map<string, StackView>;
}

async function healOne(template: DeclaredTemplate, { findings }: Result, context: HealContext): Promise<Healing> {
  const { resource, snapshots, views, asset, deadline, stack, storeUntil } = context;
  const left = (reason: string): Healing => ({ outcome: 'left', reason });
  const ignoredParts = findings.flatMap(({ ignoredParts: parts = [] }) => parts);
  const known = findings.find(({ known: why, finding }) => why && finding.kind === 'CHANGED');
  if (known) return left(`a change of it is ${known.known}`);
  if (resource.declaration.policies.drift === 'FAIL') return left('its driftPolicy is FAIL, which keeps changes for someone to look at');
  try {
    const { stackId, logicalId } = resource;
    if (!views.has(stackId)) views.set(stackId, await viewStack(stackId, stack(stackId, () => deadline)));
    const notOurs = whyNotOurs(template, resource, views.get(stackId)!);
    if (notOurs) return left(notOurs);

    const permit = async () => snapshots.permitWrite(stackId);
    const store = storeUntil(() => deadline, permit);
    const live = await store.get(template.name);
    const isMissing = live === undefined;
    if (differingParts(template, live).every(part => ignoredParts.includes(part))) return left('it is as declared, so there is nothing to write');
    await permit();
    const declared = contentOf(template, await asset.template(template.key));
    const content = keeping(ignoredParts, declared, live);
    if (content.sampleData) await verifierOf({ stackId, logicalResourceId: logicalId }, permit, context).verifyBeforeUpdate(content);
    return await writeOnce(content, template, { isMissing, ignoredParts }, permit, context);
  } catch (error) {
    return { outcome: error instanceof StackMovedError || error instanceof VerificationError ? 'left' : 'failed', reason: reasonOf(error) };
  }
}

/** Why a template is not surely the resource's: the stack's template says which resource owns it. */
function whyNotOurs(template: DeclaredTemplate, { stackId, logicalId }: WatchedResource, view: StackView): string | undefined {
  const resource = at(at(view.template, 'Resources'), logicalId);
  if (!isShown(template, resource)) return `the template of ${stackId} does not declare this content in ${logicalId}`;
  const owner = ownerOf(template.name, logicalId, 'dropped', view);
  return owner === logicalId ? undefined : `it belongs to ${owner ?? 'no resource'} of the stack, by the stack's template`;
}

/** One attempt, and a look at what came of it. */
async function writeOnce(
  content: Content, template: DeclaredTemplate, { isMissing, ignoredParts }: { isMissing: boolean; ignoredParts: readonly PartName[] },
  permit: () => Promise<void>, { storeOnceUntil, storeUntil, deadline, clock, interval }: HealContext,
): Promise<Healing> {
  const once = storeOnceUntil(() => deadline, permit);
  const outcome = isMissing ? await once.create(content) : await once.update(content);
  if (outcome === 'exists' || outcome === 'gone' || outcome === 'unsure') return { outcome: 'left', reason: 'someone else wrote it at the same time' };
  const store = storeUntil(() => deadline);
  for (const wait of [0, ...RECHECK_DELAYS]) {
    await clock.sleep(wait * interval);
    const differing = differingParts(template, await store.get(template.name)).filter(part => !ignoredParts.includes(part));
    if (differing.length === 0) return { outcome: 'healed' };
  }
  return { outcome: 'failed', reason: 'it was written, and SES still returns other content' };
}

/** The declared content, with the parts that a rule ignores as they are live. */
function keeping(ignored: readonly PartName[], declared: Content, live: Parts | undefined): Content {
  if (!live || ignored.length === 0) return declared;
  const kept = Object.fromEntries(ignored.map(part => [part, live[part] === undefined ? undefined : unescapeNonAscii(live[part])]));
  return { ...declared, parts: { ...declared.parts, ...kept } };
}

/** As a deployment verifies: SES renders the content under a scratch name before it becomes live. */
function verifierOf(owner: { stackId: string; logicalResourceId: string }, permit: () => Promise<void>, context: HealContext): Verifier {
  const { storeUntil, clock, deadline, interval, writeLine } = context;
  const log = (entry: object) => writeLine(JSON.stringify({ version: 1, record: 'healing', ...entry }));
  return new Verifier({
    store: storeUntil(() => deadline, permit),
    scratches: new Scratches({ owner, storeUntil, clock, log, interval }, () => deadline),
    time: new RunTime(clock, deadline, interval, () => 0, () => true),
  });
}
