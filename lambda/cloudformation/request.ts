/**
 * A validated request for a custom resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface Request {
  readonly type: RequestType;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  /** Absent on a Create. */
  readonly physicalResourceId?: string;
  readonly properties: unknown;
  /** Present only on an Update. */
  readonly oldProperties?: unknown;
}

const TYPES = ['Create', 'Update', 'Delete'] as const;
export type RequestType = typeof TYPES[number];

/** Where the response goes, and the fields that it must repeat. Available even if the rest of the request is malformed. */
export interface ReturnAddress {
  readonly responseUrl: string;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId?: string;
  /** When CloudFormation sent the request. Absent if the response address carries no date. */
  readonly sentAt?: Date;
}

/** Thrown when a request is not one that CloudFormation sends. Never quotes the request, which contains `ResponseURL`. */
export class MalformedRequestError extends Error {
  constructor(message: string) {
    super(`malformed custom resource request: ${message}`);
    this.name = 'MalformedRequestError';
  }
}

/** @throws MalformedRequestError if there is no usable `ResponseURL`, so that no response can be sent */
export function returnAddress(event: unknown): ReturnAddress {
  const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId } = (event ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => typeof value === 'string' ? value : '';
  const responseUrl = text(ResponseURL);
  if (!/^https?:\/\//.test(responseUrl)) throw new MalformedRequestError('ResponseURL must be an HTTP or HTTPS address');
  return {
    responseUrl,
    stackId: text(StackId),
    requestId: text(RequestId),
    logicalResourceId: text(LogicalResourceId),
    physicalResourceId: text(PhysicalResourceId) || undefined,
    sentAt: signedAt(responseUrl),
  };
}

/** CloudFormation signs the address when it sends the request. The signature carries the time: `X-Amz-Date=20261124T184500Z`. */
function signedAt(responseUrl: string): Date | undefined {
  const date = /[?&]X-Amz-Date=(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z/.exec(responseUrl);
  return date ? new Date(Date.UTC(+date[1], +date[2] - 1, +date[3], +date[4], +date[5], +date[6])) : undefined;
}

export function parseRequest(event: unknown): Request {
  const from = event as Record<string, unknown>;
  const text = (field: string): string => {
    const value = from[field];
    if (typeof value !== 'string' || value === '') throw new MalformedRequestError(`${field} must be a non-empty string`);
    return value;
  };
  const object = (field: string): unknown => {
    const value = from[field];
    if (typeof value !== 'object' || value === null) throw new MalformedRequestError(`${field} must be an object`);
    return value;
  };
  const type = TYPES.find(known => known === from.RequestType);
  if (!type) throw new MalformedRequestError(`RequestType must be one of ${TYPES.join(', ')}`);
  return {
    type,
    stackId: text('StackId'),
    requestId: text('RequestId'),
    logicalResourceId: text('LogicalResourceId'),
    physicalResourceId: type === 'Create' ? undefined : text('PhysicalResourceId'),
    properties: object('ResourceProperties'),
    oldProperties: type === 'Update' ? object('OldResourceProperties') : undefined,
  };
}
