import { classifyError } from '../../../lambda/aws/classify-error';
import { ErrorKind } from '../../../lambda/pacing/retry';

const error = (name: string, status?: number, code?: string) => Object.assign(new Error(), { name, code, $metadata: { httpStatusCode: status } });

test.each<[string, Error, ErrorKind]>([
  ['SES\'s throttling', error('Throttling', 400), 'throttled'],
  ['another service\'s throttling', error('ThrottlingException', 400), 'throttled'],
  ['HTTP 429 by whatever name', error('Whatever', 429), 'throttled'],
  ['the quota of templates', error('LimitExceededException', 400), 'final'],
  ['an internal failure', error('InternalFailure', 500), 'unanswered'],
  ['a gateway in between', error('Unknown', 503), 'unanswered'],
  ['a timeout', error('TimeoutError'), 'unanswered'],
  ['a success whose body cannot be parsed', error('Error', 200), 'unanswered'],
  ['a success whose body breaks off', error('Error', 200, 'ECONNRESET'), 'unanswered'],
  ['a refusal whose body breaks off', error('Error', 400, 'ECONNRESET'), 'unanswered'],
  ['an error that the SDK wrapped', new Error('AWS SDK error wrapper for Error: read ECONNRESET'), 'unanswered'],
  ['a body that broke off, wrapped', new Error('AWS SDK error wrapper for Error: aborted\n  Deserialization error: …'), 'unanswered'],
  ['a body that ends too early', error('Error', undefined, 'ERR_STREAM_PREMATURE_CLOSE'), 'unanswered'],
  ['a broken connection', error('Error', undefined, 'ECONNRESET'), 'unanswered'],
  ['a name that does not resolve yet', error('Error', undefined, 'EAI_AGAIN'), 'unanswered'],
  ['a refusal', error('InvalidTemplate', 400), 'final'],
  ['a missing permission', error('AccessDenied', 403), 'denied'],
  ['a missing permission by its other name', error('AccessDeniedException', 400), 'denied'],
  ['missing credentials', error('CredentialsProviderError'), 'final'],
  ['a mistake of ours', new TypeError('undefined is not a function'), 'final'],
])('%s', (_what, given, kind) => {
  expect(classifyError(given)).toBe(kind);
});
