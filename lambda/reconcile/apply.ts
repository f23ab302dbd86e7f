import { Change } from './changes';
import { Content, contentOf } from './content';
import { Policies, sameContent } from './declaration';
import { describeDrift, UnsettledTemplateError } from './errors';
import { Journal } from './journal';
import { planForward, planRollback, Step, WHY_NOT } from './plan';
import { AssetSource, Log, Parts, TagStore, TemplateStore } from './ports';
import { CREATION_DELAYS, RECHECK_DELAYS } from './recheck-delays';
import { RollbackGuard } from './rollback-guard';
import { RunTime } from './run-time';
import { applyTags } from './tagging';
import { TemplateOrigins } from './template-origins';
import { Verifier } from './verifier';

export interface ApplyContext {
  readonly store: TemplateStore;
  readonly tagStore: TagStore;
  readonly asset: AssetSource;
  readonly guard: RollbackGuard;
  readonly origins: TemplateOrigins;
  readonly policies: Policies;
  readonly journal: Journal;
  readonly verifier: Verifier;
  readonly time: RunTime;
  readonly log: Log;
}

/** The result of a change, for the log. */
export interface Applied {
  readonly done: string;
  readonly verified?: true;
  readonly tagged?: true;
  /** Set if an earlier delivery of this event created the template. This run then does not undo it. */
  readonly createdEarlier?: true;
}

/** How often SES may contradict itself before we give up. Each wait is one interval longer than the one before. */
const MAX_TRIES = 8;

/**
 * Brings one template to its declared state: read, plan, act, and plan again if SES reports a state other than the one read.
 *
 * A template that this resource has not had is assumed absent, without a read: CreateTemplate refuses atomically if the
 * template exists, so a new template costs one call.
 *
 * A template with sample data is verified before it counts as done. If the template already exists with other content, the
 * new content is verified before it goes live. Tags come last, when the template certainly belongs to this resource.
 */
export async function apply(change: Change, context: ApplyContext): Promise<Applied> {
  const { store, verifier, time, policies } = context;
  const verifies = await mustVerify(change, context);
  let parsed: Content | undefined;
  const content = async () => parsed ??= contentOf(change.declared!, await context.asset.template(change.declared!.key));
  let verified = !verifies;
  // If it may be adopted, read first. Otherwise the refused CreateTemplate and the scratch template's would both use the quota.
  const looks = change.previous !== undefined || (verifies && policies.conflict === 'ADOPT');
  let live = looks ? await store.get(change.name) : undefined;
  let rechecks = 0;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const { step, createdEarlier } = await decide(change, live, context);
    // Reads lag behind writes (docs/ses-facts.md#reads-lag): a foreign change counts only if it is still visible after a re-read.
    if (isDoubtful(step) && rechecks < RECHECK_DELAYS.length) {
      await time.pause(RECHECK_DELAYS[rechecks++], `reading '${change.name}' again`);
      live = await store.get(change.name);
      continue;
    }
    if (!verified && step.action === 'update') {
      await verifier.verifyBeforeUpdate(await content());
      verified = true;
    }
    const { done, found } = await act(step, change, live, content, context);
    if (done) {
      if (!verified) await verifier.verifyLive(await content(), step.action === 'none');
      const tagging = isOurs(step) ? await applyTags(change, step.action === 'create', context) : 'unchanged';
      if (tagging === 'gone') {
        live = await store.get(change.name);
        if (live) throw new UnsettledTemplateError(change.name, CREATION_DELAYS.length + 1);
        // Someone has deleted it in the meantime.
        continue;
      }
      const tagged = tagging === 'tagged';
      return {
        done: tagged && step.action === 'none' ? 'tagged' : done,
        ...verifies && { verified: true },
        ...tagged && { tagged },
        ...createdEarlier && { createdEarlier },
      };
    }
    live = found === 'gone' ? undefined : await store.get(change.name);
    if (found === 'exists' && !live) await time.pause(tries, `reading '${change.name}' again`);
  }
  throw new UnsettledTemplateError(change.name, MAX_TRIES);
}

/** Plans the step. Queries the stack and the template's origin only where they affect the plan. */
async function decide(change: Change, live: Parts | undefined, context: ApplyContext): Promise<{ step: Step; createdEarlier?: true }> {
  const { policies, guard, origins } = context;
  const { name, declared, previous } = change;
  const found = declared !== undefined && previous === undefined && live !== undefined;
  if (!found) {
    const [forward, back] = [planForward(change, live, policies), planRollback(change, live, false)];
    const alike = forward.action === back.action && (forward.action !== 'none' || back.action !== 'none' || forward.why === back.why);
    if (alike) return { step: forward };
  }
  const direction = await guard.direction();
  if (direction === 'rollback') {
    const takesBack = !declared && planRollback(change, live, true).action === 'delete';
    return { step: planRollback(change, live, takesBack && await origins.createdByOperation(name)) };
  }
  const origin = found ? await origins.of(name, policies) : undefined;
  const step = planForward(change, live, policies, origin);
  if (direction === 'unknown' && (step.action === 'refuse' || step.action === 'delete')) return { step: { action: 'none', why: 'not-ours' } };
  return { step, ...origin?.from === 'this-event' && { createdEarlier: true as const } };
}

/** A rollback verifies nothing: it must restore the old content in any case. Unchanged content has been verified before. */
async function mustVerify({ declared, previous }: Change, { guard }: ApplyContext): Promise<boolean> {
  if (declared?.sampleDataFingerprint === undefined || (previous && sameContent(declared, previous))) return false;
  return await guard.direction() === 'forward';
}

/** Whether the template belongs to this resource after the step. */
function isOurs(step: Step): boolean {
  return step.action === 'none' ? step.why === 'as-declared' : true;
}

function isDoubtful(step: Step): boolean {
  if (step.action === 'refuse') return step.error.dependsOnContent;
  return step.action === 'none' ? step.why === 'not-ours' : step.drift !== undefined;
}

/** Either the step is `done`, or SES `found` a state other than the planned one. */
type Outcome = { readonly done: string; readonly found?: undefined } | { readonly done?: undefined; readonly found: 'exists' | 'gone' };

async function act(step: Step, change: Change, live: Parts | undefined, content: () => Promise<Content>, context: ApplyContext): Promise<Outcome> {
  const { store, log, journal } = context;
  const { name, declared } = change;
  if (step.action === 'refuse') throw step.error;
  if (step.adopts) log({ message: `${name}: adopting an existing template`, template: name });
  if (step.action === 'none') return { done: WHY_NOT[step.why] };
  if (step.drift) log({ message: `${name}: drift: ${describeDrift(step.drift)}; deploying the declared content`, template: name, drift: step.drift });

  // Before the journal entry: if the content cannot be read, no call is made.
  const template = step.action === 'delete' ? undefined : await content();
  const outcome = await journal.record({ name, before: live, tags: change.previous?.tags, written: declared }, async () => {
    switch (step.action) {
      case 'delete': return store.delete(name).then(() => 'done' as const);
      case 'update': return store.update(template!);
      case 'create': return store.create(template!);
    }
  });
  if (outcome === 'gone') return { found: 'gone' };
  if (outcome === 'exists' || outcome === 'unsure') return { found: 'exists' };
  return { done: { create: 'created', update: 'updated', delete: 'deleted' }[step.action] };
}
