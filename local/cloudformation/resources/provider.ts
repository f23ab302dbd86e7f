import { Environment } from '../template/environment';
import { Properties } from '../template/template';

/** A resource that something is to be done with. */
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

/** What a Create or an Update came to. A physical id other than before means that the resource was replaced. */
export interface Outcome {
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
  readonly requestId?: string;
}

/** A resource that could not be created, updated or deleted; its message is the status reason. */
export class ResourceFailure extends Error {
  /** @param physicalId the id that the failure carried, if it carried one */
  public constructor(reason: string, public readonly physicalId?: string) {
    super(reason);
    this.name = 'ResourceFailure';
  }
}

/**
 * Does what a template says, for the resources of some types.
 * Each method throws ResourceFailure when the resource could not be made so, TemplateError when nothing was tried.
 */
export interface Provider {
  /** @param signal aborted when CloudFormation gives the operation up, since another resource failed */
  create(request: ResourceRequest, signal: AbortSignal): Promise<Outcome>;
  update(request: ResourceRequest, current: CurrentResource, signal: AbortSignal): Promise<Outcome>;
  /** The request's properties are those that the resource has. */
  delete(request: ResourceRequest, physicalId: string): Promise<void>;
}
