import * as http from 'node:http';
import * as https from 'node:https';
import { redact } from './redact';
import { Backoff } from '../pacing/backoff';
import { Clock } from '../pacing/clock';

/** Sends an answer's bytes to where CloudFormation waits for them. */
export type Deliver = (responseUrl: string, body: string) => Promise<void>;

/** Arises when CloudFormation could not be told; the function fails with it, so that Lambda runs it again. */
export class DeliveryError extends Error {
  constructor(attempts: number, reason: string) {
    super(`the answer could not be delivered in ${attempts} attempts: ${reason}`);
    this.name = 'DeliveryError';
  }
}

const ATTEMPTS = 6;
const TIMEOUT = 5_000;

/** Delivers by PUT, over HTTPS, or HTTP for local use; tries again after anything but a success. */
export function deliverer(clock: Clock, backoff: Backoff): Deliver {
  return async (responseUrl, body) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await put(new URL(responseUrl), body);
      } catch (error) {
        // No `cause`: its fields may hold the address.
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
      // The address is signed for an empty content type.
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
