import { FakeStore, Stores } from './fake-store';
import { declare } from './properties';
import { VirtualClock } from './virtual-clock';
import { Lanes } from '../../lambda/pacing/lane';
import { retry } from '../../lambda/pacing/retry';
import { EmailTemplatesLifecycle, ReconcileRequest } from '../../lambda/reconcile/lifecycle';
import { StackEvent, StackResource } from '../../lambda/reconcile/ports';
import { EmailTemplatesProperties, RESOURCE_TYPE, TemplateAsset } from '../../src/contract/contract';

export type Declared = ReturnType<typeof declare>;

type Question = 'describe' | 'template' | 'resources' | 'history';

export interface WorldOptions extends NonNullable<ConstructorParameters<typeof FakeStore>[1]> {
  readonly rollingBack?: boolean | (() => boolean);
  /** The stack's status. @default - in progress, forward or in a rollback, according to `rollingBack` */
  readonly status?: string | (() => string);
  /** The status of the outermost stack if this one is nested, or that it cannot be described. */
  readonly rootStatus?: string;
  /** When the stack's operation began, on the clock. @default - at its start */
  readonly operationBegan?: () => number;
  /** The status changes, newest first. @default - the operation began, and the stack got its status when it is first asked for, or an event sent */
  readonly history?: readonly StackEvent[];
  readonly parameters?: Record<string, string>;
  readonly resources?: StackResource[] | (() => StackResource[]);
  /** The stack's template. @default - what the last event declares */
  readonly stackTemplate?: object | (() => object);
  /** The calls that CloudFormation does not answer. */
  readonly denied?: readonly Question[];
  /** How long an event may take, in milliseconds. */
  readonly deadline?: number;
  /** The pace in calls of each operation per second. @default - calls are not paced */
  readonly callsPerSecond?: number;
}

