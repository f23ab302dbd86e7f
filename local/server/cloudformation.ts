import { Answer, answerThrough } from './answer';
import { queryError, queryResult, QueryRequest } from './query';
import { Faults } from '../ses';
import { textAt } from '../ses/shape';

export const CLOUDFORMATION_VERSION = '2010-05-15';
const USER = 'arn:aws:sts::123456789012:assumed-role/local/local';
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
export async function answerCloudFormation(stacks: Stacks, faults: Faults, { action, version, input }: QueryRequest): Promise<Answer> {
  const refuse = (code: string, message: string, status = 400) => queryError(NAMESPACE, { code, message, status });
  if (action !== 'DescribeStacks' && action !== 'GetTemplate') return refuse('InvalidAction', `Could not find operation ${action} for version ${version}`);
  const name = textAt(input, 'StackName');
  if (!name) return refuse('ValidationError', 'The local CloudFormation describes one stack at a time: StackName is missing');
  // AWS, "Common errors".
  return answerThrough(faults.strike(action, name), {
    'throttle': () => refuse('Throttling', 'Rate exceeded'),
    'internal-error': () => refuse('InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', 500),
    'deny': () => refuse('AccessDenied', `User: ${USER} is not authorized to perform: cloudformation:${action}`, 403),
  }, async () => {
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
  });
}
