/** The parsed response of a custom resource. */
export interface ProviderResponse {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason?: string;
  readonly physicalResourceId: string;
  readonly data: Record<string, unknown>;
}

/** The part of the request that a response must repeat verbatim. */
export interface RequestIds {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** Thrown for a response that CloudFormation does not accept. The resource fails with this message. */
export class InvalidResponseError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'InvalidResponseError';
  }
}

/** The limit of a response, in bytes of UTF-8. Documented with the response object. */
const MAX_RESPONSE_BYTES = 4_096;
const MAX_PHYSICAL_RESOURCE_ID_BYTES = 1_024;

/**
 * Parses a response like CloudFormation.
 *
 * The rules are documented (custom resource response objects). These messages are CloudFormation's own, as reported by
 * users: the length, `Invalid PhysicalResourceId`, the response status, and the type of Data. The others are modelled on
 * them.
 *
 * @throws InvalidResponseError
 */
export function parseResponse(body: Buffer, request: RequestIds): ProviderResponse {
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
  // A Reason of null is not a string, so the whole response is refused (typelevel/feral, observed).
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
