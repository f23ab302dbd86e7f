/** What a custom resource's provider answered. */
export interface Answer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly physicalResourceId: string;
  readonly data: Record<string, unknown>;
}

/** The part of the request that an answer has to repeat, verbatim. */
export interface AnsweredRequest {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** An answer that CloudFormation does not accept: the resource fails with this message. */
export class InvalidResponseError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'InvalidResponseError';
  }
}

/** The caps on an answer, in bytes of UTF-8: documented with the response object. */
const MAX_RESPONSE_BYTES = 4_096;
const MAX_PHYSICAL_RESOURCE_ID_BYTES = 1_024;

/**
 * Reads an answer as CloudFormation does.
 *
 * The rules are documented (custom resource response objects). Of the messages, these are CloudFormation's own, as
 * users have reported them: the length, `Invalid PhysicalResourceId`, the response status, and Data's type. The others
 * are in its manner.
 *
 * @throws InvalidResponseError
 */
export function parseResponse(body: Buffer, request: AnsweredRequest): Answer {
  if (body.length > MAX_RESPONSE_BYTES) throw new InvalidResponseError('Response object is too long.');
  const response = parseObject(body);

  const status = response.Status;
  if (status !== 'SUCCESS' && status !== 'FAILED') {
    throw new InvalidResponseError(`Invalid Response object: '${String(status)}' is not a valid ResponseStatus`);
  }
  const id = response.PhysicalResourceId;
  if (typeof id !== 'string' || id === '' || Buffer.byteLength(id) > MAX_PHYSICAL_RESOURCE_ID_BYTES) {
    throw new InvalidResponseError('Invalid PhysicalResourceId');
  }
  for (const field of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (response[field] !== request[field]) {
      throw new InvalidResponseError(`Invalid Response object: ${field} must be ${request[field]}, got: ${JSON.stringify(response[field])}`);
    }
  }
  // A Reason of null is no string: such an answer is refused whole (typelevel/feral, observed).
  const reason = response.Reason;
  if (reason !== undefined && typeof reason !== 'string') {
    throw new InvalidResponseError('Invalid Response object: Value of property Reason must be of type String');
  }
  if (status === 'FAILED' && !reason) throw new InvalidResponseError('Invalid Response object: Reason is required when Status is FAILED');
  return { status, reason, physicalResourceId: id, data: dataOf(response.Data) };
}

function parseObject(body: Buffer): Record<string, unknown> {
  let response: unknown;
  try {
    response = JSON.parse(body.toString('utf8'));
  } catch {
    throw new InvalidResponseError('Invalid Response object: not a valid JSON document');
  }
  if (typeof response !== 'object' || response === null || Array.isArray(response)) {
    throw new InvalidResponseError('Invalid Response object: not a JSON object');
  }
  return response as Record<string, unknown>;
}

function dataOf(data: unknown): Record<string, unknown> {
  if (data === undefined || data === null) return {};
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new InvalidResponseError('Value of property Data must be an object with String (or simple type) properties');
  }
  return data as Record<string, unknown>;
}
