import { Answer, answerWithFaults } from './answer';
import { queryError, queryResult, QueryRequest } from './query';
import { XmlValue } from './xml';
import { Faults, Input, textAt } from '../ses';

export const CLOUDFORMATION_VERSION = '2010-05-15';
const USER = 'arn:aws:sts::123456789012:assumed-role/local/local';
const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** A stack at one moment, with the data that functions read. */
export interface StackSnapshot {
  readonly stackName: string;
  readonly stackId: string;
  /** Such as `UPDATE_ROLLBACK_IN_PROGRESS`. */
  readonly status: string;
  readonly statusReason?: string;
  /** @default - 1970 */
  readonly creationTime?: Date;
  readonly lastUpdatedTime?: Date;
  readonly deletionTime?: Date;
  /** @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The target of the operation in progress. */
  readonly template: object;
  /** @default - none */
  readonly resources?: readonly StackResource[];
  /** Newest first. @default - none */
  readonly events?: readonly StackEvent[];
}

export interface StackResource {
  readonly logicalId: string;
  /** Absent until the resource has one. */
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly timestamp: Date;
}

export interface StackEvent {
  readonly timestamp: Date;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** Finds a stack by its name or id. */
export type Stacks = (stackNameOrId: string) => StackSnapshot | undefined;

/** Settings of CloudFormation's API. They may be changed between calls. */
export interface CloudFormationSettings {
  /** Faults of its operations. A fault's name is the stack's name or id, as passed by the caller. */
  readonly faults: Faults;
  /** The format in which GetTemplate returns templates. Some deployment tools send YAML. */
  templateFormat: 'JSON' | 'YAML';
}

/** The maximum of a page of DescribeStackEvents. AWS documents a size of 1 MB. */
const MAX_EVENTS = 100;
/** The maximum of DescribeStackResources, which is documented, and of a page of ListStackResources. */
const MAX_RESOURCES = 100;

/** Answers DescribeStacks, DescribeStackEvents, GetTemplate, DescribeStackResources and ListStackResources, each for one stack. */
export async function answerCloudFormation(
  stacks: Stacks, settings: CloudFormationSettings, { action, version, input }: QueryRequest,
): Promise<Answer> {
  const refuse = (code: string, message: string, status = 400) => queryError(NAMESPACE, { code, message, status });
  const answer = ANSWERS.get(action);
  if (!answer) return refuse('InvalidAction', `Could not find operation ${action} for version ${version}`);
  const name = textAt(input, 'StackName');
  if (!name) return refuse('ValidationError', 'The local CloudFormation describes one stack at a time: StackName is missing');
  // The texts are from AWS, "Common errors".
  const refusals = {
    'throttle': () => refuse('Throttling', 'Rate exceeded'),
    'internal-error': () => refuse('InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', 500),
    'deny': () => refuse('AccessDenied', `User: ${USER} is not authorized to perform: cloudformation:${action}`, 403),
  };
  return answerWithFaults(settings.faults.effectOn(action, name), refusals, async () => {
    const stack = stacks(name);
    if (!stack) return refuse('ValidationError', `Stack with id ${name} does not exist`);
    return queryResult(action, NAMESPACE, answer(stack, input, settings));
  });
}

const ANSWERS = new Map<string, (stack: StackSnapshot, input: Input, settings: CloudFormationSettings) => XmlValue>([
  ['DescribeStacks', stack => ({
    Stacks: [{
      StackName: stack.stackName,
      StackId: stack.stackId,
      CreationTime: stack.creationTime ?? new Date(0),
      LastUpdatedTime: stack.lastUpdatedTime,
      DeletionTime: stack.deletionTime,
      StackStatus: stack.status,
      StackStatusReason: stack.statusReason,
      Parameters: Object.entries(stack.parameters ?? {}).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    }],
  })],
  ['GetTemplate', ({ template }, _, { templateFormat }) => ({
    TemplateBody: templateFormat === 'YAML' ? yaml(template) : JSON.stringify(template),
  })],
  ['DescribeStackResources', ({ stackName, stackId, resources = [] }, input) => {
    const logicalId = textAt(input, 'LogicalResourceId');
    return {
      StackResources: resources.filter(resource => !logicalId || resource.logicalId === logicalId).slice(0, MAX_RESOURCES)
        .map(resource => ({ StackName: stackName, StackId: stackId, ...members(resource), Timestamp: resource.timestamp })),
    };
  }],
  ['ListStackResources', ({ resources = [] }, input) => {
    const { page, NextToken } = pageOf(resources, MAX_RESOURCES, input);
    return { StackResourceSummaries: page.map(resource => ({ ...members(resource), LastUpdatedTimestamp: resource.timestamp })), NextToken };
  }],
  ['DescribeStackEvents', ({ stackName, stackId, events = [] }, input) => {
    const { page, NextToken } = pageOf(events, MAX_EVENTS, input);
    return {
      StackEvents: page.map((event, index) => ({
        StackId: stackId,
        EventId: `${event.logicalId}-${event.status}-${event.timestamp.toISOString()}-${index}`,
        StackName: stackName,
        ...members({ ...event, statusReason: event.reason }),
        Timestamp: event.timestamp,
      })),
      NextToken,
    };
  }],
]);

function pageOf<T>(all: readonly T[], size: number, input: Input): { readonly page: readonly T[]; readonly NextToken?: string } {
  const start = Number(textAt(input, 'NextToken') ?? 0);
  const end = start + size;
  return { page: all.slice(start, end), NextToken: end < all.length ? String(end) : undefined };
}

const members = ({ logicalId, physicalId, type, status, statusReason }: Omit<StackResource, 'timestamp'>) => ({
  LogicalResourceId: logicalId,
  PhysicalResourceId: physicalId,
  ResourceType: type,
  ResourceStatus: status,
  ResourceStatusReason: statusReason,
});

/** Writes block style, with JSON's quotes, which are valid in YAML. */
function yaml(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return ` ${JSON.stringify(value)}\n`;
  const entries = Array.isArray(value) ? value.map(item => ['-', item] as const)
    : Object.entries(value).map(([key, item]) => [`${JSON.stringify(key)}:`, item] as const);
  return `\n${entries.map(([start, item]) => `${indent}${start}${yaml(item, `${indent}  `)}`).join('')}`;
}
