import { deployResources, Plan, Progress } from './forward';
import { StackOperation } from './operation';
import { Removal, removeResources } from './remove';
import { rollBackUpdates } from './rollback';
import { ResourceState } from '../state/state';
import { conditionHolds, resolve } from '../template/intrinsics';
import { Template, TemplateError } from '../template/template';

/**
 * The three operations on a stack, with their statuses
 * (https://github.com/aws/aws-cdk/blob/main/docs/CLOUDFORMATION.md).
 */

/** Ends with CREATE_COMPLETE or, after a failure, ROLLBACK_COMPLETE or ROLLBACK_FAILED. */
export async function createStack(operation: StackOperation, plan: Plan): Promise<void> {
  const { stack } = operation;
  operation.setStatus('CREATE_IN_PROGRESS', 'User Initiated');
  const progress = await deployResources(operation, plan, {});
  const failure = failureOf(progress) ?? takeOutputs(operation, plan.template);
  if (failure === undefined) return operation.setStatus('CREATE_COMPLETE');

  operation.setStatus('ROLLBACK_IN_PROGRESS', `${failure.replace(/\.?$/, '.')} Rollback requested by user.`);
  const resources = Object.values(stack.resources);
  // Retain also applies to a rollback; RetainExceptOnCreate does not (documented).
  const undeleted = await removeResources(operation, resources.map(resource => ({ resource, retain: resource.deletionPolicy === 'Retain' })), resources, 'stop');
  if (undeleted.length > 0) operation.setStatus('ROLLBACK_FAILED', undeletedReason(undeleted));
  else operation.setStatus('ROLLBACK_COMPLETE');
}

/** Ends with UPDATE_COMPLETE or, after a failure, UPDATE_ROLLBACK_COMPLETE or UPDATE_ROLLBACK_FAILED. */
export async function updateStack(operation: StackOperation, plan: Plan): Promise<void> {
  const { stack } = operation;
  const previous = { ...stack.resources };
  const previousTemplate = stack.template;
  stack.template = plan.template;
  operation.setStatus('UPDATE_IN_PROGRESS', 'User Initiated');
  const progress = await deployResources(operation, plan, previous);
  const failure = failureOf(progress) ?? takeOutputs(operation, plan.template);
  if (failure !== undefined) {
    stack.template = previousTemplate;
    stack.failedTemplate = plan.template;
    return rollBack(operation, previous, progress, failure);
  }

  operation.setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const dropped = Object.values(previous).filter(({ logicalId }) => !plan.resources[logicalId])
    .map(resource => ({ resource, retain: retainsWhenDropped(resource) }));
  await cleanUp(operation, previous, [...dropped, ...supersededBy(operation, progress)], 'UPDATE_COMPLETE', 'Update successful.');
}

/** Ends with the stack deleted, or in DELETE_FAILED. */
export async function deleteStack(operation: StackOperation): Promise<void> {
  operation.setStatus('DELETE_IN_PROGRESS', 'User Initiated');
  const resources = Object.values(operation.stack.resources);
  const undeleted = await removeResources(operation, resources.map(resource => ({ resource, retain: retainsWhenDropped(resource) })), resources, 'stop');
  if (undeleted.length > 0) operation.setStatus('DELETE_FAILED', undeletedReason(undeleted));
  else operation.setStatus('DELETE_COMPLETE');
}

async function rollBack(operation: StackOperation, previous: Record<string, ResourceState>, progress: Progress, failure: string): Promise<void> {
  operation.setStatus('UPDATE_ROLLBACK_IN_PROGRESS', failure);
  const stuck = await rollBackUpdates(operation, previous, progress);
  if (stuck.length > 0) {
    return operation.setStatus('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${stuck.join(', ')}].`);
  }
  operation.setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const created = Object.values(operation.stack.resources).filter(({ logicalId }) => !previous[logicalId])
    .map(resource => ({ resource, retain: resource.deletionPolicy === 'Retain' }));
  await cleanUp(operation, previous, [...created, ...supersededBy(operation, progress)], 'UPDATE_ROLLBACK_COMPLETE', 'Update rollback successful.');
}

/** A resource that the clean-up cannot delete still leaves the stack, and does not fail it. CloudFormation retries the deletion. */
async function cleanUp(
  operation: StackOperation, previous: Record<string, ResourceState>, removals: readonly Removal[], status: string, success: string,
): Promise<void> {
  const { stack } = operation;
  const undeleted = await removeResources(operation, removals, [...Object.values(previous), ...Object.values(stack.resources)], 'continue');
  for (const { resource } of removals) {
    if (stack.resources[resource.logicalId]?.physicalId === resource.physicalId) operation.forget(resource.logicalId);
  }
  operation.setStatus(status, undeleted.length > 0 ? `${success} One or more resources could not be deleted.` : undefined);
}

/**
 * The replaced physical resources, except those that a rollback restored.
 * Assumed: the UpdateReplacePolicy of the new template decides, in a rollback, too.
 */
function supersededBy({ stack }: StackOperation, { superseded }: Progress): Removal[] {
  return superseded
    .filter(({ logicalId, physicalId }) => stack.resources[logicalId]?.physicalId !== physicalId)
    .map(resource => ({ resource, retain: resource.updateReplacePolicy === 'Retain' }));
}

function retainsWhenDropped({ deletionPolicy }: ResourceState): boolean {
  return deletionPolicy === 'Retain' || deletionPolicy === 'RetainExceptOnCreate';
}

/** Resolves the outputs and stores them in the stack. @returns the reason if that failed */
function takeOutputs(operation: StackOperation, template: Template): string | undefined {
  const { stack } = operation;
  const scope = operation.scope(template);
  const outputs: Record<string, string> = {};
  const exports: Record<string, string> = {};
  try {
    for (const [name, output] of Object.entries(template.Outputs ?? {})) {
      if (output.Condition !== undefined && !conditionHolds(output.Condition, scope)) continue;
      outputs[name] = String(resolve(output.Value, scope));
      if (output.Export) exports[String(resolve(output.Export.Name, scope))] = outputs[name];
    }
  } catch (failure) {
    if (failure instanceof TemplateError) return failure.message;
    throw failure;
  }
  Object.assign(stack, { outputs, exports });
  return undefined;
}

function failureOf({ failedToCreate, failedToUpdate }: Progress): string | undefined {
  const reasons = [
    ...failedToCreate.length > 0 ? [`The following resource(s) failed to create: [${failedToCreate.join(', ')}].`] : [],
    ...failedToUpdate.length > 0 ? [`The following resource(s) failed to update: [${failedToUpdate.join(', ')}].`] : [],
  ];
  return reasons.length > 0 ? reasons.join(' ') : undefined;
}

function undeletedReason(undeleted: readonly string[]): string {
  return `The following resource(s) failed to delete: [${undeleted.join(', ')}].`;
}
