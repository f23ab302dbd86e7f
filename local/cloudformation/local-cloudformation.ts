import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import * as path from 'node:path';
import { Log } from './functions/function-process';
import { functionOf } from './functions/functions';
import { Invoker } from './functions/invoke';
import { LocalCloudFormationOptions, StackResult } from './options';
import { CallbackServer } from './resources/callback-server';
import { CustomResourceEvent, CustomResources } from './resources/custom-resource';
import { NativeResources, RecordedResources } from './resources/native';
import { diffStack, StackDiff } from './stack/diff';
import { makePlan } from './stack/forward';
import { StackEvent, StackOperation } from './stack/operation';
import { createStack, deleteStack, updateStack } from './stack/stack';
import { describeStack, StackDescription } from './state/description';
import { ObjectStore } from './state/objects';
import { StackState, StateStore } from './state/state';
import { AssemblyStack, readAssembly } from './template/assembly';
import { Environment, environment } from './template/environment';
import { changes } from './template/properties';
import { isCustomResource, TemplateError } from './template/template';

/** The statuses in which an update may start. */
const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];
/** A stack whose creation failed cannot be updated. Like `cdk deploy`, we delete it and create it again. */
const FAILED_CREATION = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];
const SUCCESS = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'DELETE_COMPLETE'];

/** CloudFormation on this machine: deploys cloud assemblies and runs custom resources like CloudFormation. */
export class LocalCloudFormation {
  private readonly store: StateStore;
  private readonly objectStore: ObjectStore;
  private readonly now: () => number;
  private readonly callbacks: CallbackServer;
  private readonly invoker: Invoker;
  private readonly customResources: CustomResources;
  private readonly recordedResources = new RecordedResources();
  private readonly defaults: Environment;
  private readonly busy = new Set<string>();
  private readonly closing = new AbortController();

  public constructor(private readonly options: LocalCloudFormationOptions) {
    setMaxListeners(0, this.closing.signal); // every request in progress listens
    const { timers = {}, delivery = 'once', concurrency = 10, now = Date.now, beforeDelivery, onLog = () => undefined } = options;
    this.now = now;
    this.callbacks = new CallbackServer(now);
    this.defaults = environment(options.region ?? 'us-east-1', options.accountId ?? '123456789012');
    this.store = new StateStore(path.join(options.stateDir, 'stacks'));
    this.objectStore = new ObjectStore(path.join(options.stateDir, 'objects'));
    this.invoker = new Invoker({
      variables: () => ({ AWS_ENDPOINT_URL: options.endpoint(), ...options.environment }),
      functionTimeout: timers.functionTimeout ?? milliseconds,
      retryDelays: timers.retryDelays ?? [60_000, 120_000],
      concurrency,
      closing: this.closing.signal,
    });
    this.customResources = new CustomResources({
      callbacks: this.callbacks,
      invoker: this.invoker,
      functionOf: serviceToken => functionOf(serviceToken, this.store.all(), this.objectStore),
      serviceTimeout: timers.serviceTimeout ?? milliseconds,
      delivery,
      beforeDelivery,
      onLog,
      closing: this.closing.signal,
    });
  }

  /** The current description of a stack, as the API returns it, also during an operation. */
  public readonly stacks = (stackNameOrId: string): StackDescription | undefined => {
    const stack = this.store.find(stackNameOrId);
    return stack && describeStack(stack, this.options.rollbackShowsFailedTemplate);
  };

  /** A published asset, as S3's GetObject returns it. */
  public readonly objects = (bucket: string, key: string): Buffer | undefined => this.objectStore.read(bucket, key);

  /** All stacks, with their resources. */
  public list(): readonly StackState[] {
    return this.store.all();
  }

  /**
   * Deploys the stacks of a cloud assembly, each after its dependencies, until one fails. When the promise settles, neither
   * operations nor functions are running any more.
   *
   * @param stacks names of stacks, which are deployed with their dependencies; by default, all stacks
   * @throws Error if a stack is in a status that allows no deployment; TemplateError if a template cannot be run
   */
  public async deploy(assembly: string, { stacks }: { stacks?: readonly string[] } = {}): Promise<StackResult[]> {
    const results: StackResult[] = [];
    for (const assembled of this.select(assembly, stacks)) {
      const deployed = await this.exclusively(assembled.stackName, () => this.deployStack(assembled));
      results.push(deployed);
      if (!deployed.succeeded) break;
    }
    return results;
  }

  /** Returns what a deployment would change, without changing anything. */
  public async diff(assembly: string, { stacks }: { stacks?: readonly string[] } = {}): Promise<StackDiff[]> {
    return this.select(assembly, stacks).map(assembled => {
      const deployed = this.store.find(assembled.stackName);
      const usable = deployed && !FAILED_CREATION.includes(deployed.status) ? deployed : undefined;
      return diffStack(assembled, usable, this.store.all());
    });
  }

  /**
   * Deletes stacks, dependents first, until one cannot be deleted.
   *
   * @param stackNames names of stacks, which are deleted with their dependents; by default, all stacks
   * @throws Error if there is no such stack
   */
  public async destroy(stackNames?: readonly string[]): Promise<StackResult[]> {
    const results: StackResult[] = [];
    for (const stack of this.dependentsFirst(stackNames)) {
      const destroyed = await this.exclusively(stack.stackName, () => this.destroyStack(stack));
      results.push(destroyed);
      if (!destroyed.succeeded) break;
    }
    return results;
  }

