import { ReturnAddress } from './request';
import { MAX_RESPONSE_BYTES } from '../../src/contract/limits';

/**
 * The response to a request, in the format of CloudFormation.
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

/** CloudFormation cannot display control characters, and some tools fail on events that contain them (coverage-roadmap#1601). */
function printable(reason: string): string {
  // eslint-disable-next-line no-control-regex
  return reason.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}

function repeated({ stackId, requestId, logicalResourceId }: ReturnAddress) {
  return { StackId: stackId, RequestId: requestId, LogicalResourceId: logicalResourceId };
}

/**
 * The response as JSON, at most 4,096 bytes long. A reason that is too long loses its middle: the beginning says what
 * failed, and the end says why and what was undone.
 */
export function encode(response: Response): string {
  const whole = JSON.stringify(response);
  if (fits(whole)) return whole;
  const reason = [...response.Reason ?? ''];
  let kept = 0;
  // Binary search for the longest reason that fits: the size of a character in JSON varies.
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
