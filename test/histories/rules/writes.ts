import { isScratch, same, short } from './step-record';
import { partsOf, tagsOf } from '../world/contents';
import { RunRecord } from '../world/record';
import { SimulatedSes, Version } from '../world/ses';

/** What a run knows of a live template, and what its stack may do with it. */
function claimOn(name: string, version: Version, { event }: RunRecord, ses: SimulatedSes) {
  const incarnation = version.incarnation!;
  const { resource, former, direction, stackId } = event;
  const owned = incarnation.createdBy?.event.stackId === stackId || [...incarnation.takenBy].some(operation => operation.stackId === stackId);
  const declared = former?.templates[name] ?? resource.templates[name];
  const isAlike = declared !== undefined && same(version.parts, partsOf(name, declared));
  // Decision 15: equal content that someone else created during the operation, or in place of the stack's template, cannot be
  // distinguished from the stack's.
  const hadOwn = ses.versions(name).some(({ by, parts, at }) => by?.event.stackId === stackId && parts && at < incarnation.createdAt);
  const hadIt = former?.templates[name] !== undefined;
  const mayTake = resource.templates[name] !== undefined
    && (hadIt ? resource.policies.drift === 'OVERWRITE' || direction === 'back' : resource.policies.conflict === 'ADOPT');
  return {
    owned,
    isAlike,
    mayUpdate: owned || mayTake || (hadIt && hadOwn && isAlike),
    seemsOwn: isAlike && (incarnation.createdAt >= event.operation.changeBegan || (hadOwn && !owned)),
    isAsDeclared: hadIt && resource.templates[name] !== undefined && same(version.parts, partsOf(name, resource.templates[name])),
  };
}

/** The run cannot see what someone else did after its read: SES has no conditional write. */
const unseen = (name: string, { by, at }: Version, run: RunRecord) => !by && at > (run.saw.get(name) ?? -Infinity);

const whoOf = ({ event }: RunRecord) => `rule 3: ${event.type} ${event.direction} of ${event.logicalId}`;

/** Rule 3: nothing that the stack neither created nor took over, as its policies allow, is changed or deleted. */
export function judgeWrite(run: RunRecord, name: string, action: 'create' | 'update' | 'delete', ses: SimulatedSes): string[] {
  const version = ses.at(name);
  const incarnation = version?.incarnation;
  if (isScratch(name) || action === 'create' || !incarnation || unseen(name, version, run)) return [];
  const { event } = run;
  const { owned, isAlike, mayUpdate, seemsOwn } = claimOn(name, version, run, ses);
  const say = (what: string) => [`${whoOf(run)} ${what} '${name}' (${short(version.parts)})`];
  if (action === 'update') {
    if (!mayUpdate) return say('changed a template of someone else,');
    if (!owned) incarnation.takenBy.add(event.operation);
    return [];
  }
  if (seemsOwn) return [];
  if (!owned) return say('deleted a template of someone else,');
  const createdHere = incarnation.createdBy?.event.stackId === event.stackId;
  const takenBefore = [...incarnation.takenBy].some(operation => operation.stackId === event.stackId && operation !== event.operation);
  if (!createdHere && !takenBefore && event.direction === 'back') return say('deleted, in the rollback of the operation that had taken it over,');
  if (!version.by && !isAlike) return say('deleted a template that someone else had edited,');
  return [];
}

/** Rule 3 for tags: the stack changes tags of its templates only, and only those that it declares, or has declared. */
export function judgeTagging(run: RunRecord, name: string, keys: readonly string[], ses: SimulatedSes): string[] {
  const { event } = run;
  const version = ses.at(name)!;
  const declared = [event.resource, event.former].flatMap(resource => resource ? Object.keys(tagsOf(resource)) : []);
  const others = keys.filter(key => !declared.includes(key));
  if (others.length > 0) return [`${whoOf(run)} changed tags of '${name}' that it does not declare: ${others}`];
  if (unseen(name, version, run)) return [];
  const { mayUpdate, seemsOwn, isAsDeclared } = claimOn(name, version, run, ses);
  return mayUpdate || seemsOwn || isAsDeclared ? [] : [`${whoOf(run)} tagged a template of someone else, '${name}' (${short(version.parts)})`];
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
