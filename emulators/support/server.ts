import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The file for its output. */
  readonly log: string;
  /** An address that answers once the server is ready. */
  readonly health: string;
}

const READY_WITHIN_SECONDS = 60;
/** How long a server may take to end. */
const GRACE_MS = 5_000;

/** A server in a separate process. */
export class Server {
  public static async start({ command, args, env, log, health }: ServerOptions): Promise<Server> {
    const output = openSync(log, 'a');
    const server = new Server(spawn(command, args, { env: env ?? process.env, stdio: ['ignore', output, output] }));
    await server.ready(health, log);
    return server;
  }

  private readonly ended: Promise<unknown>;
  private failure?: Error;

  private constructor(private readonly child: ChildProcess) {
    child.once('error', cause => { this.failure = cause; });
    this.ended = once(child, 'exit').catch(() => undefined);
    // So that the server ends with this process.
    process.once('exit', () => child.kill('SIGKILL'));
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private async ready(health: string, log: string): Promise<void> {
    for (const end = Date.now() + READY_WITHIN_SECONDS * 1_000; ; await sleep(100)) {
      if (this.failure) throw this.failure;
      if (this.child.exitCode !== null) throw new Error(`${this.child.spawnfile} must run, got: exit code ${this.child.exitCode}, see ${log}`);
      if (await fetch(health).then(({ ok }) => ok, () => false)) return;
      if (Date.now() > end) {
        await this.stop();
        throw new Error(`${this.child.spawnfile} must answer at ${health} within ${READY_WITHIN_SECONDS} seconds, see ${log}`);
      }
    }
  }
}

/** A free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}
