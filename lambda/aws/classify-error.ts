import { ErrorKind } from '../pacing/retry';

const THROTTLED = new Set([
  'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException',
  'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown', 'PriorRequestNotComplete', 'BandwidthLimitExceeded',
]);

const BROKEN = new Set([
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH',
]);

/**
 * What an error of the SDK tells about the call.
 *
 * The SDK's own classification is not used: it takes SES's `LimitExceededException` for throttling, and that is the
 * quota of templates, which no waiting raises.
 */
export function classifyError(error: unknown): ErrorKind {
  const { name, code, message, $metadata } = error as { name?: string; code?: string; message?: string; $metadata?: { httpStatusCode?: number } };
  if (THROTTLED.has(name ?? '')) return 'throttled';
  const status = $metadata?.httpStatusCode;
  if (status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'unanswered';
  if (status !== undefined) return 'final';
  // The SDK wraps what it does not know for an Error, and keeps nothing of it but the text.
  const wrapped = /^AWS SDK error wrapper for .*?(TimeoutError|E[A-Z_]+)/.exec(message ?? '')?.[1];
  const trouble = [name, code, wrapped].some(word => word === 'TimeoutError' || BROKEN.has(word ?? ''));
  return trouble ? 'unanswered' : 'final';
}
