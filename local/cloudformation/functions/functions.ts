import { LambdaFunction } from './invoke';
import { ObjectStore } from '../state/objects';
import { ResourceState, StackState } from '../state/state';
import { attributeOf } from '../template/attributes';
import { Properties, TemplateError } from '../template/template';

/** Lambda's defaults for omitted properties. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/**
 * Returns the function of a ServiceToken, as currently deployed.
 *
 * @throws TemplateError if no stack has such a function, or it cannot run here
 */
export function functionOf(serviceToken: string, stacks: readonly StackState[], objects: ObjectStore): LambdaFunction {
  for (const stack of stacks) {
    for (const resource of Object.values(stack.resources)) {
      if (resource.type !== 'AWS::Lambda::Function' || resource.physicalId === undefined) continue;
      const arn = attributeOf(resource.type, resource.logicalId, resource.physicalId, 'Arn', stack.env);
      if (arn === serviceToken) return describe(stack, resource, objects);
    }
  }
  throw new TemplateError(`Function not found: ${serviceToken}: the local CloudFormation runs only functions of its own stacks`);
}

function describe({ stackName, env }: StackState, { logicalId, properties, physicalId }: ResourceState, objects: ObjectStore): LambdaFunction {
  const label = `Function ${logicalId} of stack ${stackName}`;
  const runtime = String(properties.Runtime);
  if (!runtime.startsWith('nodejs')) throw new TemplateError(`${label} has the runtime ${runtime}: the local CloudFormation runs only Node.js`);

  const variables = (properties.Environment as { Variables?: Properties } | undefined)?.Variables ?? {};
  return {
    name: physicalId!,
    env,
    codeFolder: codeFolder(label, physicalId!, properties.Code as Properties, objects),
    handler: String(properties.Handler),
    runtime,
    timeoutSeconds: Number(properties.Timeout ?? DEFAULT_TIMEOUT_SECONDS),
    memoryMegabytes: Number(properties.MemorySize ?? DEFAULT_MEMORY_MEGABYTES),
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
  };
}

function codeFolder(label: string, name: string, code: Properties, objects: ObjectStore): string {
  if (typeof code.ZipFile === 'string') return objects.inlineCode(name, code.ZipFile);
  const folder = objects.codeFolder(String(code.S3Bucket), String(code.S3Key));
  if (folder === undefined) throw new TemplateError(`${label}: no assembly published a folder as s3://${code.S3Bucket}/${code.S3Key}`);
  return folder;
}
