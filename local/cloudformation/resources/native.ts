import { CurrentResource, Outcome, Provider, ResourceFailure, ResourceRequest } from './provider';
import { generatedId, physicalIdOf } from '../template/attributes';
import { Properties } from '../template/template';

/** Creates resources of one type in a local service. The message of an error becomes the resource's status reason. */
export interface NativeResource {
  /** @param generatedName the name to use if the template does not set one */
  create(properties: Properties, generatedName: string): Promise<NativeOutcome>;
  /** Returns another physical id if the change requires a new resource. The old one is deleted later. */
  update(physicalId: string, properties: Properties, previous: Properties, generatedName: string): Promise<NativeOutcome>;
  delete(physicalId: string, properties: Properties): Promise<void>;
}

export interface NativeOutcome {
  readonly physicalId: string;
  /** The values of Fn::GetAtt. */
  readonly attributes?: Record<string, unknown>;
}

/** Resources that exist in a local service. */
export class NativeResources implements Provider {
  public constructor(private readonly resource: NativeResource) {}

  public create(request: ResourceRequest): Promise<Outcome> {
    return handled(async () => outcome(await this.resource.create(request.properties, nameFor(request))));
  }

  public update(request: ResourceRequest, current: CurrentResource): Promise<Outcome> {
    return handled(async () => outcome(
      await this.resource.update(current.physicalId, request.properties, current.properties, nameFor(request))));
  }

  public delete(request: ResourceRequest, physicalId: string): Promise<void> {
    return handled(() => this.resource.delete(physicalId, request.properties));
  }
}

/** Resources without a local service. They get an id and count as created. */
export class RecordedResources implements Provider {
  public async create({ type, properties, env, ...request }: ResourceRequest): Promise<Outcome> {
    return { physicalId: physicalIdOf(type, properties, nameFor(request), env), attributes: {} };
  }

  /** A changed name requires a new resource. */
  public async update(request: ResourceRequest): Promise<Outcome> {
    return this.create(request);
  }

  public async delete(): Promise<void> {
    // There is nothing to delete.
  }
}

function nameFor({ stackName, stackId, logicalId }: Pick<ResourceRequest, 'stackName' | 'stackId' | 'logicalId'>): string {
  return generatedId(stackName, stackId, logicalId);
}

function outcome({ physicalId, attributes = {} }: NativeOutcome): Outcome {
  return { physicalId, attributes };
}

async function handled<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new ResourceFailure(`Resource handler returned message: "${cause instanceof Error ? cause.message : String(cause)}"`);
  }
}

