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
 * Restores the declared content of templates that were changed or deleted, one after the other.
 *
 * Writes a template only if it still differs, SES renders the declared content, the stack owns the template, and the stack is
 * not being deployed. Deletes only its scratch templates. The result says which templates were left as they are, and why.
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
    // The results of a resource are consecutive, so only one asset is in memory at a time.
    if (current?.resource !== resource) current = { resource, asset: context.asset(resource.declaration.asset, () => context.deadline) };
    healed.push({ ...result, healing: await healOne(template, result, { ...context, ...current, snapshots, views }) });
  }
  return healed;
}

interface HealContext extends Omit<CheckContext, 'asset'> {
  readonly resource: WatchedResource;
  readonly asset: AssetSource;
  readonly snapshots: StackSnapshots;
  /** The stacks that have been read, by id. */
  readonly views: Map<string, StackView>;
}

async function healOne(template: DeclaredTemplate, { findings }: Result, context: HealContext): Promise<Healing> {
  const { resource, snapshots, views, asset, deadline, stack, storeUntil } = context;
  const left = (reason: string): Healing => ({ outcome: 'left', reason });
  const ignoredParts = findings.flatMap(({ ignoredParts: parts = [] }) => parts);
  const known = findings.find(({ known: why, finding }) => why && finding.kind === 'CHANGED');
  if (known) return left(`its change is ${known.known}`);
  if (resource.declaration.policies.drift === 'FAIL') return left('its driftPolicy is FAIL, so its changes are kept for review');
  try {
    const { stackId, logicalId } = resource;
    if (!views.has(stackId)) views.set(stackId, await viewStack(stackId, stack(stackId, () => deadline)));
    const notOurs = whyNotOurs(template, resource, views.get(stackId)!);
    if (notOurs) return left(notOurs);

    const permit = async () => snapshots.permitWrite(stackId);
    const store = storeUntil(() => deadline, permit);
    const live = await store.get(template.name);
    const isMissing = live === undefined;
    if (differingParts(template, live).every(part => ignoredParts.includes(part))) return left('it is already as declared');
    await permit();
    const declared = contentOf(template, await asset.template(template.key));
    const content = keeping(ignoredParts, declared, live);
    if (content.sampleData) await verifierOf({ stackId, logicalResourceId: logicalId }, permit, context).verifyBeforeUpdate(content);
    return await writeOnce(content, template, { isMissing, ignoredParts }, permit, context);
  } catch (error) {
    return { outcome: error instanceof StackMovedError || error instanceof VerificationError ? 'left' : 'failed', reason: reasonOf(error) };
  }
}

/** Returns why the resource may not own a template, according to the stack's template. */
function whyNotOurs(template: DeclaredTemplate, { stackId, logicalId }: WatchedResource, view: StackView): string | undefined {
  const resource = at(at(view.template, 'Resources'), logicalId);
  if (!isShown(template, resource)) return `the template of ${stackId} does not declare this content in ${logicalId}`;
  const owner = ownerOf(template.name, logicalId, 'dropped', view);
  return owner === logicalId ? undefined : `according to the stack's template, it belongs to ${owner ?? 'no resource'}`;
}

/** Attempts the write once, and reads the template again to confirm it. */
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
  return { outcome: 'failed', reason: 'it was written, but SES still returns other content' };
}

/** The declared content, except that ignored parts keep their live content. */
function keeping(ignored: readonly PartName[], declared: Content, live: Parts | undefined): Content {
  if (!live || ignored.length === 0) return declared;
  const kept = Object.fromEntries(ignored.map(part => [part, live[part] === undefined ? undefined : unescapeNonAscii(live[part])]));
  return { ...declared, parts: { ...declared.parts, ...kept } };
}

/** Verifies as a deployment does: SES renders the content under a scratch name before it becomes live. */
function verifierOf(owner: { stackId: string; logicalResourceId: string }, permit: () => Promise<void>, context: HealContext): Verifier {
  const { storeUntil, clock, deadline, interval, writeLine } = context;
  const log = (entry: object) => writeLine(JSON.stringify({ version: 1, record: 'healing', ...entry }));
  return new Verifier({
    store: storeUntil(() => deadline, permit),
    scratches: new Scratches({ owner, storeUntil, clock, log, interval }, () => deadline),
    time: new RunTime(clock, deadline, interval, () => 0, () => true),
  });
}
