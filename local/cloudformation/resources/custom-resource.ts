import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallbackServer } from './callback-server';
import { CurrentResource, Outcome, Provider, ResourceFailure, ResourceRequest } from './provider';
import { ProviderResponse, InvalidResponseError, parseResponse } from './response';
import { Invoker, LambdaFunction } from '../functions/invoke';
import { Properties, TemplateError } from '../template/template';

export type RequestType = 'Create' | 'Update' | 'Delete';

/**
 * How often an event reaches the function: once or, because Lambda may deliver twice, twice at the same time or one delivery
 * after the other. The first response counts. With two deliveries, a resource is done when both are, so that the second
 * one finds the state that the first one left.
 */
export type Delivery = 'once' | 'concurrently' | 'sequentially';

/** The event that the function of a custom resource receives. */
export interface CustomResourceEvent {
  readonly RequestType: RequestType;
  readonly ServiceToken: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

/** A line that a custom resource's function wrote, or that Lambda wrote about it. */
export interface LogLine {
  readonly stackName: string;
  readonly logicalId: string;
  readonly requestType: RequestType;
  readonly functionName: string;
  readonly source: 'stdout' | 'stderr' | 'platform';
  readonly line: string;
}

export interface CustomResourcesOptions {
  readonly callbacks: CallbackServer;
  readonly invoker: Invoker;
  /** Returns the function of a ServiceToken. Throws TemplateError if there is none. */
  readonly functionOf: (serviceToken: string) => LambdaFunction;
  /** How long to wait for a response with this `ServiceTimeout`, in milliseconds. */
  readonly serviceTimeout: (seconds: number) => number;
  readonly delivery: Delivery;
  readonly beforeDelivery?: (event: CustomResourceEvent) => Promise<void> | void;
  readonly onLog: (line: LogLine) => void;
  /** Aborted when responses are no longer awaited. */
  readonly closing: AbortSignal;
}

const DEFAULT_SERVICE_TIMEOUT_SECONDS = 3_600;

/**
 * Sends the events of custom resources to their functions and reads the responses.
 *
 * Documented (custom resource request and response objects, AWS::CloudFormation::CustomResource): the fields of an
 * event; that the first response object decides; ServiceTimeout; that another physical id replaces the resource.
 * Observed (aws-cdk#26139, cloudformation-coverage-roadmap#1730, #1814): when another resource fails, CloudFormation does
 * not wait for a custom resource in progress. It marks the resource as cancelled, stops listening, and sends the Delete of
 * the rollback with a made-up id, while the function may still be running.
 */
export class CustomResources implements Provider {
  public constructor(private readonly options: CustomResourcesOptions) {}

  public async create(request: ResourceRequest, signal: AbortSignal): Promise<Outcome> {
    return outcome(await this.send('Create', request, {}, signal));
  }

  public async update(request: ResourceRequest, current: CurrentResource, signal: AbortSignal): Promise<Outcome> {
    return outcome(await this.send('Update', request, {
      PhysicalResourceId: current.physicalId,
      OldResourceProperties: current.properties,
    }, signal));
  }

  /** The id in the response to a Delete is ignored: AWS's own cfn-response sends a different one each time. */
  public async delete(request: ResourceRequest, physicalId: string): Promise<void> {
    await this.send('Delete', request, { PhysicalResourceId: physicalId });
  }

  public async redeliver(event: CustomResourceEvent): Promise<void> {
    await this.invoke(this.options.functionOf(event.ServiceToken), event);
  }

