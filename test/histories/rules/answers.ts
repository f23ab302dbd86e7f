import { isDeepStrictEqual } from 'node:util';
import { isScratch, same, SAYINGS, StepRecord } from './step-record';
import { troublesOf } from './troubles';
import { deliveryReserve } from '../../../src/contract/budget';
import { SECRET } from '../world/contents';
import { SIGNATURE } from '../world/lambda';

/** How long a backoff may be at most, in milliseconds: a run gives up if the next attempt would come after its deadline. */
const LONGEST_PAUSE = 5_000;
/** How long a denied call is repeated, in milliseconds since the run began: 90 seconds, less the longest pause. */
const PERMISSION_PATIENCE = 80_000;

/** Rule 4: no rollback and no Delete fails, unless SES remains unavailable as long as the function may wait for it. */
export function judgeProgress({ events }: StepRecord): string[] {
  return events.filter(({ direction, type }) => direction === 'back' || type === 'Delete').flatMap(event => event.answers
    .filter(({ status, at }) => status === 'FAILED' && at <= (event.abandonedAt ?? Infinity))
    .filter(({ at, run }) => at < run.mustEnd - deliveryReserve(run.mustEnd - run.began) - LONGEST_PAUSE)
    .filter(({ at, reason, run }) => !reason.includes('AccessDenied') || at < run.began + PERMISSION_PATIENCE)
    .map(({ reason }) => `rule 4: ${event.type} ${event.direction} of ${event.logicalId} failed: ${reason}`));
}

/** Rules 5 and 6: each delivery gets one answer, which is in time, short and true. */
export function judgeAnswers({ runs, ses, step }: StepRecord): string[] {
  return runs.flatMap(run => {
    const { event, ended, mustEnd, sent, writes, tagWrites } = run;
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
      for (const name of new Set(tagWrites.map(write => write.name))) {
        const { before } = tagWrites.find(write => write.name === name)!;
        const overwritten = [...ses.versions(name), ...ses.tagVersions(name)]
          .some(version => version.by !== run && version.at >= run.began - step.weather.lag);
        const created = (ses.at(name, at)?.incarnation?.createdAt ?? Infinity) >= run.began;
        if (!overwritten && !created && !isDeepStrictEqual(ses.tags(name, at), before)) {
          breaches.push(`rule 5: ${who} says that nothing is left of it, but tags of '${name}' are: ${reason}`);
        }
      }
    }
    return breaches;
  });
}

/** Rule 7: no scratch template is left, unless the run was killed and not repeated, or reported it. */
export function judgeScratches(record: StepRecord): string[] {
  const { kills, unanswered } = troublesOf(record);
  const reported = [...record.log.map(({ line }) => line), ...record.events.flatMap(({ answers }) => answers.map(({ reason }) => reason))]
    .some(text => text.includes(SAYINGS.scratch) || text.includes(SAYINGS.outOfTime));
  if (kills || unanswered || reported) return [];
  return [...record.after.live.keys()].filter(isScratch).filter(name => !record.before.live.has(name)).map(name => `rule 7: '${name}' is left`);
}

/** Rule 8: no secret in a log line. */
export function judgeLog({ log }: StepRecord): string[] {
  return log.filter(({ line }) => line.includes(SIGNATURE) || line.includes(SECRET)).map(({ line }) => `rule 8: a log line holds a secret: ${line}`);
}
