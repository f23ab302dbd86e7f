import { Deliver } from './deliver';
import { failedCreateId, remainsOf } from './physical-id';
import { redact } from './redact';
import { parseRequest, Request, returnAddress, ReturnAddress } from './request';
import { encode, failed, Response, succeeded } from './response';
import { deliveryReserve } from '../../src/contract/budget';
import { SERVICE_TIMEOUT_SECONDS } from '../../src/contract/limits';
import { Clock } from '../pacing/clock';

/** What a resource does; each answers with the physical id. A failure is thrown. */
export interface Lifecycle {
  create(request: TimedRequest): Promise<string>;
  update(request: TimedRequest): Promise<string>;
  /** @param ofFailedCreate the Create failed and left something behind */
  delete(request: TimedRequest, ofFailedCreate: boolean): Promise<void>;
}

export interface TimedRequest extends Request {
  /** When CloudFormation sent the request. Absent if its address does not say so. */
  readonly sentAt?: Date;
  /** When the request got here. */
  readonly arrivedAt: Date;
  /** How long the request took to get here, in milliseconds, as far as is known. */
  readonly waited: number;
  /** When the answer must be ready, in milliseconds on the clock. */
  readonly deadline: number;
}

export interface HandlerDependencies {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970, as CloudFormation's clock has it. */
  readonly timeOfDay: () => number;
  readonly deliver: Deliver;
  readonly lifecycle: Lifecycle;
  readonly log: (entry: { readonly message: string; readonly [field: string]: unknown }) => void;
}

/** What Lambda tells a handler, as far as it is used. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

/** With less time than this, in milliseconds, nothing is begun. */
const MIN_TIME = 1_000;

/** The lifecycle should have ended by its deadline; this much later, in milliseconds, it is answered for. */
const GRACE = 5_000;

/**
 * The handler of a custom resource: parses the request, runs the lifecycle, and answers in any case, before the
 * function's own time is up.
 */
export function customResourceHandler({ clock, timeOfDay, deliver, lifecycle, log }: HandlerDependencies) {
  return async (event: unknown, context: Context): Promise<void> => {
    const to = returnAddress(event);
    // CloudFormation's patience counts from when it sent the request, which may have waited in Lambda's queue.
    const arrivedAt = new Date(timeOfDay());
    const waited = to.sentAt ? Math.max(0, arrivedAt.getTime() - to.sentAt.getTime()) : 0;
    const left = SERVICE_TIMEOUT_SECONDS * 1_000 - waited;
    if (left < MIN_TIME) {
      // CloudFormation has gone on without an answer; whatever were written now would come after its next operation.
      log({ message: 'the request comes too late: nothing is done for it', waitedSeconds: Math.round(waited / 1_000), requestId: to.requestId });
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
      message: 'answering',
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
        if (remains === 'nothing') log({ message: 'the Create failed and left nothing: nothing to delete' });
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
    'the deployment function ran out of time and could not finish, nor undo what it had done; '
    + (created ? 'CloudFormation now has it delete what it created' : 'CloudFormation\'s rollback puts back what it changed'),
  );
}
