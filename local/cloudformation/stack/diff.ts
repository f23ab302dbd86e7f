import { desiredProperties, makePlan } from './forward';
import { attributeValue, exportedValue } from './operation';
import { ResourceState, StackState } from '../state/state';
import { AssemblyStack } from '../template/assembly';
import { Scope } from '../template/intrinsics';
import { changes, PropertyChange } from '../template/properties';
import { TemplateError } from '../template/template';

/** The changes that a deployment would make to a stack. */
export interface StackDiff {
  readonly stackName: string;
  readonly change: 'create' | 'update' | 'none';
  readonly resources: readonly ResourceDiff[];
}

export interface ResourceDiff {
  readonly logicalId: string;
  readonly path?: string;
  readonly type: string;
  readonly change: 'create' | 'update' | 'delete';
  /** The properties that differ: all for a new resource, none for a deleted one. */
  readonly properties: readonly PropertyChange[];
}

/**
 * Compares a stack of an assembly with the deployed one. A deploy-time value is shown as its reference, such as
 * `${Topic.TopicArn}`.
 *
 * @throws TemplateError if the template cannot be deployed
 */
export function diffStack(assembled: AssemblyStack, deployed: StackState | undefined, stacks: readonly StackState[]): StackDiff {
  const { stackName, template, paths } = assembled;
  const existing = deployed?.resources ?? {};
  const scope = knownScope(assembled, deployed, stacks);
  const plan = makePlan(template, paths, scope, existing);

  const wanted = Object.entries(plan.resources).flatMap(([logicalId, resource]): ResourceDiff[] => {
    const before = existing[logicalId] as ResourceState | undefined;
    const path = resource.Metadata?.['aws:cdk:path'] as string | undefined ?? paths[logicalId];
    const properties = changes(before?.properties ?? {}, desiredProperties(resource, scope));
    if (before && properties.length === 0) return [];
    return [{ logicalId, path, type: resource.Type, change: before ? 'update' : 'create', properties }];
  });
  const dropped = Object.values(existing).filter(({ logicalId }) => !plan.resources[logicalId])
    .map(({ logicalId, path, type }): ResourceDiff => ({ logicalId, path, type, change: 'delete', properties: [] }));

  const templateChanged = !deployed || changes(deployed.template, template).length > 0;
  return { stackName, change: !deployed ? 'create' : templateChanged ? 'update' : 'none', resources: [...wanted, ...dropped] };
}

function knownScope({ stackName, template, env }: AssemblyStack, deployed: StackState | undefined, stacks: readonly StackState[]): Scope {
  const reference = (name: string) => `\${${name}}`;
  return {
    template,
    stackName,
    env,
    stackId: deployed?.stackId ?? reference('AWS::StackId'),
    ref: logicalId => deployed?.resources[logicalId]?.physicalId ?? reference(logicalId),
    getAtt: (logicalId, attribute) => {
      const resource = deployed?.resources[logicalId];
      return known(() => deployed && resource && attributeValue(deployed, resource, attribute)) ?? reference(`${logicalId}.${attribute}`);
    },
    importValue: name => known(() => exportedValue(stacks, name)) ?? reference(name),
  };
}

function known<T>(value: () => T): T | undefined {
  try {
    return value();
  } catch (cause) {
    if (cause instanceof TemplateError) return undefined;
    throw cause;
  }
}
