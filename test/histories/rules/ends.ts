import { isScratch, same, short, StepRecord } from './step-record';
import { hasSucceeded, troublesWith } from './troubles';
import { Parts } from '../../../lambda/reconcile/ports';
import { isSet, ownersOf, partsOf, Resource } from '../world/contents';

/** Rules 1 and 2: the templates after an operation. */
export function judgeEnd(record: StepRecord): string[] {
  const { outcome, before, after, ses, step, operation, began, events } = record;
  if (outcome === 'stuck') return [];
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
    // If successful resources stay when another one fails, CloudFormation deletes nothing.
    if (outcome === 'failed' && !(now && hasSucceeded(now.logicalId, record))) continue;
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
      // Changed tags count as a change of the template, whose drift is then overwritten, too.
      const unchanged = old?.logicalId === now.logicalId && same(oldParts, nowParts) && old.tagging === now.tagging;
      allowed.push(unchanged ? was : nowParts);
      if (twice) allowed.push(was, nowParts);
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

