import { Deliver } from './deliver';
import { failedCreateId, remainsOf } from './physical-id';
import { redact } from './redact';
import { parseRequest, Request, returnAddress, ReturnAddress } from './request';
import { encode, failed, Response, succeeded } from './response';
import { deliveryReserve } from '../../src/contract/budget';
import { SERVICE_TIMEOUT_SECONDS } from '../../src/contract/limits';
import { Clock } from '../pacing/clock';

/** The operations of a resource. `create` and `update` return the physical id. All of them throw on failure. */
export interface Lifecycle {
  create(request: TimedRequest): Promise<string>;
  update(request: TimedRequest): Promise<string>;
  /** @param ofFailedCreate whether this Delete follows a Create that failed and left something behind */
  delete(request: TimedRequest, ofFailedCreate: boolean): Promise<void>;
}

export interface TimedRequest extends Request {
  /** When CloudFormation sent the request. Absent if the response address carries no date. */
  readonly sentAt?: Date;
  /** When the request arrived. */
  readonly arrivedAt: Date;
  /** How long the request was under way, in milliseconds. 0 if unknown. */
  readonly waited: number;
  /** When the response must be ready, in milliseconds on the clock. */
  readonly deadline: number;
}

export interface HandlerDependencies {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. It is compared with the times in CloudFormation's requests. */
  readonly timeOfDay: () => number;
  readonly deliver: Deliver;
  readonly lifecycle: Lifecycle;
  readonly log: (entry: { readonly message: string; readonly [field: string]: unknown }) => void;
}

/** The part of Lambda's context object that is used. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** Nothing starts with less time left than this, in milliseconds. */
const MIN_TIME = 1_000;

/** The lifecycle should end by its deadline. After this grace period, in milliseconds, the handler responds on its behalf. */
const GRACE = 5_000;

/**
 * The handler of a custom resource: parses the request, runs the lifecycle, and always responds before the function's
 * time is up.
 */
export function customResourceHandler({ clock, timeOfDay, deliver, lifecycle, log }: HandlerDependencies) {
  return async (event: unknown, context: Context): Promise<void> => {
    const to = returnAddress(event);
    // CloudFormation's timeout starts when it sends the request, which may then wait in Lambda's queue.
    const arrivedAt = new Date(timeOfDay());
    const waited = to.sentAt ? Math.max(0, arrivedAt.getTime() - to.sentAt.getTime()) : 0;
    const left = SERVICE_TIMEOUT_SECONDS * 1_000 - waited;
    if (left < MIN_TIME) {
      // CloudFormation has given up. Anything written now would come after its next operation.
      log({ message: 'the request arrived too late; ignoring it', waitedSeconds: Math.round(waited / 1_000), requestId: to.requestId });
      return;
    }
    const remaining = Math.min(context.getRemainingTimeInMillis(), left);
    const reserve = deliveryReserve(remaining);
    const deadline = clock.now() + remaining - reserve;

    const answered = new AbortController();
    const response = await Promise.race([
      respond(event, to, { arrivedAt, waited, deadline }),
      clock.sleep(remaining - reserve + Math.min(GRACE, reserve / 4), answered.signal).then(() => outOfTime(to, event)),
    ]);
    answered.abort();
    const reason = response.Reason === undefined ? undefined : redact(response.Reason, to.responseUrl);
    log({
      message: 'responding',
      status: response.Status,
      reason,
      logicalResourceId: to.logicalResourceId,
      physicalResourceId: response.PhysicalResourceId,
      requestId: to.requestId,
    });
    await deliver(to.responseUrl, encode({ ...response, Reason: reason }));
  };

  async function respond(event: unknown, to: ReturnAddress, times: Pick<TimedRequest, 'arrivedAt' | 'waited' | 'deadline'>): Promise<Response> {
    try {
      const request = parseRequest(event);
      log({
        message: 'request',
        type: request.type,
        stackId: request.stackId,
        logicalResourceId: request.logicalResourceId,
        physicalResourceId: request.physicalResourceId,
        requestId: request.requestId,
      });
      return succeeded(to, await perform({ ...request, sentAt: to.sentAt, ...times }));
    } catch (error) {
      const { message, leftBehind } = error as Error & { leftBehind?: boolean };
      return failed(to, to.physicalResourceId ?? failedCreateId(to.requestId, leftBehind ?? false), message);
    }
  }

  async function perform(request: TimedRequest): Promise<string> {
    switch (request.type) {
      case 'Create': return lifecycle.create(request);
      case 'Update': return lifecycle.update(request);
      case 'Delete': {
        const remains = remainsOf(request.physicalResourceId!);
        if (remains === 'nothing') log({ message: 'the Create failed and left nothing behind; nothing to delete' });
        else await lifecycle.delete(request, remains === 'some');
        return request.physicalResourceId!;
      }
    }
  }
}

function outOfTime(to: ReturnAddress, event: unknown): Response {
  const created = (event as { RequestType?: unknown }).RequestType === 'Create';
  return failed(
    to, to.physicalResourceId ?? failedCreateId(to.requestId, true),
    'the deployment function ran out of time before it could finish or undo its changes; '
    + (created ? 'CloudFormation now sends a Delete for what it created' : 'CloudFormation\'s rollback restores what it changed'),
  );
}
