import { createHash, randomUUID } from 'node:crypto';
import { Faults } from '../ses';
import { Answer, answerWithFaults, Refusals } from './answer';
import { document, element } from './xml';

/** Finds an object's content. */
export type Objects = (bucket: string, key: string) => Promise<Buffer | undefined> | Buffer | undefined;

/** Answers GetObject in path style: `GET /bucket/key`. */
export async function answerS3(objects: Objects, faults: Faults, method: string, path: string): Promise<Answer> {
  const [bucket, ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (method !== 'GET' || key === '') return refuse(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  return answerWithFaults(faults.effectOn('GetObject', key), REFUSALS, async () => {
    const content = await objects(bucket, key);
    if (!content) return refuse(404, 'NoSuchKey', 'The specified key does not exist.', key);
    return {
      status: 200,
      headers: { 'content-type': 'application/octet-stream', 'etag': `"${createHash('md5').update(content).digest('hex')}"` },
      body: content,
    };
  });
}

/** The texts are from AWS, "Error responses" in the S3 API reference. */
const REFUSALS: Refusals = {
  'throttle': () => refuse(503, 'SlowDown', 'Please reduce your request rate.'),
  'internal-error': () => refuse(500, 'InternalError', 'We encountered an internal error. Please try again.'),
  'deny': () => refuse(403, 'AccessDenied', 'Access Denied'),
};

function refuse(status: number, code: string, message: string, key?: string): Answer {
  const requestId = randomUUID();
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: document(element('Error', { Code: code, Message: message, Key: key, RequestId: requestId })),
  };
}