  private async send(
    requestType: RequestType,
    request: ResourceRequest,
    current: { PhysicalResourceId?: string; OldResourceProperties?: Properties },
    signal?: AbortSignal,
  ): Promise<{ answer: ProviderResponse; requestId: string }> {
    const { ServiceTimeout } = request.properties;
    const serviceToken = String(request.properties.ServiceToken);
    const fn = this.options.functionOf(serviceToken);
    const seconds = serviceTimeoutOf(ServiceTimeout);
    const requestId = randomUUID();
    const callback = await this.options.callbacks.expect(`${request.stackId}|${request.logicalId}|${requestId}`);
    const event: CustomResourceEvent = {
      RequestType: requestType,
      ServiceToken: serviceToken,
      ResponseURL: callback.url,
      StackId: request.stackId,
      RequestId: requestId,
      LogicalResourceId: request.logicalId,
      ...current,
      ResourceType: request.type,
      ResourceProperties: request.properties,
    };

    const delivered = this.deliver(fn, event);
    const body = await this.answerOrFailure(callback.answer, requestType, requestId, seconds, signal);
    if (this.options.delivery !== 'once') await delivered;
    return { answer: accepted(body, event), requestId };
  }

  private async deliver(fn: LambdaFunction, event: CustomResourceEvent): Promise<void> {
    const { delivery, beforeDelivery } = this.options;
    const invoke = async () => {
      await beforeDelivery?.(event);
      await this.invoke(fn, event);
    };
    if (delivery === 'concurrently') await Promise.all([invoke(), invoke()]);
    else await invoke();
    if (delivery === 'sequentially') await invoke();
  }

  private invoke(fn: LambdaFunction, event: CustomResourceEvent): Promise<void> {
    const { RequestType: requestType, LogicalResourceId: logicalId, StackId } = event;
    const stackName = StackId.split('/')[1];
    return this.options.invoker.invoke(fn, event, (source, line) => {
      this.options.onLog({ stackName, logicalId, requestType, functionName: fn.name, source, line });
    });
  }

  private async answerOrFailure(
    answer: Promise<Buffer>, requestType: RequestType, requestId: string, seconds: number, signal?: AbortSignal,
  ): Promise<Buffer> {
    const over = new AbortController();
    const noAnswer = sleep(this.options.serviceTimeout(seconds), undefined, { signal: over.signal }).then(() => {
      throw new ResourceFailure(`CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. `
        + 'If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.');
    });
    const cancelled = rejection(new ResourceFailure(`Resource ${requestType === 'Create' ? 'creation' : 'update'} cancelled`), signal, over.signal);
    const closed = rejection(new Error(`The local CloudFormation was closed while it waited for request ${requestId}`), this.options.closing, over.signal);
    try {
      return await Promise.race([answer, noAnswer, cancelled, closed]);
    } finally {
      over.abort();
    }
  }
}

/** Rejects when the signal is aborted, unless `over` was aborted first. */
function rejection(reason: Error, signal: AbortSignal | undefined, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(reason);
    signal?.addEventListener('abort', () => reject(reason), { signal: over });
  });
}

function accepted(body: Buffer, event: { StackId: string; RequestId: string; LogicalResourceId: string }): ProviderResponse {
  let answer: ProviderResponse;
  try {
    answer = parseResponse(body, event);
  } catch (cause) {
    if (cause instanceof InvalidResponseError) throw new ResourceFailure(cause.message);
    throw cause;
  }
  if (answer.status === 'FAILED') {
    const reason = `Received response status [FAILED] from custom resource. Message returned: ${answer.reason} (RequestId: ${event.RequestId})`;
    throw new ResourceFailure(reason, answer.physicalResourceId);
  }
  return answer;
}

function outcome({ answer, requestId }: { answer: ProviderResponse; requestId: string }): Outcome {
  return { physicalId: answer.physicalResourceId, attributes: answer.data, requestId };
}

function serviceTimeoutOf(value: unknown): number {
  if (value === undefined) return DEFAULT_SERVICE_TIMEOUT_SECONDS;
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > DEFAULT_SERVICE_TIMEOUT_SECONDS) {
    throw new TemplateError(`ServiceTimeout must be an integer from 1 to ${DEFAULT_SERVICE_TIMEOUT_SECONDS}, got: ${String(value)}`);
  }
  return seconds;
}
