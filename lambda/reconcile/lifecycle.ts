import { Change, changesBetween } from './changes';
import { CreationTimes } from './creation-times';
import { Declaration, parseDeclaration, parseFormerDeclaration } from './declaration';
import { AssetSource, Log, StackDescriber, StackDescription } from './ports';
import { reasonOf } from './reason';
import { remove } from './remove';
import { isBeingDeleted, isRollingBack, RollbackGuard } from './rollback-guard';
import { Run, RunContext } from './run';
import { Scratches } from './scratches';
import { sendingOf } from './stack-history';
import { ownerOf, Release, StackView, viewStack } from './stack-owners';
import { TemplateOrigins } from './template-origins';
import { Clock } from '../pacing/clock';

/** The part of a request that reconciling needs. */
export interface ReconcileRequest {
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly requestId: string;
  readonly physicalResourceId?: string;
  readonly properties: unknown;
  readonly oldProperties?: unknown;
  /** When CloudFormation sent the event, to the second. Absent if unknown. */
  readonly sentAt?: Date;
  /** When the event arrived. */
  readonly arrivedAt: Date;
  /** How long the event was under way, in milliseconds. 0 or absent if unknown. */
  readonly waited?: number;
  /** When the response must be ready, in milliseconds on the clock. */
  readonly deadline: number;
}

/** The effects. The functions create them for each request. */
export interface ReconcileDependencies {
  readonly clock: Clock;
  readonly log: Log;
  /** The time between two calls of an operation, in milliseconds. */
  readonly interval: number;
  readonly storeUntil: RunContext['storeUntil'];
  readonly tagsUntil: RunContext['tagsUntil'];
  readonly asset: (location: Declaration['asset'], deadline: () => number) => AssetSource;
  readonly stack: (stackId: string, deadline: () => number) => StackDescriber;
}

/** The prefix of a set's physical id. The slash distinguishes it from template names. */
const SET_ID = 'email-template-set/';

/** How long an event must have waited to count as late, in milliseconds. Lambda usually delivers within a second. */
const LATE = 10_000;

/** How long to retry a question to CloudFormation about the stack, in milliseconds, so that enough time remains for the work. */
const STACK_PATIENCE = 60_000;

/** Creates, updates and deletes the templates of a custom resource. `create` and `update` return its physical id. */
export class EmailTemplatesLifecycle {
  constructor(private readonly dependencies: ReconcileDependencies) {}

  async create(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    const context = this.context(declared, request);
    await new Run(changesBetween(declared), context, new RollbackGuard({ ...context, mayRollBack: false })).execute({ isLate: isLate(request) });
    return declared.identity === 'TemplateName'
      ? declared.templates[0].name
      : `${SET_ID}${request.logicalResourceId}/${request.requestId}`;
  }

  async update(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    const previous = parseFormerDeclaration(request.oldProperties);
    const changes = changesBetween(declared, previous);
    const context = this.context(declared, request);
    const guard = new RollbackGuard({ ...context, mayRollBack: true });
    await new Run(changes, context, guard).execute({
      isLate: isLate(request),
      leftoverScratches: async () => {
        const names = underScratchNames(changes, previous);
        return names.length > 0 && await guard.direction() === 'rollback' ? names : [];
      },
      selectDrops: async dropped => {
        if (await this.keeps(dropped, declared, guard)) return [];
        return this.withoutOtherOwner(dropped, await guard.direction() === 'rollback' ? 'rolled back' : 'dropped', request, context.stack);
      },
    });
    return declared.identity === 'TemplateName' ? declared.templates[0].name : request.physicalResourceId!;
  }