/** A lifecycle with a fake store, a virtual clock and all assets. */
export function world(options: WorldOptions = {}) {
  const clock = new VirtualClock();
  const store = new FakeStore(clock, options);
  const log: Array<Record<string, unknown>> = [];
  const assets = new Map<string, Record<string, TemplateAsset>>();
  const paced = options.callsPerSecond === undefined ? undefined : pacer(clock, options.callsPerSecond);
  let process = (alive: Stores): Stores => alive;
  let described = 0;
  const questions: string[] = [];
  let inForce: Record<string, object> = {};
  const storesUntil = (deadline: () => number, beforeWrite?: () => Promise<void>) => {
    const stores = process(store.withBeforeWrite(beforeWrite));
    return paced ? paced(stores, deadline) : stores;
  };
  const lifecycle = new EmailTemplatesLifecycle({
    clock,
    interval: 1_000 / (options.callsPerSecond ?? 1),
    log: entry => log.push(entry),
    storeUntil: storesUntil,
    tagsUntil: storesUntil,
    asset: ({ key }) => ({
      template: async templateKey => {
        const asset = assets.get(key);
        if (!asset) throw new Error(`no asset ${key}`);
        return asset[templateKey];
      },
    }),
    stack: () => ({
      describe: async stackId => {
        if (stackId === 'arn:root') {
          if (options.rootStatus === 'denied') throw new Error('access denied');
          return { status: options.rootStatus!, parameters: {} };
        }
        described++;
        answer('describe');
        return {
          status: status(),
          rootId: options.rootStatus && 'arn:root',
          parameters: options.parameters ?? {},
        };
      },
      template: async () => {
        answer('template');
        return valueOf(options.stackTemplate) ?? { Resources: inForce };
      },
      resources: async () => {
        answer('resources');
        return valueOf(options.resources) ?? [];
      },
      history: async function* () {
        answer('history');
        yield* options.history ?? [...seen].reverse();
        yield { at: new Date(options.operationBegan?.() ?? 0), status: 'UPDATE_IN_PROGRESS' };
      },
    }),
  });
  const seen: StackEvent[] = [];
  const status = () => {
    const now = valueOf(options.status) ?? (valueOf(options.rollingBack) ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
    if (seen.at(-1)?.status !== now) seen.push({ at: new Date(clock.now()), status: now });
    return now;
  };
  const answer = (question: Question) => {
    questions.push(question);
    if (options.denied?.includes(question)) throw new Error(`CloudFormation does not answer: ${question}`);
  };
  const request = (
    declared: Declared, previous?: Declared, physicalResourceId?: string, logicalResourceId = 'Mails', event: Partial<ReconcileRequest> = {},
  ): ReconcileRequest => {
    status();
    inForce = { [logicalResourceId]: { Type: RESOURCE_TYPE, Properties: declared.properties } };
    for (const { properties, asset } of previous ? [declared, previous] : [declared]) assets.set(properties.AssetKey, asset);
    return {
      stackId: 'arn:stack',
      logicalResourceId,
      requestId: 'request-1',
      physicalResourceId,
      properties: declared.properties,
      oldProperties: previous?.properties,
      sentAt: new Date(clock.now()),
      arrivedAt: new Date(clock.now()),
      deadline: clock.now() + (options.deadline ?? 600_000),
      ...event,
    };
  };
  return {
    store,
    log,
    clock,
    /** Sends events without running the clock. */
    lifecycle,
    request,
    get described() { return described; },
    /** The calls to CloudFormation. */
    questions,
    create: (declared: Declared) => clock.run(lifecycle.create(request(declared))),
    update: (declared: Declared, previous: Declared, id = 'welcome') => clock.run(lifecycle.update(request(declared, previous, id))),
    delete: (declared: Declared, id = 'welcome', ofFailedCreate = false) => clock.run(lifecycle.delete(request(declared, undefined, id), ofFailedCreate)),
    /** Kills an event's process at its n-th call, before or after that takes effect. Returns whether the process got that far. */
    kill: async (nth: number, when: 'before' | 'after', event: () => Promise<unknown>): Promise<'killed' | 'ended'> => {
      let killed = () => {};
      const death = new Promise<'killed'>(resolve => { killed = () => resolve('killed'); });
      let calls = 0;
      process = alive => everyCall(alive, async call => {
        const number = ++calls;
        if (number < nth) return call();
        if (number === nth && when === 'after') await call();
        killed();
        return new Promise<never>(() => {});
      });
      const outcome = clock.run(Promise.race([event().then(() => 'ended' as const, () => 'ended' as const), death]));
      return outcome.finally(() => { process = alive => alive; });
    },
  };
}

export const single = (content: TemplateAsset, options?: Partial<EmailTemplatesProperties>, name = 'welcome') => declare({ [name]: content }, options);
export const set = (contents: Record<string, TemplateAsset>, options?: Partial<EmailTemplatesProperties>) =>
  declare(contents, { Identity: 'Set', ...options });
export const failure = async (promise: Promise<unknown>) => promise.then(() => { throw new Error('it succeeded'); }, (error: Error) => error);

/** Sends calls through lanes, as in the function. */
function pacer(clock: VirtualClock, callsPerSecond: number) {
  const lanes = new Lanes<keyof Stores>(clock, callsPerSecond);
  return (store: Stores, deadline: () => number): Stores => everyCall(store, async (call, operation, name) =>
    retry({ what: `${operation} of '${name}'`, lane: lanes.of(operation), send: call }, {
      clock, deadline, classify: () => 'final', permissionsBy: 0, backoff: { throttled: () => 0, denied: () => 0, unanswered: () => 0 },
    }));
}

type Around = <T>(call: () => Promise<T>, operation: keyof Stores, name: string) => Promise<T>;

function everyCall(store: Stores, around: Around): Stores {
  return {
    get: async name => around(async () => store.get(name), 'get', name),
    create: async template => around(async () => store.create(template), 'create', template.name),
    update: async template => around(async () => store.update(template), 'update', template.name),
    delete: async name => around(async () => store.delete(name), 'delete', name),
    testRender: async (name, data) => around(async () => store.testRender(name, data), 'testRender', name),
    listTags: async name => around(async () => store.listTags(name), 'listTags', name),
    setTags: async (name, tags) => around(async () => store.setTags(name, tags), 'setTags', name),
    removeTags: async (name, keys) => around(async () => store.removeTags(name, keys), 'removeTags', name),
    list: async nextToken => around(async () => store.list(nextToken), 'list', ''),
  };
}

function valueOf<T>(value: T | (() => T) | undefined): T | undefined {
  return typeof value === 'function' ? (value as () => T)() : value;
}
