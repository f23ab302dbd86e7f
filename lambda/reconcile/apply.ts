import { Change } from './changes';
import { Content, contentOf } from './content';
import { Policies } from './declaration';
import { describeDrift, UnsettledTemplateError } from './errors';
import { Journal } from './journal';
import { planForward, planRollback, Step, WHY_NOT } from './plan';
import { AssetSource, Log, Parts, TemplateStore } from './ports';
import { RollbackGuard } from './rollback-guard';
import { RunTime } from './run-time';
import { RECHECK_DELAYS } from './recheck-delays';
import { TemplateOrigins } from './template-origins';
import { Verifier } from './verifier';

export interface ApplyContext {
  readonly store: TemplateStore;
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
  /** An earlier delivery of this event created it, so this run does not undo it. */
  readonly createdEarlier?: true;
}

/** How often SES may contradict itself before we believe neither answer. Each time we wait an interval longer. */
const MAX_TRIES = 8;

/**
 * Brings one template to its declared state: look, plan, act, and plan again if SES found it otherwise than we did.
 *
 * A template that this resource has not had is taken for absent without a look: CreateTemplate refuses atomically if
 * it is there, so a new template costs one call.
 *
 * What has sample data is verified before it counts as done; and before it is live, if something else is.
 */
export async function apply(change: Change, context: ApplyContext): Promise<Applied> {
  const { store, verifier, time, policies } = context;
  const verifies = await mustVerify(change, context);
  let parsed: Content | undefined;
  const content = async () => parsed ??= contentOf(change.declared!, await context.asset.template(change.declared!.key));
  let verified = !verifies;
  // Where it may be adopted we look first: else the refused CreateTemplate and the scratch template's would both use the quota.
  const looks = change.previous !== undefined || (verifies && policies.conflict === 'ADOPT');
  let live = looks ? await store.get(change.name) : undefined;
  let rechecks = 0;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const { step, createdEarlier } = await decide(change, live, context);
    // Reads lag behind writes (docs/ses-facts.md#reads-lag): an edit by somebody else counts only when it is still there after a while.
    if (isDoubtful(step) && rechecks < RECHECK_DELAYS.length) {
      await time.pause(RECHECK_DELAYS[rechecks++], `looking at '${change.name}' again`);
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
      return { done, ...verifies && { verified: true }, ...createdEarlier && { createdEarlier } };
    }
    live = found === 'gone' ? undefined : await store.get(change.name);
    if (found === 'exists' && !live) await time.pause(tries, `looking at '${change.name}' again`);
  }
  throw new UnsettledTemplateError(change.name, MAX_TRIES);
}

/** Plans; asks about the stack, and about where the template comes from, only where that changes what is to be done. */
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

/** Not in a rollback: that takes what it finds. */
async function mustVerify({ declared }: Change, { guard }: ApplyContext): Promise<boolean> {
  return declared?.sampleDataFingerprint !== undefined && await guard.direction() === 'forward';
}

function isDoubtful(step: Step): boolean {
  if (step.action === 'refuse') return step.error.dependsOnContent;
  return step.action === 'none' ? step.why === 'not-ours' : step.drift !== undefined;
}

/** Either all is `done`, and how, or SES `found` the template otherwise than it was planned for. */
type Outcome = { readonly done: string; readonly found?: undefined } | { readonly done?: undefined; readonly found: 'exists' | 'gone' };

async function act(step: Step, change: Change, live: Parts | undefined, content: () => Promise<Content>, context: ApplyContext): Promise<Outcome> {
  const { store, log, journal } = context;
  const { name, declared } = change;
  if (step.action === 'refuse') throw step.error;
  if (step.adopts) log({ message: `${name}: adopting a template that was there before`, template: name });
  if (step.action === 'none') return { done: WHY_NOT[step.why] };
  if (step.drift) log({ message: `${name}: drift: ${describeDrift(step.drift)}; deploying over it`, template: name, drift: step.drift });

  // Before the note: when the content cannot be read, no call is made.
  const template = step.action === 'delete' ? undefined : await content();
  const outcome = await journal.record({ name, before: live, written: declared }, async () => {
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
