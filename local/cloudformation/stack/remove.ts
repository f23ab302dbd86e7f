import { StackOperation } from './operation';
import { ResourceFailure } from '../resources/provider';
import { ResourceState } from '../state/state';
import { generatedId } from '../template/attributes';
import { reversed, walk } from '../template/graph';
import { TemplateError } from '../template/template';

/** A physical resource that is deleted, or retained by its policy. */
export interface Removal {
  readonly resource: ResourceState;
  readonly retain: boolean;
}

/**
 * Deletes physical resources, dependents first, independent ones at the same time.
 *
 * @param dependencies all resources of the stack, which determine the order
 * @param whenFailed whether the dependencies of a resource that could not be deleted are still deleted
 * @returns the logical ids of the resources that could not be deleted
 */
export async function removeResources(
  operation: StackOperation, removals: readonly Removal[], dependencies: readonly ResourceState[], whenFailed: 'stop' | 'continue',
): Promise<string[]> {
  const failed: string[] = [];
  const graph = new Map<string, Set<string>>();
  for (const { logicalId, dependsOn } of dependencies) {
    graph.set(logicalId, new Set([...graph.get(logicalId) ?? [], ...dependsOn]));
  }

  await walk(reversed(graph), async logicalId => {
    let removed = true;
    for (const removal of removals.filter(({ resource }) => resource.logicalId === logicalId)) {
      if (!await remove(operation, removal)) removed = false;
    }
    if (!removed) failed.push(logicalId);
    return removed || whenFailed === 'continue';
  });
  return failed;
}

async function remove(operation: StackOperation, { resource, retain }: Removal): Promise<boolean> {
  const { logicalId, type, properties, physicalId } = resource;
  const { stackName, stackId } = operation.stack;
  // A superseded resource is no longer in the state: its logical id has another physical resource.
  const listed = operation.stack.resources[logicalId]?.physicalId === physicalId;
  const say = (status: string, reason?: string) => listed
    ? operation.record({ ...resource, status, statusReason: reason }) : operation.announce(resource, status, reason);
  const forget = () => listed && operation.forget(logicalId);

  if (retain) {
    operation.announce(resource, 'DELETE_SKIPPED');
    forget();
    return true;
  }
  say('DELETE_IN_PROGRESS');
  try {
    await operation.providerOf(type).delete(operation.request(logicalId, type, properties), physicalId ?? generatedId(stackName, stackId, logicalId));
  } catch (failure) {
    if (!(failure instanceof ResourceFailure || failure instanceof TemplateError)) throw failure;
    say('DELETE_FAILED', failure.message);
    return false;
  }
  operation.announce(resource, 'DELETE_COMPLETE');
  forget();
  return true;
}
