import { CurrentResource, Outcome, Provider, ResourceFailure, ResourceRequest } from './provider';
import { generatedId, physicalIdOf } from '../template/attributes';
import { Properties } from '../template/template';

/** Makes the resources of one type for real, in a local service. What it throws is the resource's status reason. */
export interface NativeResource {
  /** @param generatedName the name for a resource that the template does not name */
  create(properties: Properties, generatedName: string): Promise<NativeOutcome>;
  /** Gives another physical id when the change needs a new resource; the old one is deleted later. */
  update(physicalId: string, properties: Properties, previous: Properties, generatedName: string): Promise<NativeOutcome>;
  delete(physicalId: string, properties: Properties): Promise<void>;
}

export interface NativeOutcome {
  readonly physicalId: string;
  /** What Fn::GetAtt gives. */
  readonly attributes?: Record<string, unknown>;
}

/** Resources that a local service knows. */
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

/** Resources that nothing local needs: they get an id, and count as made. */
export class RecordedResources implements Provider {
  public async create({ type, properties, env, ...request }: ResourceRequest): Promise<Outcome> {
    return { physicalId: physicalIdOf(type, properties, nameFor(request), env), attributes: {} };
  }

  /** Another name is another resource. */
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