  /** @param ofFailedCreate whether the Create failed and could not undo all its changes */
  async delete(request: ReconcileRequest, ofFailedCreate: boolean): Promise<void> {
    const declared = parseFormerDeclaration(request.properties);
    if (declared.templates.length === 0) return;
    // If a Create never responded, CloudFormation makes up an id, and what that Create did is unknown.
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
      const end = await this.describeEnd(context, isLate(request));
      if (!end) return this.leaveAlone(declared.templates, 'CloudFormation does not show what happens to the stack');
      const release = end.rollsBack ? 'rolled back' : 'deleted';
      const templates = end.stackGoes ? declared.templates : await this.withoutOtherOwner(declared.templates, release, request, context.stack);
      const origins = new TemplateOrigins({ ...context, times: new CreationTimes(store, context) });
      const createdByOperation = async (name: string) => origins.createdByOperation(name);
      await remove(templates, { ...rest, deadline, store, mayDelete: ofThisOperation || end.rollsBack ? createdByOperation : undefined });
    } finally {
      await sweeping;
    }
  }

  /**
   * Whether the whole stack is being deleted, and whether a rollback deletes the resource. A rollback may delete only what
   * the operation created. Undefined if CloudFormation does not answer, or no longer waits for the event.
   */
  private async describeEnd(
    { stack, logicalResourceId, sentAt }: RunContext, late: boolean,
  ): Promise<{ readonly stackGoes: boolean; readonly rollsBack: boolean } | undefined> {
    try {
      const own = await stack.describe();
      if (late && (!own.status.endsWith('_IN_PROGRESS') || (await sendingOf(stack.history(), logicalResourceId, sentAt))?.isOver)) return undefined;
      const stackGoes = isBeingDeleted(own);
      if (isRollingBack(own)) return { stackGoes, rollsBack: true };
      // When the root stack rolls back, nested stacks that the failed deployment created are deleted.
      const root = stackGoes ? await this.describeRoot(own, stack) : undefined;
      return { stackGoes, rollsBack: root !== undefined && isRollingBack(root) };
    } catch (error) {
      this.dependencies.log({ message: 'cannot determine what happens to the stack', reason: reasonOf(error) });
      return undefined;
    }
  }

  private async describeRoot({ rootId }: StackDescription, stack: StackDescriber): Promise<StackDescription | undefined> {
    return rootId === undefined ? undefined : stack.describe(rootId);
  }

  /** Whether dropped templates are kept. For a single template, CloudFormation decides that later. */
  private async keeps(dropped: readonly Change[], { identity, removed }: Declaration, guard: RollbackGuard): Promise<boolean> {
    if (removed === 'DELETE') return false;
    if (removed === 'RETAIN_EXCEPT_ON_CREATE' && await guard.direction() !== 'forward') return false;
    if (identity === 'Set') dropped.forEach(({ name }) => this.dependencies.log({ message: `${name}: no longer declared; kept`, template: name }));
    return true;
  }

  /**
   * Of the templates that the resource releases, returns those that no other resource of the stack owns now. A template that
   * moved into a set, or out of one, has a new owner and is left alone. If the stack cannot be described, all are left alone.
   */
  private async withoutOtherOwner<T extends { readonly name: string }>(
    templates: readonly T[], release: Release, { stackId, logicalResourceId: self }: ReconcileRequest, stack: StackDescriber,
  ): Promise<readonly T[]> {
    let view: StackView;
    try {
      view = await viewStack(stackId, stack);
    } catch (error) {
      this.leaveAlone(templates, `the stack cannot be described: ${reasonOf(error)}`);
      return [];
    }
    return templates.filter(({ name }) => {
      const owner = ownerOf(name, self, release, view);
      const reason = owner === self ? 'still owned by this resource in the stack\'s template' : `now owned by ${owner}`;
      if (owner !== undefined) this.dependencies.log({ message: `${name}: ${reason}; left alone`, template: name });
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
      sentAt: sentAt ?? arrivedAt,
      // If the function fails, Lambda delivers the event again a minute later. The changes of the earlier delivery count, too.
      workSince: isLate(request) ? sentAt ?? arrivedAt : arrivedAt,
      deadline,
      asset: asset(declared.asset, () => deadline),
      stack: {
        describe: asking(async id => describer.describe(id)),
        template: asking(async () => describer.template()),
        resources: asking(async () => describer.resources()),
        history: () => {
          asked = rest.clock.now();
          return describer.history();
        },
      },
      policies: declared.policies,
    };
  }
}

function isLate({ waited = 0 }: ReconcileRequest): boolean {
  return waited >= LATE;
}

/**
 * Returns the changed templates that may have been verified under scratch names: those that existed before the change,
 * because they had been deployed or could be adopted.
 *
 * @param written the declaration whose run may have been killed: that of an update being rolled back, or of a failed Create
 */
function underScratchNames(changes: readonly Change[], written: Declaration): string[] {
  const verified = new Set(written.templates.filter(({ sampleDataFingerprint }) => sampleDataFingerprint !== undefined).map(({ name }) => name));
  const adopts = written.policies.conflict === 'ADOPT';
  // A rollback's changes start from what was written. If they end in a template, that template existed before.
  return changes.filter(({ name, declared, previous }) => verified.has(name) && (adopts || (declared && previous))).map(({ name }) => name);
}
