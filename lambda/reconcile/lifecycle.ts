import { Change, changesBetween } from './changes';
import { CreationTimes } from './creation-times';
import { Declaration, isInStackTemplate, parseDeclaration, parseFormerDeclaration, sameFingerprints } from './declaration';
import { AssetSource, Log, StackDescriber, StackDescription } from './ports';
import { reasonOf } from './reason';
import { remove } from './remove';
import { isBeingDeleted, isRollingBack, RollbackGuard } from './rollback-guard';
import { Run, RunContext } from './run';
import { Scratches } from './scratches';
import { at } from './stack-names';
import { ownerOf, Release, StackView, viewStack } from './stack-owners';
import { Clock } from '../pacing/clock';

/** What a request says, as far as reconciling needs it. */
export interface ReconcileRequest {
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly requestId: string;
  readonly physicalResourceId?: string;
  readonly properties: unknown;
  readonly oldProperties?: unknown;
  /** When CloudFormation sent the event, to the second. Absent if the event does not say so. */
  readonly sentAt?: Date;
  /** When the event got here. */
  readonly arrivedAt: Date;
  /** How long the event took to get here, in milliseconds, as far as is known. */
  readonly waited?: number;
  /** When the answer must be ready, in milliseconds on the clock. */
  readonly deadline: number;
}

/** The effects, each made for the request at hand. */
export interface ReconcileDependencies {
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  readonly storeUntil: RunContext['storeUntil'];
  readonly asset: (location: Declaration['asset'], deadline: () => number) => AssetSource;
  readonly stack: (stackId: string, deadline: () => number) => StackDescriber;
}

/** A set's physical id: no template's name, since names hold no slash. */
const SET_ID = 'email-template-set/';

/** From how long a wait on, in milliseconds, an event counts as late. Lambda usually delivers within a second. */
const LATE = 10_000;

/** How long to ask CloudFormation about the stack, in milliseconds: it must not take the time that the work needs. */
const STACK_PATIENCE = 60_000;

/** Creates, updates and deletes the templates of a custom resource; each answers with the resource's physical id. */
export class EmailTemplatesLifecycle {
  constructor(private readonly dependencies: ReconcileDependencies) {}

  async create(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    const context = this.context(declared, request);
    await new Run(changesBetween(declared), context, guardOf(declared, request, context)).execute({ isLate: isLate(request) });
    return declared.identity === 'TemplateName'
      ? declared.templates[0].name
      : `${SET_ID}${request.logicalResourceId}/${request.requestId}`;
  }

  async update(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    const previous = parseFormerDeclaration(request.oldProperties);
    const changes = changesBetween(declared, previous);
    const context = this.context(declared, request);
    const guard = guardOf(declared, request, context);
    await new Run(changes, context, guard).execute({
      isLate: isLate(request),
      directionFirst: sameFingerprints(declared, previous),
      leftoverScratches: async () => {
        const names = underScratchNames(changes, previous);
        return names.length > 0 && await guard.direction() === 'rollback' ? names : [];
      },
      selectDrops: async dropped => await this.keeps(dropped, declared, guard) ? [] : this.withoutOtherOwner(dropped, 'dropped', request, context.stack),
    });
    return declared.identity === 'TemplateName' ? declared.templates[0].name : request.physicalResourceId!;
  }

  /** `ofFailedCreate`: the Create failed, and not all that it had done could be undone then. */
  async delete(request: ReconcileRequest, ofFailedCreate: boolean): Promise<void> {
    const declared = parseFormerDeclaration(request.properties);
    if (declared.templates.length === 0) return;
    // CloudFormation makes an id up when a Create never answered; then it is not known what that Create had done.
    const isKnown = declared.identity === 'TemplateName'
      ? request.physicalResourceId === declared.templates[0].name
      : request.physicalResourceId?.startsWith(SET_ID);
    const ofThisOperation = ofFailedCreate || !isKnown;
    const { storeUntil, ...rest } = this.dependencies;
    const { deadline } = request;
    const store = storeUntil(() => deadline);
    const context = this.context(declared, request);

    const sweeping = new Scratches({ ...rest, storeUntil, owner: request }, () => deadline)
      .sweep(ofThisOperation ? underScratchNames(changesBetween(declared), declared) : []);
    try {
      const end = await this.describeEnd(context.stack, isLate(request));
      if (!end) return this.leaveAlone(declared.templates, 'CloudFormation does not say what happens to the stack');
      const release = end.rollsBack ? 'rolled back' : 'deleted';
      const templates = end.stackGoes ? declared.templates : await this.withoutOtherOwner(declared.templates, release, request, context.stack);
      const times = new CreationTimes(async nextToken => store.list(nextToken), rest.log);
      const createdByOperation = async (name: string) => await times.createdSince(name, end.operationBegan) === true;
      await remove(templates, { ...rest, deadline, store, mayDelete: ofThisOperation || end.rollsBack ? createdByOperation : undefined });
    } finally {
      await sweeping;
    }
  }

