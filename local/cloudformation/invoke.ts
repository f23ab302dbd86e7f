import { ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Environment } from './environment';
import { Slots } from './slots';

/** A deployed function: its configuration, and the folder that its code lies in. */
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

/** Takes the lines that a function writes, and those that Lambda writes about it. */
export type Log = (source: 'stdout' | 'stderr' | 'platform', line: string) => void;

export interface InvokerOptions {
  /** What every function finds in its environment besides its own variables. */
  readonly variables: () => Record<string, string>;
  /** How long a function with this `Timeout` may run, in milliseconds. */
  readonly functionTimeout: (seconds: number) => number;
  /** How long Lambda waits before it tries a failed invocation again, in milliseconds. */
  readonly retryDelays: readonly number[];
  /** How many invocations run at once; the others wait, as in Lambda's queue. */
  readonly concurrency: number;
  /** Aborted when nothing may run any more. */
  readonly closing: AbortSignal;
}

/** Loading the code has a time of its own, so that the handler gets its whole Timeout. */
const INIT_MILLIS = 10_000;

type RunnerMessage = { type: 'started' } | { type: 'returned' } | { type: 'failed'; error: unknown };

/**
 * Invokes functions as Lambda does for CloudFormation: asynchronously, each invocation in a process of its own, and
 * again when it fails (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 * What the function returns goes nowhere. Its role is not simulated: it may do whatever the endpoint lets it do.
 */
export class Invoker {
  private readonly children = new Set<ChildProcess>();
  private readonly running = new Set<Promise<void>>();
  private readonly slots: Slots;

  public constructor(private readonly options: InvokerOptions) {
    this.slots = new Slots(options.concurrency);
    options.closing.addEventListener('abort', () => this.children.forEach(child => child.kill('SIGKILL')));
  }

  /** Hands an event over. The promise settles when Lambda is done with it: it succeeded, or has been tried often enough. */
  public invoke(fn: LambdaFunction, event: unknown, log: Log): Promise<void> {
    const attempts = this.attempts(fn, event, log).finally(() => this.running.delete(attempts));
    this.running.add(attempts);
    return attempts;
  }

  /** Settles when nothing runs any more. */
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

  /** @returns what went wrong, in Lambda's words; undefined when the handler returned */
  private async attempt(fn: LambdaFunction, event: unknown, awsRequestId: string, log: Log): Promise<string | undefined> {
    if (this.options.closing.aborted) return undefined;
    const logStreamName = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
    const timeoutMillis = this.options.functionTimeout(fn.timeoutSeconds);
    const child = fork(path.join(__dirname, 'runner.cjs'), {
      cwd: fn.codeFolder,
      env: this.variables(fn, logStreamName),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.children.add(child);
    for (const source of ['stdout', 'stderr'] as const) {
      readline.createInterface({ input: child[source]! }).on('line', line => log(source, line));
    }

    return new Promise(resolve => {
      let failure: string | undefined;
      let returned = false;
      let timer: NodeJS.Timeout | undefined;
      const limit = (millis: number, message: string) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          failure = message;
          child.kill('SIGKILL');
        }, millis);
      };
      child.on('message', (message: RunnerMessage) => {
        if (message.type === 'started') limit(timeoutMillis, `Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`);
        if (message.type === 'returned') returned = true;
        if (message.type === 'failed') failure = `Error: ${JSON.stringify(message.error)}`;
      });
      child.once('error', cause => failure ??= `Error: ${cause.message}`);
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        this.children.delete(child);
        resolve(returned ? undefined : failure ?? `Error: Runtime exited with error: ${signal ? `signal: ${signal}` : `exit status ${code}`}`);
      });
      limit(INIT_MILLIS, 'INIT_REPORT Phase: init Status: timeout');
      child.send({ event, context: context(fn, awsRequestId, logStreamName), timeoutMillis }, cause => {
        if (cause) failure ??= `Error: ${cause.message}`;
      });
    });
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
