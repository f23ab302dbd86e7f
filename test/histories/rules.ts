import { Step } from './history';
import { Outcome } from './world/cloudformation';
import { isSet, Naming, ownersOf, partsOf, Resource, Resources, SECRET } from './world/contents';
import { Faults } from './world/faults';
import { SIGNATURE } from './world/lambda';
import { EventRecord, OperationRecord, RunRecord } from './world/record';
import { SimulatedSes } from './world/ses';
import { Parts } from '../../lambda/reconcile/ports';
import { SCRATCH_PREFIX } from '../../src/contract/limits';

/** The record of one step. */
export interface StepRecord {
  readonly step: Step;
  readonly operation: OperationRecord;
  readonly outcome: Outcome;
  readonly before: { readonly live: Map<string, Parts>; readonly declared: Resources };
  readonly after: { readonly live: Map<string, Parts>; readonly declared: Resources };
  readonly began: number;
  readonly naming: Naming;
  readonly ended: number;
  readonly ses: SimulatedSes;
  readonly runs: readonly RunRecord[];
  readonly events: readonly EventRecord[];
  readonly met: Faults['met'];
  readonly log: ReadonlyArray<{ readonly line: string; readonly run?: RunRecord }>;
}

/** The texts of the function on which the rules depend. */
export const SAYINGS = {
  nothing: 'Nothing was changed',
  scratch: 'a scratch template may remain',
  noAnswer: ['cannot determine', 'cannot read the stack', 'CloudFormation does not show what happens', 'the stack cannot be described'],
};

const isScratch = (name: string) => name.startsWith(SCRATCH_PREFIX);
const same = (one: Parts | undefined, other: Parts | undefined) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (parts: Parts | undefined) => parts && [parts.Subject, parts.Html, parts.Text];
const short = (parts: Parts | undefined) => parts?.Html ?? 'nothing';

/** Rule 3: nothing that the stack neither created nor took over, as its policies allow, is changed or deleted. */
export function judgeWrite(run: RunRecord, name: string, action: 'create' | 'update' | 'delete', ses: SimulatedSes): string[] {
  const version = ses.at(name);
  const { event } = run;
  const incarnation = version?.incarnation;
  if (isScratch(name) || action === 'create' || !incarnation) return [];
  // The run cannot see what someone else did after its read: SES has no conditional write.
  if (!version!.by && version!.at > (run.saw.get(name) ?? -Infinity)) return [];
  const owned = incarnation.createdBy?.event.stackId === event.stackId || [...incarnation.takenBy].some(({ stackId }) => stackId === event.stackId);
  const say = (what: string) => [`rule 3: ${event.type} ${event.direction} of ${event.logicalId} ${what} '${name}' (${short(version!.parts)})`];
  const declared = event.former?.templates[name] ?? event.resource.templates[name];
  const isAlike = declared !== undefined && same(version!.parts, partsOf(name, declared));
  // Decision 15: equal content that someone else created during the operation, or in place of the stack's template, cannot be
  // distinguished from the stack's.
  const hadOwn = ses.versions(name).some(({ by, parts, at }) => by?.event.stackId === event.stackId && parts && at < incarnation.createdAt);
  if (action === 'update') {
    if (owned) return [];
    const hadIt = event.former?.templates[name] !== undefined;
    const mayTake = event.resource.templates[name] !== undefined
      && (hadIt ? event.resource.policies.drift === 'OVERWRITE' || event.direction === 'back' : event.resource.policies.conflict === 'ADOPT');
    if (!mayTake && !(hadIt && hadOwn && isAlike)) return say('changed a template of someone else,');
    incarnation.takenBy.add(event.operation);
    return [];
  }
  if (isAlike && (incarnation.createdAt >= event.operation.changeBegan || (hadOwn && !owned))) return [];
  if (!owned) return say('deleted a template of someone else,');
  const createdHere = incarnation.createdBy?.event.stackId === event.stackId;
  const takenBefore = [...incarnation.takenBy].some(operation => operation.stackId === event.stackId && operation !== event.operation);
  if (!createdHere && !takenBefore && event.direction === 'back') return say('deleted, in the rollback of the operation that had taken it over,');
  if (!version!.by && !isAlike) return say('deleted a template that someone else had edited,');
  return [];
}

/** Records that a successful run took over the templates that it found as declared, where its policies permit that. */
export function takeFound({ event }: RunRecord, ses: SimulatedSes): void {
  if (event.direction === 'back' || event.type === 'Delete') return;
  for (const name of Object.keys(event.resource.templates)) {
    const found = ses.at(name)?.incarnation;
    const mayTake = event.former?.templates[name] !== undefined || event.resource.policies.conflict === 'ADOPT';
    if (found && (mayTake || found.createdAt >= event.operation.began)) found.takenBy.add(event.operation);
  }
}

