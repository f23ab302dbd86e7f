import { ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import * as path from 'node:path';
import * as readline from 'node:readline';

/** Receives the lines that a function writes, and those that Lambda writes about it. */
export type Log = (source: 'stdout' | 'stderr' | 'platform', line: string) => void;

/** An invocation, as a process receives it. */
export interface Invocation {
  readonly event: unknown;
  readonly context: { readonly awsRequestId: string; readonly [name: string]: unknown };
  /** How long the handler may run, in milliseconds. */
  readonly timeoutMillis: number;
  /** Lambda's message if it runs longer. */
  readonly timedOut: string;
}

/** Loading the code has a separate limit, so that the handler gets its whole Timeout. */
const INIT_MILLIS = 10_000;

const STREAMS = ['stdout', 'stderr'] as const;

type RunnerMessage = { type: 'started' } | { type: 'returned' } | { type: 'failed'; error: unknown };

/**
 * An execution environment, in Lambda's terms: a process that has loaded a function's code and runs invocations one after
 * the other until one fails. While idle, it does not keep the event loop alive.
 */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly closed: Promise<string>;
  private ended = false;
  private onLine?: (source: typeof STREAMS[number], line: string) => void;
  private onMessage?: (message: RunnerMessage) => void;

  /** @param onEnd called when the process has ended, for any reason */
  public constructor(codeFolder: string, env: NodeJS.ProcessEnv, onEnd: () => void) {
    this.child = fork(path.join(__dirname, 'runner.cjs'), { cwd: codeFolder, env, execArgv: debuggerOptions(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const source of STREAMS) {
      readline.createInterface({ input: this.child[source]! }).on('line', line => this.onLine?.(source, line));
    }
    this.child.on('message', (message: RunnerMessage) => this.onMessage?.(message));
    this.closed = new Promise(resolve => {
      this.child.once('error', cause => resolve(cause.message));
      this.child.once('close', (code, signal) => resolve(`Runtime exited with error: ${signal ? `signal: ${signal}` : `exit status ${code}`}`));
    }).then(reason => {
      this.ended = true;
      onEnd();
      return reason as string;
    });
  }

  public get isAlive(): boolean {
    return !this.ended && this.child.connected;
  }

  public kill(): void {
    this.child.kill('SIGKILL');
  }

  /** @returns Lambda's error message, after which the process cannot be used any more; undefined if the handler returned */
  public async invoke({ event, context, timeoutMillis, timedOut }: Invocation, log: Log): Promise<string | undefined> {
    const end = `\0${context.awsRequestId}`;
    let failure: string | undefined;
    let timer: NodeJS.Timeout | undefined;
    const limit = (millis: number, message: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        failure = message;
        this.kill();
      }, millis);
    };
    this.keepAwake(true);
    const returned = new Promise<undefined>(resolve => {
      const awaited = new Set<string>(['returned', ...STREAMS]);
      const arrived = (what: string) => {
        awaited.delete(what);
        if (awaited.size === 0) resolve(undefined);
      };
      this.onLine = (source, line) => {
        const last = line.endsWith(end);
        const text = last ? line.slice(0, -end.length) : line;
        if (!last || text !== '') log(source, text);
        if (last) arrived(source);
      };
      this.onMessage = message => {
        if (message.type === 'started') limit(timeoutMillis, timedOut);
        if (message.type === 'returned') arrived('returned');
        if (message.type === 'failed') failure = `Error: ${JSON.stringify(message.error)}`;
      };
    });
    const died = this.closed.then(reason => failure ?? `Error: ${reason}`);
    limit(INIT_MILLIS, 'INIT_REPORT Phase: init Status: timeout');
    this.child.send({ event, context, timeoutMillis, end }, cause => {
      if (cause) failure ??= `Error: ${cause.message}`;
    });
    try {
      return await Promise.race([returned, died]);
    } finally {
      clearTimeout(timer);
      this.keepAwake(false);
    }
  }

  private keepAwake(awake: boolean): void {
    for (const handle of [this.child, this.child.channel, ...STREAMS.map(source => this.child[source] as Socket | null)]) {
      if (awake) handle?.ref();
      else handle?.unref();
    }
  }
}

/** Allows a debugger to attach: `LOCAL_INSPECT=9229` opens that port on the loopback interface. */
function debuggerOptions(): string[] {
  const port = process.env.LOCAL_INSPECT;
  return port === undefined ? [] : [`--inspect=127.0.0.1:${port}`];
}
