import { Change, changesBetween } from './changes';
import { Declaration, parseDeclaration } from './declaration';
import { MalformedPropertiesError } from './errors';
import { keeperOf, Parting } from './keeper';
import { AssetSource, Log, StackState } from './ports';
import { remove } from './remove';
import { run, RunContext } from './run';
import { Scratches } from './scratches';
import { Clock } from '../pacing/clock';

/** What a request says, as far as reconciling needs it. */
export interface ReconcileRequest {
  readonly stackId: string;
  readonly logicalResourceId: string;
  readonly requestId: string;
  readonly physicalResourceId?: string;
  readonly properties: unknown;
  readonly oldProperties?: unknown;
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
  readonly stack: (stackId: string, deadline: () => number) => StackState;
}

/** A set's physical id: no template's name, since names hold no slash. */
const SET_ID = 'email-template-set/';

/** Creates, updates and deletes the templates of a custom resource; each answers with the resource's physical id. */
export class EmailTemplatesLifecycle {
  constructor(private readonly dependencies: ReconcileDependencies) {}

  async create(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    await run(changesBetween(declared), this.context(declared, request));
    return declared.identity === 'TemplateName'
      ? declared.templates[0].name
      : `${SET_ID}${request.logicalResourceId}/${request.requestId}`;
  }

  async update(request: ReconcileRequest): Promise<string> {
    const declared = parseDeclaration(request.properties);
    const context = this.context(declared, request);
    // Asked when it first matters, and then settled: a rollback that begins later is another event's.
    let answer: Promise<boolean> | undefined;
    const partOfRollback = () => answer ??= context.stack.rollingBack();
    const previous = await this.previous(request, partOfRollback);
    const changes = previous ? changesBetween(declared, previous) : [];
    const dropped = changes.filter(change => !change.declared);
    const toDelete = dropped.length === 0 || await this.keeps(dropped, declared, partOfRollback)
      ? [] : await this.withoutKeeper(dropped, 'dropped', request, context.stack);
    const leftBehind = underScratchNames(changes, previous);
    await run([...changes.filter(change => change.declared), ...toDelete], {
      ...context, partOfRollback, leftBehind: leftBehind.length > 0 && await partOfRollback() ? leftBehind : [],
    });
    return declared.identity === 'TemplateName' ? declared.templates[0].name : request.physicalResourceId!;
  }

  /** `ofFailedCreate`: the Create failed, and not all that it had done could be undone then. */
  async delete(request: ReconcileRequest, ofFailedCreate: boolean): Promise<void> {
    const declared = parseDeclaration(request.properties);
    // CloudFormation makes an id up when a Create never answered; then it is not known what that Create had done.
    const known = declared.identity === 'TemplateName'
      ? request.physicalResourceId === declared.templates[0].name
      : request.physicalResourceId?.startsWith(SET_ID);
    const { stack, storeUntil, ...rest } = this.dependencies;
    const { deadline } = request;
    const store = storeUntil(() => deadline);
    const onlyAsDeclared = ofFailedCreate || !known;
    const templates = await this.withoutKeeper(declared.templates, 'deleted', request, stack(request.stackId, () => deadline));
    const sweeping = new Scratches({ ...rest, storeUntil, owner: request }, () => deadline)
      .sweep(onlyAsDeclared ? underScratchNames(changesBetween(declared), declared) : []);
    await remove(templates, { ...rest, deadline, store, onlyAsDeclared }).finally(async () => sweeping);
  }

  /** Whether what is no longer declared is left to itself; or, of a single, to CloudFormation. */
  private async keeps(dropped: readonly Change[], { identity, removed }: Declaration, partOfRollback: () => Promise<boolean>): Promise<boolean> {
    if (removed === 'DELETE') return false;
    if (removed === 'RETAIN_EXCEPT_ON_CREATE' && await partOfRollback()) return false;
    if (identity === 'Set') dropped.forEach(({ name }) => this.dependencies.log({ message: 'is no longer declared, and kept', template: name }));
    return true;
  }

  /**
   * Of the templates that the resource lets go of, those that no other resource of the stack has by now: one that moved
   * to a set, or out of it, was taken over there, and is left alone.
   */
  private async withoutKeeper<T extends { readonly name: string }>(
    templates: readonly T[], parting: Parting, request: ReconcileRequest, stack: StackState,
  ): Promise<T[]> {
    if (templates.length === 0) return [];
    const stackTemplate = await stack.template();
    return templates.filter(({ name }) => {
      const keeper = keeperOf(name, request.logicalResourceId, parting, stackTemplate);
      const owner = keeper === request.logicalResourceId ? 'still this resource\'s by the stack\'s template' : `${keeper}'s now`;
      if (keeper) this.dependencies.log({ message: `is ${owner}, left alone`, template: name });
      return !keeper;
    });
  }

  /**
   * What the resource was declared as before. Undefined where a rollback leaves a declaration that was refused as
   * malformed (a name that a parameter made invalid): nothing was done for it, and the rollback must not fail on it.
   */
  private async previous(request: ReconcileRequest, partOfRollback: () => Promise<boolean>): Promise<Declaration | undefined> {
    try {
      return parseDeclaration(request.oldProperties);
    } catch (error) {
      if (error instanceof MalformedPropertiesError && await partOfRollback()) return undefined;
      throw error;
    }
  }

  private context(declared: Declaration, request: ReconcileRequest) {
    const { asset, stack, ...rest } = this.dependencies;
    const { deadline } = request;
    return {
      ...rest,
      asset: asset(declared.asset, () => deadline),
      stack: stack(request.stackId, () => deadline),
      policies: declared.policies,
      owner: request,
      deadline,
    };
  }
}

/**
 * Of the templates that were to change, those that were verified under scratch names: what was there before, since it was
 * deployed before or could be adopted.
 *
 * @param written the declaration whose run may have been killed: of an update that is rolled back, or of a Create that failed
 */
function underScratchNames(changes: readonly Change[], written: Declaration | undefined): string[] {
  const verified = new Set(written?.templates.filter(({ sampleData }) => sampleData !== undefined).map(({ name }) => name));
  const adopts = written?.policies.conflict === 'ADOPT';
  // A change of a rollback leads away from what was written: where it leads to something, that was there before.
  return changes.filter(({ name, declared, previous }) => verified.has(name) && (adopts || (declared && previous))).map(({ name }) => name);
}
