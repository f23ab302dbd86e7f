import { Describable, StatusChange } from './calls';
import { declarationOf, Naming, parametersOf, Resource, Resources, stackTemplateOf } from './contents';
import { Delivery, SimulatedLambda } from './lambda';
import { Random } from './random';
import { Answer, EventRecord, OperationKind, OperationRecord, RunRecord } from './record';
import { Clock } from '../../../lambda/pacing/clock';
import { RESOURCE_TYPE } from '../../../src/contract/contract';

/** How long CloudFormation waits for an answer. */
const PATIENCE = 900_000;
/** The longest time between the beginning of a rollback and its first events, in milliseconds. */
const ROLLBACK_PAUSE = 2_000;
/** How often a Delete, or the continuation of a rollback, is attempted. */
const ATTEMPTS = 3;

/** The outermost stack of the nested ones. */
const ROOT = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/Root/1234';

interface Deployed {
  physicalId: string;
  resource: Resource;
  status: string;
}

/** The plan of an operation. */
export interface Plan {
  /**
   * When another resource fails, or the user cancels, in milliseconds since the beginning. It may be in another stack of the same nesting,
   * which waits for this one.
   */
  readonly failsAfter?: number;
  /** Whether successful resources stay when another one fails. */
  readonly keepsOnFailure?: boolean;
  readonly onRollback: () => void;
  /** How the nth event of the operation is delivered. */
  readonly delivery: (nth: number) => Delivery;
}

/** How a stack is created, named and rolled back. */
export interface Traits {
  /** Whether CloudFormation shows the template that failed while the stack rolls back. */
  readonly showsFailed: boolean;
  readonly naming: Naming;
  /** Whether it is part of another stack. */
  readonly isNested: boolean;
}

export type Outcome = 'done' | 'rolled back' | 'failed' | 'stuck';

/** A stack, and its operations as CloudFormation runs them. */
export class SimulatedStack implements Describable {
  readonly changes: StatusChange[] = [];
  operationBegan = 0;
  inForce: Resources = {};
  readonly events: EventRecord[] = [];
  private readonly deployed = new Map<string, Deployed>();
  private operation!: OperationRecord;
  private plan!: Plan;
  private nth = 0;
  private readonly waiting = new Map<EventRecord, () => void>();
  private failed?: Resources;
  private rootStatus = 'UPDATE_COMPLETE';

  constructor(
    readonly stackId: string, private readonly clock: Clock, private readonly lambda: SimulatedLambda, private readonly random: Random,
    private readonly traits: Traits,
  ) {}

  get status(): string {
    return this.changes.filter(({ logicalId }) => logicalId === undefined).at(-1)?.status ?? '';
  }

  set status(status: string) {
    this.changes.push({ at: this.clock.now(), status });
  }

  get root() {
    return this.traits.isNested ? { stackId: ROOT, status: this.rootStatus } : undefined;
  }

  get exists(): boolean {
    return !['', 'DELETE_COMPLETE', 'ROLLBACK_COMPLETE'].includes(this.status);
  }

  get template(): object {
    return stackTemplateOf(this.shown, this.traits.naming);
  }

  get parameters() {
    return parametersOf(this.shown, this.traits.naming);
  }

  private get shown(): Resources {
    const rollsBack = /ROLLBACK.*_IN_PROGRESS$/.test(this.status);
    return rollsBack && this.traits.showsFailed && this.failed || this.inForce;
  }

  get resources() {
    return [...this.deployed].map(([logicalId, { physicalId, status }]) => ({ logicalId, physicalId, type: RESOURCE_TYPE, status }));
  }

  /** What its resources declare, according to CloudFormation. */
  get declared(): Resources {
    const there = [...this.deployed].filter(([, { status }]) => !status.startsWith('CREATE_FAILED'));
    return Object.fromEntries(there.map(([logicalId, { resource }]) => [logicalId, resource]));
  }

  /** Takes an answer of the function. Only the first counts. */
  receive(body: string, run: RunRecord): Answer {
    const { Status: status, PhysicalResourceId: physicalId, Reason: reason = '' } = JSON.parse(body);
    const answer: Answer = { at: this.clock.now(), body, status, physicalId, reason, run };
    run.event.answers.push(answer);
    this.waiting.get(run.event)?.();
    return answer;
  }

