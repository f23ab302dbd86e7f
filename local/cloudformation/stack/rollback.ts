import { Progress, supersede } from './forward';
import { StackOperation } from './operation';
import { ResourceFailure } from '../resources/provider';
import { ResourceState } from '../state/state';
import { walk } from '../template/graph';
import { isCustomResource, TemplateError } from '../template/template';

/**
 * Rolls back the Updates of a failed stack update: another Update for each, with the old and new properties swapped.
 *
 * Documented (aws-cdk's docs/CLOUDFORMATION.md): that Update, also for the resource whose Update failed, and that
 * UPDATE_ROLLBACK_IN_PROGRESS deletes nothing. Assumed: the order is that of the old template; after a replacement, the
 * Update of a custom resource has the new physical id, so that a response with the old one supersedes the new one. For other
 * replaced resources, CloudFormation restores the old one without a call.
 *
 * @returns the logical ids of the resources that could not be rolled back; their dependents are not rolled back
 */
export async function rollBackUpdates(operation: StackOperation, previous: Record<string, ResourceState>, progress: Progress): Promise<string[]> {
  const failed: string[] = [];
  const graph = new Map(Object.values(previous).map(({ logicalId, dependsOn }) => [logicalId, new Set(dependsOn)]));

  await walk(graph, async logicalId => {
    const before = previous[logicalId];
    const current = operation.stack.resources[logicalId];
    const properties = progress.updates.get(logicalId);
    if (!properties) {
      operation.stack.resources[logicalId] = before;
      return true;
    }
    const physicalId = current.physicalId!;
    if (physicalId !== before.physicalId && !isCustomResource(before.type)) {
      // The replaced resource still exists, unchanged.
      progress.superseded.push({ ...current, properties });
      operation.record({ ...before, status: 'UPDATE_COMPLETE', statusReason: undefined });
      return true;
    }
    operation.record({ ...before, physicalId, status: 'UPDATE_IN_PROGRESS', statusReason: undefined });
    try {
      const request = operation.request(logicalId, before.type, before.properties);
      const outcome = await operation.providerOf(before.type).update(request, { physicalId, properties }, new AbortController().signal);
      supersede(operation, { ...current, properties }, outcome.physicalId, progress.superseded);
      operation.record({ ...before, ...outcome, status: 'UPDATE_COMPLETE', statusReason: undefined });
      return true;
    } catch (failure) {
      if (!(failure instanceof ResourceFailure || failure instanceof TemplateError)) throw failure;
      failed.push(logicalId);
      operation.record({ ...current, status: 'UPDATE_FAILED', statusReason: failure.message });
      return false;
    }
  });
  return failed;
}
