import { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LostAnswer, Loss, Mishap } from '../ses';

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** What happens in the middle of the body. @default - the body is sent whole */
  readonly cutOff?: Loss;
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

/** Gives no answer. A connection that is to be silent stays open until the caller, or the server, closes it. */
export function lose({ socket }: ServerResponse, how: Loss): void {
  if (how === 'reset') socket?.resetAndDestroy();
}

/** How a service refuses what it cannot be blamed for. */
export interface Refusals {
  readonly 'throttle': () => Answer;
  readonly 'internal-error': () => Answer;
  readonly 'deny': () => Answer;
}

/** The answer to a call that only reads, or what a mishap makes of it. */
export async function answerThrough({ kind, loss, latencyMs }: Mishap, refusals: Refusals, answer: () => Promise<Answer>): Promise<Answer> {
  if (latencyMs > 0) await sleep(latencyMs, undefined, { ref: false });
  if (kind === 'throttle' || kind === 'internal-error' || kind === 'deny') return refusals[kind]();
  if (!loss) return answer();
  if (loss.when !== 'midway') throw new LostAnswer(loss.how);
  return { ...await answer(), cutOff: loss.how };
}
