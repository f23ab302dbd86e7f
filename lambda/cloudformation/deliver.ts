import * as http from 'node:http';
import * as https from 'node:https';
import { redact } from './redact';
import { Backoff } from '../pacing/backoff';
import { Clock } from '../pacing/clock';

/** Sends a response to the address where CloudFormation waits for it. */
export type Deliver = (responseUrl: string, body: string) => Promise<void>;

/** Thrown when CloudFormation could not be reached. The function fails with it, so that Lambda runs it again. */
export class DeliveryError extends Error {
  constructor(attempts: number, reason: string) {
    super(`the response could not be delivered in ${attempts} attempts: ${reason}`);
    this.name = 'DeliveryError';
  }
}

const ATTEMPTS = 6;
const TIMEOUT = 5_000;

/** Delivers with PUT over HTTPS, or over HTTP for local use. Retries until it gets a 2xx status. */
export function deliverer(clock: Clock, backoff: Backoff): Deliver {
  return async (responseUrl, body) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await put(new URL(responseUrl), body);
      } catch (error) {
        // No `cause`: its fields may contain the address.
        if (attempt === ATTEMPTS) throw new DeliveryError(attempt, redact((error as Error).message, responseUrl));
      }
      await clock.sleep(backoff(attempt));
    }
  };
}

function put(url: URL, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'PUT',
      // The signature of the address covers an empty content type.
      headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
      timeout: TIMEOUT,
    }, response => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else reject(new Error(`HTTP status ${status}`));
      });
    });
    request.once('timeout', () => request.destroy(new Error(`no answer in ${TIMEOUT} ms`)));
    request.once('error', reject);
    request.end(body);
  });
}