  /** Delivers an event to its function again, as Lambda may at any time. Settles when the function is done with it. */
  public redeliver(event: CustomResourceEvent): Promise<void> {
    return this.customResources.redeliver(event);
  }

  /**
   * Invokes a function of a stack with an event, as a schedule does. Settles when Lambda is done with it.
   *
   * @throws TemplateError when no stack has such a function
   */
  public invoke(functionArn: string, event: unknown, onLog: Log): Promise<void> {
    return this.invoker.invoke(functionOf(functionArn, this.store.all(), this.objectStore), event, onLog);
  }

  /** Ends running functions; operations that wait for them reject. Frees the port. */
  public async close(): Promise<void> {
    this.closing.abort();
    await this.invoker.idle();
    await this.callbacks.close();
  }

  private async deployStack(assembled: AssemblyStack): Promise<StackResult> {
    const { stackName, template, paths, env, dependencies } = assembled;
    const failed = this.store.find(stackName);
    if (failed && FAILED_CREATION.includes(failed.status)) {
      const destroyed = await this.destroyStack(failed);
      if (!destroyed.succeeded) return destroyed;
    }

    const existing = this.store.find(stackName);
    if (existing && !UPDATABLE.includes(existing.status)) {
      throw new Error(`Stack:${existing.stackId} is in ${existing.status} state and can not be updated. Destroy it first.`);
    }
    if (existing && changes(existing.template, template).length === 0) return result(existing, [], false);

    const stack = existing ?? {
      stackName,
      env,
      template,
      dependencies,
      status: 'REVIEW_IN_PROGRESS',
      creationTime: this.now(),
      stackId: `arn:${env.partition}:cloudformation:${env.region}:${env.accountId}:stack/${stackName}/${randomUUID()}`,
      resources: {},
      outputs: {},
      exports: {},
    };
    const operation = this.operation(stack);
    const plan = makePlan(template, paths, operation.scope(template), stack.resources);
    this.objectStore.publish(assembled.assets);
    stack.dependencies = dependencies;
    await (existing ? updateStack(operation, plan) : createStack(operation, plan));
    await this.invoker.idle();
    return result(stack, operation.failures, true);
  }

  private async destroyStack(stack: StackState): Promise<StackResult> {
    const operation = this.operation(stack);
    await deleteStack(operation);
    await this.invoker.idle();
    if (stack.status === 'DELETE_COMPLETE') this.store.remove(stack);
    return result(stack, operation.failures, true);
  }

  private operation(stack: StackState): StackOperation {
    const { onEvent = () => undefined, native = {} } = this.options;
    return new StackOperation(stack, {
      store: this.store,
      onEvent,
      now: this.now,
      rollbackMovesLastUpdatedTime: this.options.rollbackMovesLastUpdatedTime ?? false,
      providerOf: type => isCustomResource(type) ? this.customResources
        : native[type] ? new NativeResources(native[type]) : this.recordedResources,
    });
  }

  private select(assembly: string, names: readonly string[] | undefined): AssemblyStack[] {
    const all = readAssembly(assembly, this.defaults);
    if (!names) return all;
    const selected = new Set<string>();
    const add = (name: string) => {
      const found = all.find(({ stackName }) => stackName === name);
      if (!found) throw new TemplateError(`The assembly has no stack ${name}; it has ${all.map(({ stackName }) => stackName).join(', ')}`);
      found.dependencies.forEach(add);
      selected.add(name);
    };
    names.forEach(add);
    return all.filter(({ stackName }) => selected.has(stackName));
  }

  private dependentsFirst(names: readonly string[] | undefined): StackState[] {
    const all = this.store.all();
    const ordered = new Set<StackState>();
    const add = (name: string) => {
      const stack = this.store.find(name);
      if (!stack) throw new Error(`Stack with id ${name} does not exist`);
      all.filter(({ dependencies }) => dependencies.includes(stack.stackName)).forEach(dependent => add(dependent.stackName));
      ordered.add(stack);
    };
    (names ?? all.map(({ stackName }) => stackName)).forEach(add);
    return [...ordered];
  }

  /** Refuses concurrent operations on one stack, like CloudFormation. */
  private async exclusively<T>(stackName: string, operation: () => Promise<T>): Promise<T> {
    if (this.busy.has(stackName)) throw new Error(`Stack ${stackName} is in ${this.stacks(stackName)?.status} state and can not be updated.`);
    this.busy.add(stackName);
    try {
      return await operation();
    } finally {
      this.busy.delete(stackName);
    }
  }
}

function result({ stackName, stackId, status, statusReason, outputs }: StackState, failures: readonly StackEvent[], changed: boolean): StackResult {
  const succeeded = !changed || SUCCESS.includes(status);
  return { stackName, stackId, status, statusReason, outputs: { ...outputs }, succeeded, changed, failures };
}

function milliseconds(seconds: number): number {
  return seconds * 1_000;
}
