import { AddedAsset } from './templates-asset';
import { MAX_PROPERTIES_BYTES } from '../../contract/event-size';
import { memoryNeeded } from '../../contract/memory';

/** From this size on, there is a warning. */
const LARGE_PROPERTIES_BYTES = 400_000;

/** The minimum estimate for a deploy-time value; URLs and ARNs are seldom longer. */
const UNKNOWN_VALUE_BYTES = 100;

export interface SizeFinding {
  readonly isError: boolean;
  readonly message: string;
}

/**
 * Checks whether an Update event can contain both the old and the new properties of a custom resource.
 *
 * @param properties the properties with CDK tokens resolved
 * @param isSet whether the resource is a set, which can be split
 */
export function eventSizeFinding(properties: unknown, isSet: boolean): SizeFinding | undefined {
  const bytes = estimatedBytes(properties);
  if (bytes < LARGE_PROPERTIES_BYTES) return undefined;
  const isError = bytes > MAX_PROPERTIES_BYTES;
  const limit = isError ? `must be at most ${MAX_PROPERTIES_BYTES} bytes of JSON` : `come near their limit of ${MAX_PROPERTIES_BYTES} bytes of JSON`;
  return {
    isError,
    message: `the resource's properties ${limit}, because CloudFormation sends the old and the new ones in one event, for which AWS Lambda accepts at most 1 MB, `
      + `got: about ${bytes} bytes. Each occurrence of a deploy-time value in an email adds some bytes. `
      + `${isSet ? 'Split the set, or pass' : 'Pass'} such values in the data of the mails`,
  };
}

/**
 * Checks whether the function has enough memory to deploy an asset.
 *
 * @param memorySize the function's memory in MiB
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
