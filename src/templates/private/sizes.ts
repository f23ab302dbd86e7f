import { AddedAsset } from './templates-asset';
import { MAX_PROPERTIES_BYTES } from '../../contract/event-size';
import { memoryNeeded } from '../../contract/memory';

/** From here on a warning says how large the properties are. */
const LARGE_PROPERTIES_BYTES = 400_000;

/** What a value that is known only when deployed counts for at least: a URL or an ARN is seldom longer. */
const UNKNOWN_VALUE_BYTES = 100;

export interface SizeFinding {
  readonly isError: boolean;
  readonly message: string;
}

/**
 * Whether an Update's event can carry the properties of a custom resource, the old and the new ones.
 *
 * @param properties with their CDK tokens resolved
 * @param isSet whether they are a set's, which can be split
 */
export function eventSizeFinding(properties: unknown, isSet: boolean): SizeFinding | undefined {
  const bytes = estimatedBytes(properties);
  if (bytes < LARGE_PROPERTIES_BYTES) return undefined;
  const isError = bytes > MAX_PROPERTIES_BYTES;
  const limit = isError ? `must be at most ${MAX_PROPERTIES_BYTES} bytes of JSON` : `come near their limit of ${MAX_PROPERTIES_BYTES} bytes of JSON`;
  return {
    isError,
    message: `the resource's properties ${limit}, as CloudFormation sends the old and the new ones in one event, which AWS Lambda takes up to 1 MB, `
      + `got: about ${bytes} bytes. Each place in an email where a value stands that is known only when deployed adds some bytes. `
      + `${isSet ? 'Split the set, or hand' : 'Hand'} such values over in the data of the mails`,
  };
}

/**
 * Whether the function has the memory to deploy an asset.
 *
 * @param memorySize the function's, in MiB
 */
export function memoryProblem({ size, largestTemplate }: AddedAsset, memorySize: number): string | undefined {
  const needed = memoryNeeded(size, largestTemplate);
  if (memorySize >= needed) return undefined;
  return `the deployment function must have at least ${needed} MiB of memory for ${size} bytes of templates, the largest of ${largestTemplate} bytes, got: ${memorySize} MiB. `
    + `Call EmailTemplateProvider.configure(stack, { memorySize: ${roundUp(needed, 64)} }) above the stack's first email template`;
}

function estimatedBytes(properties: unknown): number {
  return Buffer.byteLength(JSON.stringify(properties, (_, value: unknown) => {
    if (!isIntrinsic(value)) return value;
    const length = JSON.stringify(value).length;
    return 'x'.repeat(Math.max(length, UNKNOWN_VALUE_BYTES) - 2);
  }));
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
