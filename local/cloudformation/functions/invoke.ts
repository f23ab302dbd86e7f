import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FunctionProcess, Log } from './function-process';
import { Slots } from './slots';
import { Environment } from '../template/environment';

/** A deployed function: its configuration, and the folder with its code. */
export interface LambdaFunction {
  readonly name: string;
  readonly env: Environment;
  readonly codeFolder: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly variables: Record<string, string>;
}

export interface InvokerOptions {
  /** Environment variables that every function gets in addition to its own. */
  readonly variables: () => Record<string, string>;
  /** How long a function with this `Timeout` may run, in milliseconds. */
  readonly functionTimeout: (seconds: number) => number;
  /** How long Lambda waits before each retry of a failed invocation, in milliseconds. */
  readonly retryDelays: readonly number[];
  /** How many invocations run at once. The others wait, as in Lambda's queue. */
  readonly concurrency: number;
  /** Aborted when all functions must end. */
  readonly closing: AbortSignal;
}

/** How many idle processes of a function are kept for its next invocations: each uses memory. */
const MAX_IDLE = 2;

/** A process, and the name of its log stream in Lambda. */
interface Instance {
  readonly process: FunctionProcess;
  readonly logStreamName: string;
}

/**
 * Invokes functions like Lambda does for CloudFormation: asynchronously, one invocation at a time in each process, with
 * retries on failure (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 * Like Lambda, it reuses an idle process if there is one.
 * The function's return value is ignored. Its role is not simulated: it may do everything that the endpoint allows.
 */
export class Invoker {
  private readonly processes = new Set<FunctionProcess>();
  private readonly waiting = new Map<string, Instance[]>();
  private readonly running = new Set<Promise<void>>();
  private readonly slots: Slots;

  public constructor(private readonly options: InvokerOptions) {
    this.slots = new Slots(options.concurrency);
    options.closing.addEventListener('abort', () => this.processes.forEach(process => process.kill()));
  }

  /** Queues an event. The promise settles when Lambda is done with it: an attempt succeeded, or all attempts failed. */
  public invoke(fn: LambdaFunction, event: unknown, log: Log): Promise<void> {
    const attempts = this.attempts(fn, event, log).finally(() => this.running.delete(attempts));
    this.running.add(attempts);
    return attempts;
  }

  /** Settles when no invocation runs any more. */
  public async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private async attempts(fn: LambdaFunction, event: unknown, log: Log): Promise<void> {
    const awsRequestId = randomUUID();
    for (const delay of [...this.options.retryDelays, undefined]) {
      const failure = await this.slots.run(() => this.attempt(fn, event, awsRequestId, log));
      if (failure === undefined || this.options.closing.aborted) return;
      log('platform', `RequestId: ${awsRequestId} ${failure}`);
      if (delay !== undefined) await sleep(delay, undefined, { signal: this.options.closing }).catch(() => undefined);
    }
  }

  /** @returns Lambda's error message; undefined if the handler returned */
  private async attempt(fn: LambdaFunction, event: unknown, awsRequestId: string, log: Log): Promise<string | undefined> {
    if (this.options.closing.aborted) return undefined;
    const kind = JSON.stringify([fn, this.options.variables()]);
    const waiting = this.waiting.get(kind) ?? [];
    this.waiting.set(kind, waiting);
    const instance = waitingOne(waiting) ?? this.start(fn);
    const { process, logStreamName } = instance;
    const failure = await process.invoke({
      event,
      context: context(fn, awsRequestId, logStreamName),
      timeoutMillis: this.options.functionTimeout(fn.timeoutSeconds),
      timedOut: `Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`,
    }, log);
    if (failure === undefined && waiting.length < MAX_IDLE && !this.options.closing.aborted) {
      waiting.push(instance);
    } else {
      process.kill();
    }
    return failure;
  }

  private start(fn: LambdaFunction): Instance {
    const logStreamName = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
    const process = new FunctionProcess(fn.codeFolder, this.variables(fn, logStreamName), () => this.processes.delete(process));
    this.processes.add(process);
    return { process, logStreamName };
  }

  private variables(fn: LambdaFunction, logStreamName: string): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      _HANDLER: fn.handler,
      LAMBDA_TASK_ROOT: fn.codeFolder,
      AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
      AWS_REGION: fn.env.region,
      AWS_DEFAULT_REGION: fn.env.region,
      AWS_ACCESS_KEY_ID: 'LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      ...fn.variables,
      ...this.options.variables(),
    };
  }
}

function waitingOne(waiting: Instance[]): Instance | undefined {
  for (let instance; (instance = waiting.pop());) if (instance.process.isAlive) return instance;
  return undefined;
}

function context(fn: LambdaFunction, awsRequestId: string, logStreamName: string) {
  const { partition, region, accountId } = fn.env;
  return {
    awsRequestId,
    functionName: fn.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:${partition}:lambda:${region}:${accountId}:function:${fn.name}`,
    memoryLimitInMB: String(fn.memoryMegabytes),
    logGroupName: `/aws/lambda/${fn.name}`,
    logStreamName,
    callbackWaitsForEmptyEventLoop: true,
  };
}