  /**
   * Whether the whole stack goes, and whether a rollback deletes the resource: then only what the operation created is
   * its to delete. Undefined if CloudFormation does not answer, or has gone on without the event.
   */
  private async describeEnd(
    stack: StackDescriber, late: boolean,
  ): Promise<{ readonly stackGoes: boolean; readonly rollsBack: boolean; readonly operationBegan?: Date } | undefined> {
    try {
      const own = await stack.describe();
      const { operationBegan } = own;
      if (late && !own.status.endsWith('_IN_PROGRESS')) return undefined;
      const stackGoes = isBeingDeleted(own);
      if (isRollingBack(own)) return { stackGoes, rollsBack: true, operationBegan };
      // A nested stack that a failed deployment had created is deleted when its root rolls back.
      const root = stackGoes ? await this.describeRoot(own, stack) : undefined;
      return { stackGoes, rollsBack: root !== undefined && isRollingBack(root), operationBegan };
    } catch (error) {
      this.dependencies.log({ message: 'cannot find out what happens to the stack', reason: reasonOf(error) });
      return undefined;
    }
  }

  private async describeRoot({ rootId }: StackDescription, stack: StackDescriber): Promise<StackDescription | undefined> {
    return rootId === undefined ? undefined : stack.describe(rootId);
  }

  /** Whether what is no longer declared is kept; or, of a single, left to CloudFormation. */
  private async keeps(dropped: readonly Change[], { identity, removed }: Declaration, guard: RollbackGuard): Promise<boolean> {
    if (removed === 'DELETE') return false;
    if (removed === 'RETAIN_EXCEPT_ON_CREATE' && await guard.direction() !== 'forward') return false;
    if (identity === 'Set') dropped.forEach(({ name }) => this.dependencies.log({ message: `${name}: is no longer declared, and kept`, template: name }));
    return true;
  }

  /**
   * Of the templates that the resource lets go of, those that no other resource of the stack owns now: one that moved
   * to a set, or out of it, was taken over there, and is left alone. If the stack cannot be looked at, all are.
   */
  private async withoutOtherOwner<T extends { readonly name: string }>(
    templates: readonly T[], release: Release, { stackId, logicalResourceId: self }: ReconcileRequest, stack: StackDescriber,
  ): Promise<readonly T[]> {
    let view: StackView;
    try {
      view = await viewStack(stackId, stack);
    } catch (error) {
      this.leaveAlone(templates, `the stack cannot be looked at: ${reasonOf(error)}`);
      return [];
    }
    return templates.filter(({ name }) => {
      const owner = ownerOf(name, self, release, view);
      const reason = owner === self ? 'still this resource\'s in the stack\'s template' : `${owner}'s now`;
      if (owner !== undefined) this.dependencies.log({ message: `${name}: is ${reason}, left alone`, template: name });
      return owner === undefined;
    });
  }

  private leaveAlone(templates: ReadonlyArray<{ readonly name: string }>, reason: string): void {
    templates.forEach(({ name }) => this.dependencies.log({ message: `${name}: left alone`, template: name, reason }));
  }

  private context(declared: Declaration, request: ReconcileRequest): RunContext {
    const { asset, stack, ...rest } = this.dependencies;
    const { deadline, stackId, logicalResourceId, sentAt, arrivedAt } = request;
    let asked = 0;
    const patience = () => Math.min(deadline, asked + STACK_PATIENCE);
    const describer = stack(stackId, patience);
    const asking = <A extends unknown[], T>(ask: (...args: A) => Promise<T>) => async (...args: A): Promise<T> => {
      asked = rest.clock.now();
      return ask(...args);
    };
    return {
      ...rest,
      stackId,
      logicalResourceId,
      // Lambda delivers an event again a minute after the function failed. Then what it did the time before counts too.
      workSince: isLate(request) ? sentAt ?? arrivedAt : arrivedAt,
      deadline,
      asset: asset(declared.asset, () => deadline),
      stack: {
        describe: asking(async id => describer.describe(id)),
        template: asking(async () => describer.template()),
        resources: asking(async () => describer.resources()),
      },
      policies: declared.policies,
    };
  }
}

function guardOf(declared: Declaration, { oldProperties, logicalResourceId }: ReconcileRequest, context: RunContext): RollbackGuard {
  const isInForce = (template: unknown) => isInStackTemplate(declared, at(at(template, 'Resources'), logicalResourceId));
  return new RollbackGuard({ ...context, mayRollBack: oldProperties !== undefined, isInForce });
}

function isLate({ waited = 0 }: ReconcileRequest): boolean {
  return waited >= LATE;
}

/**
 * Of the templates that were to change, those that were verified under scratch names: what was there before, since it was
 * deployed before or could be adopted.
 *
 * @param written the declaration whose run may have been killed: of an update that is rolled back, or of a Create that failed
 */
function underScratchNames(changes: readonly Change[], written: Declaration): string[] {
  const verified = new Set(written.templates.filter(({ sampleDataFingerprint }) => sampleDataFingerprint !== undefined).map(({ name }) => name));
  const adopts = written.policies.conflict === 'ADOPT';
  // A change of a rollback leads away from what was written: where it leads to something, that was there before.
  return changes.filter(({ name, declared, previous }) => verified.has(name) && (adopts || (declared && previous))).map(({ name }) => name);
}
