import { Environment } from '../template/environment';
import { Properties } from '../template/template';

/** The resource that an operation is about. */
export interface ResourceRequest {
  readonly stackName: string;
  readonly stackId: string;
  readonly env: Environment;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

/** A resource as it is before an Update or a Delete. */
export interface CurrentResource {
  readonly physicalId: string;
  readonly properties: Properties;
}

/** The result of a Create or an Update. A changed physical id means that the resource was replaced. */
export interface Outcome {
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
  readonly requestId?: string;
}

/** Thrown when a resource could not be created, updated or deleted. The message becomes the status reason. */
export class ResourceFailure extends Error {
  /** @param physicalId the id in the failure, if any */
  public constructor(reason: string, public readonly physicalId?: string) {
    super(reason);
    this.name = 'ResourceFailure';
  }
}

/**
 * Creates, updates and deletes the resources of some types.
 * Each method throws ResourceFailure if the operation failed, and TemplateError if it could not be attempted.
 */
export interface Provider {
  /** @param signal aborted when CloudFormation cancels the operation because another resource failed */
  create(request: ResourceRequest, signal: AbortSignal): Promise<Outcome>;
  update(request: ResourceRequest, current: CurrentResource, signal: AbortSignal): Promise<Outcome>;
  /** The request has the current properties of the resource. */
  delete(request: ResourceRequest, physicalId: string): Promise<void>;
}
