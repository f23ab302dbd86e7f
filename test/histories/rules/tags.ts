import { isScratch, StepRecord } from './step-record';
import { hasSucceeded, troublesWith } from './troubles';
import { ownersOf, tagsOf } from '../world/contents';

/** Rules 1 and 2 for tags: each declared tag after an operation. Tags that the stack never declared stay. */
export function judgeTags(record: StepRecord): string[] {
  const { outcome, before, after, ses, step, operation, began } = record;
  if (outcome === 'stuck') return [];
  const declaredBefore = ownersOf(before.declared);
  const declaredAfter = ownersOf(step.deploys ?? {});
  const back = outcome === 'rolled back';
  const breaches: string[] = [];
  for (const name of after.live.keys()) {
    if (isScratch(name)) continue;
    if ([...ses.versions(name), ...ses.tagVersions(name)].some(({ at, by }) => at >= began && !by)) continue;
    // After a failed deployment that kept what succeeded, two resources may have the same template.
    if (Object.values(before.declared).filter(({ templates }) => templates[name] !== undefined).length > 1) continue;
    const [was, is] = [before.tags.get(name) ?? {}, after.tags.get(name)!];
    const [old, now] = [declaredBefore.get(name), declaredAfter.get(name)];
    const [oldTags, nowTags]: Array<Readonly<Record<string, string>>> = [old ? tagsOf(old) : {}, now ? tagsOf(now) : {}];
    const stays = old !== undefined && old.logicalId === now?.logicalId;
    const isNew = ses.at(name)!.incarnation!.createdAt >= began;
    if (outcome === 'failed' && !(now && hasSucceeded(now.logicalId, record))) continue;
    const { noAnswer, twice, late, writtenAfterTheEnd } = troublesWith(name, record);
    for (const key of new Set([was, is, oldTags, nowTags].flatMap(Object.keys))) {
      const allowed: Array<string | undefined> = [];
      if (back) {
        allowed.push(isNew ? oldTags[key] : was[key]);
        // A tag of someone else that the deployment overwrote before another resource failed.
        if (key in oldTags || key in nowTags) allowed.push(oldTags[key]);
        // Decisions 15 and 25: neither what a resource adopts nor what it takes over from another resource is restored.
        const taken = now !== undefined && !stays && (old !== undefined || now.policies.conflict === 'ADOPT');
        // If a new template may stay is not a question of its tags.
        const remains = twice || writtenAfterTheEnd || late || noAnswer || !before.live.has(name);
        if (now && (taken || remains)) allowed.push(nowTags[key], was[key]);
      } else if (now) {
        const isChanged = isNew || !stays || JSON.stringify(oldTags) !== JSON.stringify(nowTags);
        if (!isChanged) allowed.push(was[key]);
        else if (key in nowTags) allowed.push(nowTags[key]);
        // Decision 25: tags that only the former resource declared stay on a template that moves.
        else allowed.push(stays && key in oldTags ? undefined : was[key]);
        if (isNew) allowed.push(nowTags[key]);
        if (twice) allowed.push(was[key], nowTags[key]);
      } else {
        allowed.push(was[key]);
      }
      if (!allowed.includes(is[key])) {
        breaches.push(`rule ${back ? 2 : 1}: after a ${operation.kind} that is ${outcome}, the tag '${key}' of '${name}' is ${is[key]} instead of ${allowed.join(' or ')}`);
      }
    }
  }
  return breaches;
}
