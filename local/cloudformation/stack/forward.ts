import { setMaxListeners } from 'node:events';
import { StackOperation } from './operation';
import { ResourceFailure } from '../resources/provider';
import { ResourceState } from '../state/state';
import { generatedId } from '../template/attributes';
import { activeResources, dependencyGraph, Graph, walk } from '../template/graph';
import { resolve, Scope } from '../template/intrinsics';
import { changes, stringified } from '../template/properties';
import { isCustomResource, Properties, Template, TemplateError, TemplateResource } from '../template/template';

/** A template with evaluated conditions and a known order of resources. */
export interface Plan {
  readonly template: Template;
  /** The resources whose condition is true. */
  readonly resources: Record<string, TemplateResource>;
  readonly graph: Graph;
  /** Construct paths by logical id. */
  readonly paths: Record<string, string>;
}

/**
 * Checks a template against the deployed resources, before anything is changed.
 *
 * @throws TemplateError
 */
export function makePlan(template: Template, paths: Record<string, string>, scope: Scope, previous: Record<string, ResourceState>): Plan {
  try {
    const resources = activeResources(template, scope);
    checkTypes(resources, previous);
    return { template, resources, graph: dependencyGraph(template, resources), paths };
  } catch (cause) {
    if (cause instanceof TemplateError) throw new TemplateError(`Stack ${scope.stackName}: ${cause.message}`, { cause });
    throw cause;
  }
}

function checkTypes(resources: Record<string, TemplateResource>, previous: Record<string, ResourceState>): void {
  const retyped = Object.keys(resources).filter(logicalId => previous[logicalId] && previous[logicalId].type !== resources[logicalId].Type);
  if (retyped.length > 0) {
    throw new TemplateError('Update of resource type is not permitted. '
      + `The new template modifies resource type of the following resources: [${retyped.join(', ')}]`);
  }
}

/** How far the deployment of a template has progressed. */
export interface Progress {
  readonly failedToCreate: string[];
  readonly failedToUpdate: string[];
  /** The properties of all Updates that were sent, by logical id, whether they succeeded or not. */
  readonly updates: Map<string, Properties>;
  /** Replaced resources, in their state before the replacement. */
  readonly superseded: ResourceState[];
}

/**
 * Creates and updates the resources of a template, each after its dependencies.
 * If one fails, no further operation is started, and those in progress are cancelled.
 */
export async function deployResources(operation: StackOperation, plan: Plan, previous: Record<string, ResourceState>): Promise<Progress> {
  const progress: Progress = { failedToCreate: [], failedToUpdate: [], updates: new Map(), superseded: [] };
  const cancel = new AbortController();
  setMaxListeners(0, cancel.signal); // every resource in progress listens

  await walk(plan.graph, async logicalId => {
    if (cancel.signal.aborted) return false;
    const before: ResourceState | undefined = previous[logicalId];
    const done = before
      ? await update(operation, plan, before, progress, cancel.signal)
      : await create(operation, plan, logicalId, cancel.signal);
    if (!done) {
      (before ? progress.failedToUpdate : progress.failedToCreate).push(logicalId);
      cancel.abort();
    }
    return done;
  });
  return progress;
}

/** The resolved properties of a resource, in the form that its provider receives. */
export function desiredProperties({ Type, Properties: properties = {} }: TemplateResource, scope: Scope): Properties {
  const resolved = resolve(properties, scope) as Properties;
  return isCustomResource(Type) ? stringified(resolved) : resolved;
}

async function create(operation: StackOperation, plan: Plan, logicalId: string, signal: AbortSignal): Promise<boolean> {
  const definition = define(plan, logicalId);
  const { type } = definition;
  let resource: Omit<ResourceState, 'timestamp'> | undefined;
  try {
    const properties = desired(operation, plan, logicalId);
    resource = { ...definition, properties, attributes: {}, status: 'CREATE_IN_PROGRESS' };
    operation.record(resource);
    const outcome = await operation.providerOf(type).create(operation.request(logicalId, type, properties), signal);
    operation.record({ ...resource, ...outcome, status: 'CREATE_COMPLETE' });
    return true;
  } catch (failure) {
    if (resource && failure instanceof ResourceFailure) {
      // If the failure has no id, CloudFormation makes one up and sends the Delete for it
      // (cloudformation-coverage-roadmap#1814, remind101/empire#918, observed).
      const { stackName, stackId } = operation.stack;
      const physicalId = failure.physicalId ?? generatedId(stackName, stackId, logicalId);
      operation.record({ ...resource, physicalId, status: 'CREATE_FAILED', statusReason: failure.message });
    } else if (failure instanceof TemplateError) {
      operation.forget(logicalId);
      operation.announce(definition, 'CREATE_FAILED', failure.message);
    } else {
      throw failure;
    }
    return false;
  }
}

async function update(operation: StackOperation, plan: Plan, previous: ResourceState, progress: Progress, signal: AbortSignal): Promise<boolean> {
  const { logicalId, type } = previous;
  const before = { ...previous, ...define(plan, logicalId) };
  const physicalId = before.physicalId!;
  try {
    const properties = desired(operation, plan, logicalId);
    if (isCustomResource(type) && properties.ServiceToken !== before.properties.ServiceToken) {
      throw new TemplateError('Modifying service token is not allowed.');
    }
    if (changes(before.properties, properties).length === 0) {
      operation.stack.resources[logicalId] = before;
      return true;
    }
    operation.record({ ...before, status: 'UPDATE_IN_PROGRESS', statusReason: undefined });
    progress.updates.set(logicalId, properties);
    const request = operation.request(logicalId, type, properties);
    const outcome = await operation.providerOf(type).update(request, { physicalId, properties: before.properties }, signal);
    supersede(operation, before, outcome.physicalId, progress.superseded);
    operation.record({ ...before, ...outcome, properties, status: 'UPDATE_COMPLETE', statusReason: undefined });
    return true;
  } catch (failure) {
    if (failure instanceof ResourceFailure) {
      // The id in a FAILED response counts, too: if it differs, the resource is considered replaced, and is deleted in the
      // end (aws-cdk#13527, #30012, observed).
      const failedId = failure.physicalId ?? physicalId;
      if (failedId !== physicalId) progress.superseded.push(before);
      operation.record({ ...before, physicalId: failedId, status: 'UPDATE_FAILED', statusReason: failure.message });
    } else if (failure instanceof TemplateError) {
      progress.updates.delete(logicalId);
      operation.record({ ...before, status: 'UPDATE_FAILED', statusReason: failure.message });
    } else {
      throw failure;
    }
    return false;
  }
}

/** Records the old resource as superseded if the physical id changed. */
export function supersede(operation: StackOperation, before: ResourceState, physicalId: string, superseded: ResourceState[]): void {
  if (physicalId === before.physicalId) return;
  superseded.push(before);
  operation.announce({ ...before, physicalId }, 'UPDATE_IN_PROGRESS', 'Requested update required the provider to create a new physical resource');
}

function desired(operation: StackOperation, { template, resources }: Plan, logicalId: string): Properties {
  return desiredProperties(resources[logicalId], operation.scope(template));
}

function define({ resources, graph, paths }: Plan, logicalId: string) {
  const { Type, Metadata, DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' } = resources[logicalId];
  return {
    logicalId,
    type: Type,
    path: Metadata?.['aws:cdk:path'] as string | undefined ?? paths[logicalId],
    dependsOn: [...graph.get(logicalId)!],
    deletionPolicy: DeletionPolicy,
    updateReplacePolicy: UpdateReplacePolicy,
  };
}
