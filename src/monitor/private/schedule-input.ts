import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { MonitoredConfigurationSet, DRIFT_INPUT_VERSION, DriftScheduleInput, IgnoreRule, MonitoredNames, MonitoredResource } from '../../contract/drift';
import { DeployedResource } from '../../templates/private/deployed-templates';
import { claimedNames } from '../../templates/private/template-names';
import { TemplateDriftIgnoreRule } from '../template-drift-finding';
import { Slice } from './parts';

export interface ScheduleInputOptions {
  readonly part: number;
  readonly slices: readonly Slice[];
  readonly configurationSets: readonly MonitoredConfigurationSet[];
  /** The resources whose names are checked for templates that nobody declares. */
  readonly named: readonly DeployedResource[];
  readonly ignore: readonly TemplateDriftIgnoreRule[];
  readonly acknowledged: readonly string[];
}

/** Returns the input of a schedule, with CDK tokens in it. */
export function scheduleInput({ part, slices, configurationSets, named, ignore, acknowledged }: ScheduleInputOptions): DriftScheduleInput {
  return {
    Version: DRIFT_INPUT_VERSION,
    Part: part,
    Resources: slices.map(resourceOf),
    ConfigurationSets: configurationSets,
    Names: named.map(deployed => namesOf(deployed, slices)),
    Ignore: ignore.map(({ names, parts, findings }): IgnoreRule => ({ Names: names, Parts: parts, Findings: findings })),
    Acknowledged: acknowledged,
  };
}

/** Returns the resources whose templates share a name prefix. */
export function withPrefix(resources: readonly DeployedResource[]): DeployedResource[] {
  return resources.filter(({ names }) => names && names.prefix !== '');
}

function resourceOf({ deployed, keys }: Slice): MonitoredResource {
  const { resource, properties, templates } = deployed;
  const declared = Object.fromEntries(keys.map(key => [key, templates[key]]));
  return {
    StackId: resource.stack.stackId,
    LogicalId: resource.stack.resolve(resource.logicalId),
    // The monitor does not drop templates.
    Properties: { ...properties as unknown as MonitoredResource['Properties'], Templates: declared, RemovedTemplates: undefined },
  };
}

/** Includes the declared names of the same form that belong to other schedules and resources. */
function namesOf(deployed: DeployedResource, slices: readonly Slice[]): MonitoredNames {
  const { prefix, suffix } = deployed.names!;
  const inPart = new Set(slices.flatMap(slice => slice.keys.map(key => slice.deployed.templates[key].Name)));
  const belongs = (name: string) => Token.isUnresolved(prefix) || Token.isUnresolved(suffix) || (name.startsWith(prefix) && name.endsWith(suffix));
  const produce = () => {
    const own = Object.values(deployed.templates).map(({ Name: name }) => name);
    return [...new Set([...own, ...claimedNames(Stack.of(deployed.resource)).filter(belongs)])].filter(name => !inPart.has(name)).sort();
  };
  return { Prefix: prefix, Suffix: suffix, Declared: Lazy.uncachedAny({ produce }) as unknown as string[] };
}