  async deploy(after: Resources, asked: Plan): Promise<{ outcome: Outcome; operation: OperationRecord }> {
    const isFirst = !this.exists;
    // A stack whose last operation failed and kept what succeeded has no state to return to.
    const plan = { ...asked, keepsOnFailure: asked.keepsOnFailure || this.status.endsWith('_FAILED') };
    const operation = this.begin(isFirst ? 'create' : 'update', plan);
    const before = this.inForce;
    const old = new Map([...this.deployed].map(([logicalId, one]) => [logicalId, { ...one }]));
    this.inForce = after;
    const changed = Object.keys(after).filter(logicalId => JSON.stringify(after[logicalId]) !== JSON.stringify(old.get(logicalId)?.resource)
      || old.get(logicalId)!.status.endsWith('FAILED'));

    const failed = await this.goForward(changed, after, old, plan);
    if (!failed) {
      this.status = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
      const clean = await this.cleanUp(old, after);
      this.status = isFirst ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE';
      return { outcome: clean ? 'done' : 'stuck', operation };
    }
    if (plan.keepsOnFailure) {
      this.status = isFirst ? 'CREATE_FAILED' : 'UPDATE_FAILED';
      return { outcome: 'failed', operation };
    }
    operation.rollbackBegan = this.clock.now();
    this.rootStatus = this.rootStatus === 'CREATE_IN_PROGRESS' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    plan.onRollback();
    this.abandon(operation);
    const clean = isFirst ? await this.takeAllBack() : await this.rollBack(before, old);
    return { outcome: clean ? 'rolled back' : 'stuck', operation };
  }

  async destroy(plan: Plan): Promise<{ outcome: Outcome; operation: OperationRecord }> {
    const operation = this.begin('delete', plan);
    this.status = 'DELETE_IN_PROGRESS';
    // The outermost stack is deleted, or only this part of it.
    this.rootStatus = this.isNestedAnd(0.5) ? 'DELETE_IN_PROGRESS' : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
    const all = await Promise.all([...this.deployed].map(async ([logicalId, { resource, physicalId }]) =>
      this.delete(logicalId, resource, physicalId, 'forward')));
    this.vanish();
    return { outcome: all.every(Boolean) ? 'done' : 'stuck', operation };
  }

  private begin(kind: OperationKind, plan: Plan): OperationRecord {
    this.operationBegan = this.clock.now();
    this.failed = undefined;
    const changeBegan = kind === 'delete' ? this.operation.changeBegan : this.operationBegan;
    this.operation = { stackId: this.stackId, kind, began: this.operationBegan, changeBegan };
    this.plan = plan;
    this.nth = 0;
    if (kind !== 'delete') this.status = `${kind.toUpperCase()}_IN_PROGRESS`;
    this.rootStatus = kind === 'create' && this.isNestedAnd(0.5) ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    return this.operation;
  }

  /** Creates and updates all resources at once. Ends with the first failure, or waits for the others if successful resources stay. */
  private async goForward(
    changed: readonly string[], after: Resources, old: ReadonlyMap<string, Deployed>, { failsAfter, keepsOnFailure }: Plan,
  ): Promise<boolean> {
    let over = false;
    let failed = false;
    let fail = () => {};
    const failure = new Promise<void>(resolve => { fail = () => { failed = true; resolve(); }; });
    const work = changed.map(async logicalId => {
      await this.clock.sleep(2_000 + 3_000 * this.random());
      if (over) return;
      const ofBefore = old.get(logicalId);
      const before = ofBefore?.status.startsWith('CREATE_FAILED') ? undefined : ofBefore;
      // A resource that could not be created, and was kept, is deleted before it is created again.
      if (ofBefore && !before) await this.delete(logicalId, ofBefore.resource, ofBefore.physicalId, 'forward');
      if (over) return;
      const event = before
        ? this.event('Update', logicalId, after[logicalId], 'forward', before.physicalId, before.resource)
        : this.event('Create', logicalId, after[logicalId], 'forward');
      this.deployed.set(logicalId, { resource: before?.resource ?? after[logicalId], physicalId: before?.physicalId ?? '', status: `${event.type.toUpperCase()}_IN_PROGRESS` });
      const answer = await this.send(event);
      if (over) return;
      const succeeded = answer?.status === 'SUCCESS';
      this.deployed.set(logicalId, {
        resource: succeeded || !before ? after[logicalId] : before.resource,
        physicalId: (succeeded || !before ? answer?.physicalId : before.physicalId) ?? madeUpId(event),
        status: `${event.type.toUpperCase()}_${succeeded ? 'COMPLETE' : 'FAILED'}`,
      });
      if (!succeeded) fail();
    });
    const ended = Promise.all(work);
    if (failsAfter === undefined) await Promise.race([ended, failure]);
    else await Promise.race([failure, this.clock.sleep(failsAfter).then(fail)]);
    if (failed && keepsOnFailure) await ended;
    over = true;
    return failed;
  }