/** Checks the other rules after a step. */
export function judgeStep(record: StepRecord): string[] {
  return [...judgeEnd(record), ...judgeProgress(record), ...judgeAnswers(record), ...judgeScratches(record), ...judgeLog(record)];
}

/** The conditions under which a rule cannot be kept in full, according to the decisions. */
function troublesOf({ step, events, runs }: StepRecord) {
  const abandoned = events.filter(({ abandonedAt, answers }) => abandonedAt !== undefined && (answers[0]?.at ?? Infinity) > abandonedAt);
  return {
    isOut: step.weather.silent?.to === Infinity || step.weather.throttled > 0.9,
    kills: runs.some(({ ended }) => ended?.how === 'killed'),
    unanswered: abandoned.length > 0,
    little: step.time < 100_000,
  };
}

/** The conditions under which a rule cannot be kept for one template. */
function troublesWith(name: string, { events, runs, operation, log, naming }: StepRecord) {
  const concerns = ({ resource, former }: EventRecord) => name in resource.templates || name in (former?.templates ?? {});
  const concerned = events.filter(concerns);
  return {
    /**
     * Decisions 4, 9 and 15: CloudFormation or the list of templates gave no answer, or the stack's template does not show who owns the template,
     * so it stays.
     */
    noAnswer: naming === 'import' || log.some(({ line, run }) => run && concerns(run.event) && SAYINGS.noAnswer.some(saying => line.includes(saying))),
    /** Decision 8: a write goes ahead if the last check is less than 15 seconds old, or if the run began less than two seconds ago. */
    writtenAfterTheEnd: runs.some(({ event, writes }) => event.direction === 'forward' && writes.some(write => write.name === name
      && write.at >= (operation.rollbackBegan ?? Infinity) && write.at < (operation.rollbackBegan ?? Infinity) + CHECK_INTERVAL)),
    /** Decision 8: one delivery undoes what another one has reported as done. */
    twice: concerned.some(event => event.runs.length > 1),
    /** Decision 8: an event that is late, or too late to be processed at all. */
    late: concerned.some(({ sentAt, runs: all }) => all.length === 0 || all.some(({ began }) => began - sentAt >= LATE)),
  };
}

/** How old a check of the stack may be when a write takes effect. */
const CHECK_INTERVAL = 16_000;
/** An event that was under way so long counts as late. */
const LATE = 10_000;

/** Rules 1 and 2: the templates after an operation. */
function judgeEnd(record: StepRecord): string[] {
  const { outcome, before, after, ses, step, operation, began, events } = record;
  const { isOut, little } = troublesOf(record);
  if (outcome === 'stuck' || outcome === 'failed' || isOut || little) return [];
  const declaredBefore = ownersOf(before.declared);
  const declared = step.deploys ?? {};
  const declaredAfter = ownersOf(declared);
  const back = outcome === 'rolled back';
  const breaches: string[] = [];
  for (const name of new Set([...before.live.keys(), ...after.live.keys(), ...declaredBefore.keys(), ...declaredAfter.keys()])) {
    if (isScratch(name) || ses.versions(name).some(({ at, by }) => at >= began && !by)) continue;
    const [was, is] = [before.live.get(name), after.live.get(name)];
    const [old, now] = [declaredBefore.get(name), declaredAfter.get(name)];
    const oldParts = old && partsOf(name, old.version);
    const nowParts = now && partsOf(name, now.version);
    // After a failed deployment that kept what succeeded, two resources may have the same template.
    if (Object.values(before.declared).filter(({ templates }) => templates[name] !== undefined).length > 1) continue;
    const { noAnswer, twice, late, writtenAfterTheEnd } = troublesWith(name, record);
    const allowed: Array<Parts | undefined> = [];
    if (back) {
      allowed.push(was);
      // Drift that was overwritten before another resource failed.
      if (old && !same(was, oldParts)) allowed.push(oldParts);
      // Adopted, perhaps from another resource of the stack: decisions 9 and 15.
      if (now && was && (!old || old.logicalId !== now.logicalId) && now.policies.conflict === 'ADOPT') allowed.push(nowParts);
      if (now && !was && old && old.logicalId !== now.logicalId) allowed.push(nowParts);
      // In doubt, a template stays: decisions 5, 8 and 15.
      if (now && !was && (noAnswer || writtenAfterTheEnd || twice || late || before.declared[now.logicalId]?.policies.removed === 'RETAIN' || now.policies.removed === 'RETAIN')) allowed.push(nowParts);
      if (now && (twice || writtenAfterTheEnd)) allowed.push(nowParts);
    } else if (now) {
      const unchanged = old?.logicalId === now.logicalId && same(oldParts, nowParts);
      allowed.push(unchanged ? was : nowParts);
      if (unchanged && twice) allowed.push(nowParts);
    } else if (old) {
      const next: Resource | undefined = declared[old.logicalId];
      const { removed } = (next ?? old).policies;
      const retained = removed === 'RETAIN' || (removed !== 'DELETE' && next !== undefined && isSet(old.logicalId));
      allowed.push(retained || !same(was, oldParts) ? was : undefined);
      if (noAnswer || late) allowed.push(was);
    } else {
      allowed.push(was);
      // What a failed Create has left, its Delete takes along: decision 5.
      const created = ses.at(name, began)?.incarnation?.createdAt ?? -Infinity;
      if (events.some(({ type, resource }) => type === 'Delete' && name in resource.templates) && created >= operation.changeBegan) allowed.push(undefined);
    }
    if (!allowed.some(one => same(one, is))) {
      breaches.push(`rule ${back ? 2 : 1}: after a ${operation.kind} that is ${outcome}, '${name}' is ${short(is)} instead of ${allowed.map(short).join(' or ')}`);
    }
  }
  return breaches;
}

