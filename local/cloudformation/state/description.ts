import { StackEventState, StackState } from './state';
import { Template } from '../template/template';

/** A stack and its resources at one moment, possibly during an operation. */
export interface StackDescription {
  readonly stackName: string;
  readonly stackId: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly creationTime: Date;
  /** When the last update began. The update's rollback does not change it. Absent before the first update. */
  readonly lastUpdatedTime?: Date;
  /** When the stack's deletion began, or the rollback of its creation. */
  readonly deletionTime?: Date;
  readonly parameters: Readonly<Record<string, string>>;
  /** The target of the operation in progress: the new template during an update, and usually the old one during its rollback. */
  readonly template: Template;
  readonly resources: readonly ResourceDescription[];
  /** Newest first. */
  readonly events: ReadonlyArray<Omit<StackEventState, 'timestamp'> & { readonly timestamp: Date }>;
}

/**
 * A resource has its old physical id until its replacement exists, and the new one from then on: CloudFormation lists one
 * physical resource for each logical id. A resource that is not in the new template is listed until the clean-up deletes
 * or retains it, depending on its DeletionPolicy. The list does not show which.
 */
export interface ResourceDescription {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly timestamp: Date;
}

/** @param showsFailed whether the template is the one that failed while the stack rolls back */
export function describeStack(stack: StackState, showsFailed: boolean = false): StackDescription {
  const { stackName, stackId, status, statusReason, creationTime, lastUpdatedTime, deletionTime, events = [] } = stack;
  const template = showsFailed && /ROLLBACK.*_IN_PROGRESS$/.test(status) ? stack.failedTemplate ?? stack.template : stack.template;
  return {
    stackName,
    stackId,
    status,
    statusReason,
    creationTime: new Date(creationTime),
    lastUpdatedTime: lastUpdatedTime === undefined ? undefined : new Date(lastUpdatedTime),
    deletionTime: deletionTime === undefined ? undefined : new Date(deletionTime),
    parameters: parametersOf(template),
    template,
    resources: Object.values(stack.resources)
      .map(resource => ({
        logicalId: resource.logicalId,
        physicalId: resource.physicalId,
        type: resource.type,
        status: resource.status,
        statusReason: resource.statusReason,
        timestamp: new Date(resource.timestamp),
      }))
      .sort((a, b) => a.logicalId < b.logicalId ? -1 : 1),
    events: events.map(({ timestamp, ...event }) => ({ timestamp: new Date(timestamp), ...event })).reverse(),
  };
}

/** The parameters' values. They are always the defaults, because the local CloudFormation accepts no others. */
function parametersOf({ Parameters: parameters = {} }: Template): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, { Default: value, NoEcho: secret }]) =>
    value === undefined ? [] : [[name, String(secret) === 'true' ? '****' : String(value)]]));
}
