import { Provider, ResourceRequest } from '../resources/provider';
import { ResourceState, StackState, StateStore } from '../state/state';
import { attributeOf } from '../template/attributes';
import { Scope } from '../template/intrinsics';
import { isCustomResource, Properties, Template, TemplateError } from '../template/template';

/** A stack event, as DescribeStackEvents returns it. */
export interface StackEvent {
  readonly timestamp: Date;
  readonly stackName: string;
  readonly logicalId: string;
  /** The construct's path. Absent for the stack itself, and if the assembly does not contain it. */
  readonly path?: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** CloudFormation keeps events for 90 days. Here, the newest are enough. */
const MAX_EVENTS = 1_000;

export interface OperationOptions {
  readonly store: StateStore;
  readonly providerOf: (type: string) => Provider;
  readonly onEvent: (event: StackEvent) => void;
  readonly now: () => number;
  readonly rollbackMovesLastUpdatedTime: boolean;
}

/** An operation on one stack. It reports every change of a status to the state and to the event listener. */
export class StackOperation {
  /** The events of this operation with a `_FAILED` status. */
  public readonly failures: StackEvent[] = [];

  public constructor(public readonly stack: StackState, private readonly options: OperationOptions) {}

  public setStatus(status: string, reason?: string): void {
    this.stack.status = status;
    this.stack.statusReason = reason;
    this.setTimes(status);
    this.emit({ logicalId: this.stack.stackName, physicalId: this.stack.stackId, type: 'AWS::CloudFormation::Stack', status, reason });
  }

  /** Stores the current state of a resource, and announces its status. */
  public record(resource: Omit<ResourceState, 'timestamp'>): void {
    this.stack.resources[resource.logicalId] = { ...resource, timestamp: this.options.now() };
    this.announce(resource, resource.status, resource.statusReason);
  }

  public forget(logicalId: string): void {
    delete this.stack.resources[logicalId];
    this.options.store.save(this.stack);
  }

  /** Emits an event for a resource without changing the state. */
  public announce({ logicalId, path, physicalId, type }: Pick<ResourceState, 'logicalId' | 'path' | 'physicalId' | 'type'>, status: string, reason?: string): void {
    this.emit({ logicalId, path, physicalId, type, status, reason });
  }

  public providerOf(type: string): Provider {
    return this.options.providerOf(type);
  }

  public request(logicalId: string, type: string, properties: Properties): ResourceRequest {
    const { stackName, stackId, env } = this.stack;
    return { stackName, stackId, env, logicalId, type, properties };
  }

  public scope(template: Template): Scope {
    const { stackName, stackId, env } = this.stack;
    return {
      template,
      stackName,
      stackId,
      env,
      ref: logicalId => this.resource(logicalId).physicalId,
      getAtt: (logicalId, attribute) => attributeValue(this.stack, this.resource(logicalId), attribute),
      importValue: name => exportedValue(this.options.store.all(), name),
    };
  }

  private resource(logicalId: string): ResourceState {
    const resource = this.stack.resources[logicalId];
    if (!resource) throw new TemplateError(`Unresolved resource dependencies [${logicalId}] in the Resources block of the template`);
    return resource;
  }

  /**
   * Observed: the rollback of a creation sets the stack's DeletionTime (describe-stacks of stacks in ROLLBACK_COMPLETE).
   * Assumed: LastUpdatedTime is when the update began, and its rollback does not change it.
   */
  private setTimes(status: string): void {
    const now = this.options.now();
    if (status === 'UPDATE_IN_PROGRESS') this.stack.lastUpdatedTime = now;
    if (status === 'UPDATE_ROLLBACK_IN_PROGRESS' && this.options.rollbackMovesLastUpdatedTime) this.stack.lastUpdatedTime = now;
    if (status === 'DELETE_IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS') this.stack.deletionTime = now;
  }

  private emit(event: Omit<StackEvent, 'timestamp' | 'stackName'>): void {
    const timestamp = this.options.now();
    const { path: _, ...stored } = event;
    this.stack.events = [...this.stack.events ?? [], { timestamp, ...stored }].slice(-MAX_EVENTS);
    this.options.store.save(this.stack);
    const stackEvent = { timestamp: new Date(timestamp), stackName: this.stack.stackName, ...event };
    if (event.status.endsWith('_FAILED')) this.failures.push(stackEvent);
    this.options.onEvent(stackEvent);
  }
}

/** @throws TemplateError with CloudFormation's message if the Data in a custom resource's response had no such key */
export function attributeValue(stack: StackState, resource: ResourceState, attribute: string): unknown {
  const { type, logicalId, physicalId, attributes, requestId } = resource;
  if (attribute in attributes) return attributes[attribute];
  if (!isCustomResource(type)) return attributeOf(type, logicalId, physicalId!, attribute, stack.env);
  throw new TemplateError(
    `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object ${stack.stackId}|${logicalId}|${requestId}`);
}

export function exportedValue(stacks: readonly StackState[], name: string): string {
  const stack = stacks.find(({ exports }) => name in exports);
  if (!stack) throw new TemplateError(`No export named ${name} found.`);
  return stack.exports[name];
}