/** Rule 4: no rollback and no Delete fails, unless SES remains unavailable. */
function judgeProgress(record: StepRecord): string[] {
  const { isOut, little } = troublesOf(record);
  if (isOut || little) return [];
  return record.events.filter(({ direction, type }) => direction === 'back' || type === 'Delete').flatMap(event => event.answers
    .filter(({ status, at }) => status === 'FAILED' && at <= (event.abandonedAt ?? Infinity))
    .map(({ reason }) => `rule 4: ${event.type} ${event.direction} of ${event.logicalId} failed: ${reason}`));
}

/** Rules 5 and 6: each delivery gets one answer, which is in time, short and true. */
function judgeAnswers({ runs, ses, step }: StepRecord): string[] {
  return runs.flatMap(run => {
    const { event, ended, mustEnd, sent, writes } = run;
    const who = `${event.type} ${event.direction} of ${event.logicalId}`;
    const breaches: string[] = [];
    const isTooLate = mustEnd - run.began < 1_000;
    if (sent > 1) breaches.push(`rule 5: ${who} was answered ${sent} times in one run`);
    if (sent === 0 && ended?.how !== 'killed' && !isTooLate) breaches.push(`rule 5: ${who} was not answered`);
    for (const { at, body, status, physicalId, reason, run: by } of event.answers) {
      if (by !== run) continue;
      if (at > mustEnd) breaches.push(`rule 5: ${who} was answered ${Math.round(at - mustEnd)} ms too late`);
      if (Buffer.byteLength(body) > 4_096) breaches.push(`rule 5: the answer to ${who} has ${Buffer.byteLength(body)} bytes`);
      if (body.includes(SIGNATURE) || body.includes(SECRET)) breaches.push(`rule 8: the answer to ${who} holds a secret`);
      if (status === 'SUCCESS') continue;
      const claimsNothing = reason.includes(SAYINGS.nothing) || /^create-failed\/(?!incomplete)/.test(physicalId);
      if (!claimsNothing) continue;
      for (const name of new Set(writes.map(write => write.name))) {
        const first = writes.find(write => write.name === name)!;
        const last = ses.versions(name).filter(version => version.by === run && version.at <= at).at(-1)!;
        // What somebody else has written just before may not have been readable, and so is not restored.
        const overwritten = ses.versions(name).some(version => version.by !== run && version.at >= run.began - step.weather.lag);
        if (!isScratch(name) && !overwritten && !same(first.before, last.parts)) breaches.push(`rule 5: ${who} says that nothing is left of it, but '${name}' is: ${reason}`);
      }
    }
    return breaches;
  });
}

/** Rule 7: no scratch template is left, unless the run was killed and not repeated, or reported it. */
function judgeScratches(record: StepRecord): string[] {
  const { isOut, kills, little, unanswered } = troublesOf(record);
  if (isOut || little || kills || unanswered || record.log.some(({ line }) => line.includes(SAYINGS.scratch))) return [];
  return [...record.after.live.keys()].filter(isScratch).filter(name => !record.before.live.has(name)).map(name => `rule 7: '${name}' is left`);
}

/** Rule 8: no secret in a log line. */
function judgeLog({ log }: StepRecord): string[] {
  return log.filter(({ line }) => line.includes(SIGNATURE) || line.includes(SECRET)).map(({ line }) => `rule 8: a log line holds a secret: ${line}`);
}
