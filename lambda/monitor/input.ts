import { MalformedInputError } from './errors';
import { DRIFT_INPUT_VERSION, DriftScheduleInput, MonitoredConfigurationSet, MonitoredNames, IgnoreRule } from '../../src/contract/drift';
import { Declaration, parseDeclaration } from '../reconcile/declaration';
import { reasonOf } from '../reconcile/reason';

/** What one schedule checks. */
export interface Watched {
  readonly resources: readonly WatchedResource[];
  readonly configurationSets: readonly MonitoredConfigurationSet[];
  readonly names: readonly MonitoredNames[];
  readonly ignore: readonly IgnoreRule[];
  readonly acknowledged: readonly string[];
}

export interface WatchedResource {
  readonly stackId: string;
  readonly logicalId: string;
  readonly declaration: Declaration;
}

/** @throws MalformedInputError if it is not what the construct writes */
export function parseInput(text: string): Watched {
  let input: Partial<DriftScheduleInput>;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new MalformedInputError(`it is not JSON: ${reasonOf(cause)}`);
  }
  if (input?.Version !== DRIFT_INPUT_VERSION) throw new MalformedInputError(`Version must be ${DRIFT_INPUT_VERSION}, got: ${JSON.stringify(input?.Version)}`);
  const list = <T>(name: keyof DriftScheduleInput): readonly T[] => {
    const value = input[name];
    if (!Array.isArray(value)) throw new MalformedInputError(`${name} must be a list`);
    return value;
  };
  return {
    resources: list<DriftScheduleInput['Resources'][number]>('Resources').map(({ StackId, LogicalId, Properties }) => {
      try {
        return { stackId: StackId, logicalId: LogicalId, declaration: parseDeclaration(Properties) };
      } catch (cause) {
        throw new MalformedInputError(`${LogicalId}: ${reasonOf(cause)}`);
      }
    }),
    configurationSets: list('ConfigurationSets'),
    names: list('Names'),
    ignore: list('Ignore'),
    acknowledged: list('Acknowledged'),
  };
}
