import { Answer } from './answer';
import { queryError, queryResult, QueryRequest } from './query';
import { textAt } from '../ses/shape';

export const CLOUDFORMATION_VERSION = '2010-05-15';
const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** A stack, as far as a function asks for it. */
export interface StackState {
  readonly stackName: string;
  readonly stackId: string;
  /** Such as `UPDATE_ROLLBACK_IN_PROGRESS`. */
  readonly status: string;
  readonly statusReason?: string;
  /** The one that an operation under way leads to. */
  readonly template: object;
}

/** Finds a stack by its name or id. */
export type Stacks = (stackNameOrId: string) => StackState | undefined;

/** Answers DescribeStacks, for one stack, and GetTemplate. */
export function answerCloudFormation(stacks: Stacks, { action, version, input }: QueryRequest): Answer {
  const refuse = (code: string, message: string) => queryError(NAMESPACE, { code, message, status: 400 });
  if (action !== 'DescribeStacks' && action !== 'GetTemplate') return refuse('InvalidAction', `Could not find operation ${action} for version ${version}`);
  const name = textAt(input, 'StackName');
  if (!name) return refuse('ValidationError', 'The local CloudFormation describes one stack at a time: StackName is missing');
  const stack = stacks(name);
  if (!stack) return refuse('ValidationError', `Stack with id ${name} does not exist`);
  if (action === 'GetTemplate') return queryResult(action, NAMESPACE, { TemplateBody: JSON.stringify(stack.template) });
  return queryResult(action, NAMESPACE, {
    Stacks: [{
      StackName: stack.stackName,
      StackId: stack.stackId,
      CreationTime: new Date(0),
      StackStatus: stack.status,
      StackStatusReason: stack.statusReason,
    }],
  });
}
