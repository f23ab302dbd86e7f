import { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LostAnswer, ResponseLoss, FaultEffect } from '../ses';

/** An HTTP response. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** How the connection fails in the middle of the body. @default - the whole body is sent */
  readonly cutOff?: ResponseLoss;
}

export function send(response: ServerResponse, { status, headers, body, cutOff }: Answer): void {
  if (!cutOff) {
    response.writeHead(status, headers).end(body);
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => { if (cutOff === 'reset') response.destroy(); });
}

/** Sends no response. A silent connection stays open until the caller or the server closes it. */
export function dropConnection({ socket }: ServerResponse, how: ResponseLoss): void {
  if (how === 'reset') socket?.resetAndDestroy();
}

/** The errors with which a service refuses a call hit by a fault. */
export interface Refusals {
  readonly 'throttle': () => Answer;
  readonly 'internal-error': () => Answer;
  readonly 'deny': () => Answer;
}

/** The response to a read, or what faults turn it into. */
export async function answerWithFaults({ kind, loss, latencyMs }: FaultEffect, refusals: Refusals, answer: () => Promise<Answer>): Promise<Answer> {
  if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
  if (kind === 'throttle' || kind === 'internal-error' || kind === 'deny') return refusals[kind]();
  if (!loss) return answer();
  if (loss.when !== 'midway') throw new LostAnswer(loss.how);
  return { ...await answer(), cutOff: loss.how };
}
