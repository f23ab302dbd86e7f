import { ReturnAddress } from './request';
import { MAX_RESPONSE_BYTES } from '../../src/contract/limits';

/**
 * The answer to a request, as CloudFormation reads it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export interface Response {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export function succeeded(to: ReturnAddress, physicalResourceId: string): Response {
  return { Status: 'SUCCESS', PhysicalResourceId: physicalResourceId, ...repeated(to) };
}

export function failed(to: ReturnAddress, physicalResourceId: string, reason: string): Response {
  return { Status: 'FAILED', Reason: printable(reason), PhysicalResourceId: physicalResourceId, ...repeated(to) };
}

/** CloudFormation cannot show control characters, and some tools cannot read events with them (coverage-roadmap#1601). */
function printable(reason: string): string {
  // eslint-disable-next-line no-control-regex
  return reason.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}

function repeated({ stackId, requestId, logicalResourceId }: ReturnAddress) {
  return { StackId: stackId, RequestId: requestId, LogicalResourceId: logicalResourceId };
}

/**
 * The answer in bytes, at most 4,096 of them. A reason too long loses its middle: its beginning says what failed, and
 * its end why, and what was undone.
 */
export function encode(response: Response): string {
  const whole = JSON.stringify(response);
  if (fits(whole)) return whole;
  const reason = [...response.Reason ?? ''];
  let kept = 0;
  // The most that fits, by halving: how many bytes a character takes in JSON depends on the character.
  for (let low = 0, high = reason.length; low <= high;) {
    const middle = Math.floor((low + high) / 2);
    if (fits(JSON.stringify(withReason(response, reason, middle)))) {
      kept = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return JSON.stringify(withReason(response, reason, kept));
}

function withReason(response: Response, reason: readonly string[], kept: number): Response {
  const head = Math.floor(kept / 3);
  return { ...response, Reason: `${reason.slice(0, head).join('')} … ${reason.slice(reason.length - (kept - head)).join('')}` };
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MAX_RESPONSE_BYTES;
}
