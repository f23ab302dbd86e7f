/** Where functions send what they have to say: Publish of SNS, PutEvents of EventBridge. What arrives is kept. */
import { randomUUID } from 'node:crypto';
import { Answer, answerWithFaults } from './answer';
import { queryError, queryResult, QueryRequest } from './query';
import { Faults, textAt } from '../ses';

export const SNS_VERSION = '2010-03-31';
const SNS_NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** A message to a topic. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly messageStructure?: string;
}

/** An event on the default bus. */
export interface PutEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What was sent, oldest first; and what goes wrong with it: a fault's name is the topic's ARN, or `default`, the bus. */
export class Notifications {
  public readonly messages: PublishedMessage[] = [];
  public readonly events: PutEvent[] = [];
  public readonly faults = new Faults();
}

export async function answerSns(notifications: Notifications, { action, input, version }: QueryRequest): Promise<Answer> {
  const refuse = (code: string, message: string, status = 400) => queryError(SNS_NAMESPACE, { code, message, status });
  if (action !== 'Publish') return refuse('InvalidAction', `Could not find operation ${action} for version ${version}`);
  const topicArn = textAt(input, 'TopicArn') ?? '';
  return answerWithFaults(notifications.faults.effectOn('Publish', topicArn), {
    'throttle': () => refuse('Throttled', 'Rate exceeded'),
    'internal-error': () => refuse('InternalFailure', 'Internal failure', 500),
    'deny': () => refuse('AuthorizationError', `not authorized to perform: SNS:Publish on resource: ${topicArn}`, 403),
  }, async () => {
    const subject = textAt(input, 'Subject');
    // Documented (API_Publish): printable ASCII, less than 100 characters; 256 KB for a message.
    if (subject !== undefined && !/^[\x20-\x7e]{1,99}$/.test(subject)) return refuse('InvalidParameter', 'Invalid parameter: Subject');
    const message = textAt(input, 'Message') ?? '';
    if (Buffer.byteLength(message) > 262_144) return refuse('InvalidParameter', 'Invalid parameter: Message too long');
    notifications.messages.push({ topicArn, subject, message, messageStructure: textAt(input, 'MessageStructure') });
    return queryResult(action, SNS_NAMESPACE, { MessageId: randomUUID() });
  });
}

interface WireEvent {
  readonly Source: string;
  readonly DetailType: string;
  readonly Resources?: readonly string[];
  readonly Detail: string;
}

/** By AWS's JSON protocol, whose action is in a header. */
export async function answerEventBridge(notifications: Notifications, target: string, body: string): Promise<Answer> {
  const refuse = (type: string, message: string, status = 400) => json(status, { __type: type, message });
  if (target !== 'AWSEvents.PutEvents') return refuse('UnknownOperationException', target);
  return answerWithFaults(notifications.faults.effectOn('PutEvents', 'default'), {
    'throttle': () => refuse('ThrottlingException', 'Rate exceeded'),
    'internal-error': () => refuse('InternalException', 'Internal failure', 500),
    'deny': () => refuse('AccessDeniedException', 'not authorized to perform: events:PutEvents', 403),
  }, async () => {
    const { Entries: entries } = JSON.parse(body) as { Entries: readonly WireEvent[] };
    if (entries.length > 10) return refuse('ValidationException', 'entries must have length less than or equal to 10');
    notifications.events.push(...entries.map(({ Source, DetailType, Resources = [], Detail }) =>
      ({ source: Source, detailType: DetailType, resources: Resources, detail: JSON.parse(Detail) })));
    return json(200, { FailedEntryCount: 0, Entries: entries.map(() => ({ EventId: randomUUID() })) });
  });
}

const json = (status: number, body: object): Answer => ({ status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) });
