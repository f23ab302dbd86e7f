import { Change } from './changes';
import { Content, contentOf } from './content';
import { Policies } from './declaration';
import { describeDrift, UnsettledTemplateError } from './errors';
import { Entry, Journal } from './journal';
import { plan, Step } from './plan';
import { AssetSource, Log, Parts, TemplateStore } from './ports';
import { SETTLING } from './settling';
import { Verifier } from './verifier';
import { Clock } from '../pacing/clock';
import { mayHaveTakenEffect } from '../pacing/errors';

export interface ApplyContext {
  readonly store: TemplateStore;
  readonly asset: AssetSource;
  /** Whether this run is part of a rollback. Absent for a Create, which never is. */
  readonly partOfRollback?: () => Promise<boolean>;
  readonly policies: Policies;
  readonly journal: Journal;
  readonly verifier: Verifier;
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
}

/** What came of a change, for the log. */
export interface Applied {
  readonly done: string;
  readonly verified?: true;
}

/** How often SES may say "exists" and "does not" by turns before we believe neither. Each time we wait an interval longer. */
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
  const { store, verifier, clock, interval } = context;
  const verifies = await mustVerify(change, context);
  let parsed: Content | undefined;
  const content = async () => parsed ??= contentOf(change.declared!, await context.asset.template(change.declared!.key));
  let verified = !verifies;
  // Where it may be adopted we look first: else the refused CreateTemplate and the scratch template's would both use the quota.
  const looks = change.previous !== undefined || (verifies && context.policies.conflict === 'ADOPT');
  let live = looks ? await store.get(change.name) : undefined;
  let settling = 0;
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const step = await decide(change, live, context);
    // Reads lag behind writes (SES-FACTS): somebody else's hand is only believed in when it is still there after a while.
    if (doubtful(step) && settling < SETTLING.length) {
      await clock.sleep(SETTLING[settling++] * interval);
      live = await store.get(change.name);
      continue;
    }
    if (!verified && step.action === 'update') {
      await verifier.ahead(await content());
      verified = true;
    }
    const { done, found } = await act(step, change, live, content, context);
    if (done) {
      if (!verified) await verifier.inPlace(await content(), step.action === 'none');
      return { done, ...verifies && { verified: true } };
    }
    live = found === 'gone' ? undefined : await store.get(change.name);
    if (found === 'exists' && !live) await clock.sleep(tries * interval);
  }
  throw new UnsettledTemplateError(change.name, MAX_TRIES);
}

/** Plans; asks whether the stack rolls back only where that changes what is to be done. */
async function decide(change: Change, live: Parts | undefined, { policies, partOfRollback }: ApplyContext): Promise<Step> {
  const forward = plan(change, live, policies, false);
  if (!partOfRollback) return forward;
  const back = plan(change, live, policies, true);
  if (back.action === forward.action) return forward;
  return await partOfRollback() ? back : forward;
}

/** Not in a rollback: that takes what it finds. */
async function mustVerify({ declared }: Change, { partOfRollback }: ApplyContext): Promise<boolean> {
  if (declared?.sampleData === undefined) return false;
  return partOfRollback === undefined || !await partOfRollback();
}

function doubtful(step: Step): boolean {
  return step.action === 'refuse' || (step.action === 'none' ? step.why === 'not-ours' : step.drift !== undefined);
}

/** Either all is `done`, and how, or SES `found` the template otherwise than it was planned for. */
type Outcome = { readonly done: string; readonly found?: undefined } | { readonly done?: undefined; readonly found: 'exists' | 'gone' };

async function act(step: Step, change: Change, live: Parts | undefined, content: () => Promise<Content>, context: ApplyContext): Promise<Outcome> {
  const { store, log } = context;
  const { name, declared } = change;
  if (step.action === 'refuse') throw step.error;
  if (step.action === 'none') return { done: step.why === 'as-declared' ? 'is as declared' : 'is not as this stack left it, and stays so in the rollback' };
  if (step.drift) log({ message: `drift: ${describeDrift(step.drift)}; deploying over it`, template: name, drift: step.drift });
  if (step.adopts) log({ message: 'adopting a template that was there before', template: name });

  const outcome = await journaled({ name, before: live, written: declared }, context.journal, async () => {
    switch (step.action) {
      case 'delete': return store.delete(name).then(() => 'done' as const);
      case 'update': return store.update(await content());
      case 'create': return store.create(await content());
    }
  });
  if (outcome === 'gone') return { found: 'gone' };
  if (outcome === 'exists' || outcome === 'unsure') return { found: 'exists' };
  return { done: { create: 'created', update: 'updated', delete: 'deleted' }[step.action] };
}

/**
 * Notes a write before it is made, and strikes it out where it surely had no effect. One that may have had one stays in:
 * undoing it looks first whether it is ours.
 */
async function journaled<T extends string>(entry: Entry, journal: Journal, write: () => Promise<T>): Promise<T> {
  journal.note(entry);
  try {
    const outcome = await write();
    if (outcome === 'exists' || outcome === 'gone') journal.strike(entry);
    return outcome;
  } catch (error) {
    if (!mayHaveTakenEffect(error)) journal.strike(entry);
    throw error;
  }
}