  private async rollBack(before: Resources, old: ReadonlyMap<string, Deployed>): Promise<boolean> {
    const current = new Map(this.deployed);
    const begun = new Map(this.begunEvents().map(event => [event.logicalId, event]));
    this.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    this.failed = this.inForce;
    this.inForce = before;
    const replaced: Array<[string, Resource, string]> = [];
    const back = await Promise.all([...begun].filter(([logicalId]) => old.has(logicalId)).map(async ([logicalId, event]) => {
      const { resource, physicalId } = old.get(logicalId)!;
      const now = current.get(logicalId)!.physicalId;
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        await this.clock.sleep(ROLLBACK_PAUSE * this.random());
        const answer = await this.send(this.event('Update', logicalId, resource, 'back', now, event.resource));
        this.deployed.set(logicalId, { resource, physicalId, status: 'UPDATE_COMPLETE' });
        if (answer?.status !== 'SUCCESS') continue;
        if (answer.physicalId !== now) replaced.push([logicalId, event.resource, now]);
        return true;
      }
      return false;
    }));
    this.status = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
    const added = [...begun].filter(([logicalId]) => !old.has(logicalId));
    const gone = await Promise.all([
      ...added.map(async ([logicalId, event]) => {
        const result = await this.delete(logicalId, event.resource, current.get(logicalId)?.physicalId || madeUpId(event), 'back');
        this.deployed.delete(logicalId);
        return result;
      }),
      ...replaced.map(async ([logicalId, resource, physicalId]) => this.delete(logicalId, resource, physicalId, 'back')),
    ]);
    this.status = 'UPDATE_ROLLBACK_COMPLETE';
    return [...back, ...gone].every(Boolean);
  }

  private async takeAllBack(): Promise<boolean> {
    // A nested stack that the failed deployment created is deleted. If the failure was its own, it may roll back first.
    this.status = this.isNestedAnd(0.7) ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    const gone = await Promise.all(this.begunEvents().map(async event =>
      this.delete(event.logicalId, event.resource, this.deployed.get(event.logicalId)?.physicalId || madeUpId(event), 'back')));
    this.vanish();
    return gone.every(Boolean);
  }

  /** After a success: deletes resources that were removed from the stack's template, and those that were replaced. */
  private async cleanUp(old: ReadonlyMap<string, Deployed>, after: Resources): Promise<boolean> {
    const gone = [...old].filter(([logicalId, { physicalId }]) => !after[logicalId] || this.deployed.get(logicalId)!.physicalId !== physicalId);
    const results = await Promise.all(gone.map(async ([logicalId, { resource, physicalId }]) => {
      const { policies } = after[logicalId] ?? resource;
      const result = await this.delete(logicalId, { ...resource, policies }, physicalId, 'forward');
      if (!after[logicalId]) this.deployed.delete(logicalId);
      return result;
    }));
    return results.every(Boolean);
  }

  private async delete(logicalId: string, resource: Resource, physicalId: string, direction: EventRecord['direction']): Promise<boolean> {
    // Its DeletionPolicy or UpdateReplacePolicy.
    if (resource.policies.removed === 'RETAIN') return true;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (direction === 'back') await this.clock.sleep(ROLLBACK_PAUSE * this.random());
      const answer = await this.send(this.event('Delete', logicalId, resource, direction, physicalId));
      if (answer?.status === 'SUCCESS') return true;
    }
    return false;
  }

  private event(
    type: EventRecord['type'], logicalId: string, resource: Resource, direction: EventRecord['direction'], physicalId?: string, former?: Resource,
  ): EventRecord {
    const event: EventRecord = {
      requestId: `request-${logicalId}-${this.events.length}`,
      stackId: this.stackId,
      operation: this.operation,
      logicalId,
      type,
      direction,
      physicalId,
      resource,
      declaration: declarationOf(logicalId, resource),
      former,
      formerDeclaration: former && declarationOf(logicalId, former),
      sentAt: this.clock.now(),
      answers: [],
      runs: [],
    };
    this.events.push(event);
    return event;
  }

  private async send(event: EventRecord): Promise<Answer | undefined> {
    this.changes.push({ at: event.sentAt, logicalId: event.logicalId, status: `${event.type.toUpperCase()}_IN_PROGRESS` });
    this.lambda.invoke(event, this.plan.delivery(this.nth++));
    const over = new AbortController();
    const arrived = new Promise<void>(resolve => this.waiting.set(event, resolve));
    await Promise.race([arrived, this.clock.sleep(PATIENCE, over.signal)]);
    over.abort();
    this.waiting.delete(event);
    event.abandonedAt ??= this.clock.now();
    return event.answers[0];
  }

  private abandon(operation: OperationRecord): void {
    for (const event of this.events) if (event.operation === operation) event.abandonedAt ??= this.clock.now();
  }

  private begunEvents(): EventRecord[] {
    return this.events.filter(({ operation, direction, type }) => operation === this.operation && direction === 'forward' && type !== 'Delete');
  }

  private isNestedAnd(probability: number): boolean {
    return this.traits.isNested && this.random() < probability;
  }

  private vanish(): void {
    this.deployed.clear();
    this.inForce = {};
    this.status = this.status.startsWith('DELETE') ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE';
  }
}

/** The id that CloudFormation generates for a resource whose Create was not answered. */
function madeUpId({ logicalId, requestId }: EventRecord): string {
  return `stack-${logicalId}-${requestId.toUpperCase()}`;
}
