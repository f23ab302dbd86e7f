import { ErrorKind } from '../pacing/retry';

const THROTTLED = new Set([
  'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException',
  'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown', 'PriorRequestNotComplete', 'BandwidthLimitExceeded',
]);

const DENIED = new Set(['AccessDenied', 'AccessDeniedException']);

/** Names and codes of errors for a connection that broke, or went silent, before the whole answer was there; "aborted" is Node's text. */
const BROKEN = new Set([
  'TimeoutError', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENETDOWN', 'ENETUNREACH', 'EHOSTDOWN',
  'EHOSTUNREACH', 'ERR_STREAM_PREMATURE_CLOSE', 'aborted',
]);

/**
 * The kind of an error that the SDK throws.
 *
 * The SDK's own classification is not used: it treats SES's `LimitExceededException` as throttling, but that is the quota
 * of 20,000 templates, which no waiting raises.
 */
export function classifyError(error: unknown): ErrorKind {
  const { name, code, message, $metadata } = error as { name?: string; code?: string; message?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (THROTTLED.has(name ?? '') || status === 429) return 'throttled';
  if (DENIED.has(name ?? '')) return 'denied';
  // The SDK wraps what is not an instance of Error, and keeps nothing of it but the text.
  const wrapped = /^AWS SDK error wrapper for .*?(TimeoutError|aborted|E[A-Z_]+)/.exec(message ?? '')?.[1];
  // Before the status: an answer has one as soon as it begins.
  if ([name, code, wrapped].some(word => BROKEN.has(word ?? ''))) return 'unanswered';
  if (status === undefined) return 'final';
  // An error with the status of a success is an answer that the SDK could not read.
  return status >= 500 || (status >= 200 && status < 300) ? 'unanswered' : 'final';
}
