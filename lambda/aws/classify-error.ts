import { ErrorKind } from '../pacing/retry';

const THROTTLED = new Set([
  'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException',
  'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown', 'PriorRequestNotComplete', 'BandwidthLimitExceeded',
]);

const DENIED = new Set(['AccessDenied', 'AccessDeniedException']);

/** Names and codes of errors for a connection that broke or fell silent before the response was complete; "aborted" is Node's text. */
const BROKEN = new Set([
  'TimeoutError', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENETDOWN', 'ENETUNREACH', 'EHOSTDOWN',
  'EHOSTUNREACH', 'ERR_STREAM_PREMATURE_CLOSE', 'aborted',
]);

/**
 * Classifies an error of the SDK.
 *
 * The SDK's own classification is not used: it treats SES's `LimitExceededException` as throttling. That error means the
 * quota of 20,000 templates, and waiting does not help.
 */
export function classifyError(error: unknown): ErrorKind {
  const { name, code, message, $metadata } = error as { name?: string; code?: string; message?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (THROTTLED.has(name ?? '') || status === 429) return 'throttled';
  if (DENIED.has(name ?? '')) return 'denied';
  // The SDK wraps anything that is not an instance of Error and keeps only its text.
  const wrapped = /^AWS SDK error wrapper for .*?(TimeoutError|aborted|E[A-Z_]+)/.exec(message ?? '')?.[1];
  // Checked before the status, which is set as soon as the response begins.
  if ([name, code, wrapped].some(word => BROKEN.has(word ?? ''))) return 'unanswered';
  if (status === undefined) return 'final';
  // An error with a success status is a response that the SDK could not parse.
  return status >= 500 || (status >= 200 && status < 300) ? 'unanswered' : 'final';
}
