import { ResourceState, StackState } from '../cloudformation';

/** A template that a stack deployed. */
export interface DeployedTemplate {
  readonly name: string;
  readonly stackName: string;
  /** The construct's path, or the logical id if the assembly does not contain it. */
  readonly path: string;
  /** The app's sample data, if any. */
  readonly sampleData?: Record<string, unknown>;
}

/** The properties of the custom resource that are read here. */
interface Properties {
  readonly Templates: Readonly<Record<string, { readonly Name: string }>>;
  readonly AssetBucket: string;
  readonly AssetKey: string;
}
interface Asset {
  readonly templates: Readonly<Record<string, { readonly SampleData?: Record<string, unknown> }>>;
}

const RESOURCE_TYPE = 'Custom::SESEmailTemplates';

/** Finds the templates of the stacks, with the sample data from their assets. */
export function deployedTemplates(stacks: readonly StackState[], read: (bucket: string, key: string) => Buffer | undefined): DeployedTemplate[] {
  return stacks.flatMap(({ stackName, resources }) => Object.values(resources)
    .filter(({ type, physicalId }) => type === RESOURCE_TYPE && physicalId !== undefined)
    .flatMap(resource => templatesOf(stackName, resource, read)));
}

function templatesOf(
  stackName: string, { logicalId, path, properties }: ResourceState, read: (bucket: string, key: string) => Buffer | undefined,
): DeployedTemplate[] {
  const { Templates, AssetBucket, AssetKey } = properties as unknown as Properties;
  const content = read(AssetBucket, AssetKey);
  const asset: Asset | undefined = content && JSON.parse(content.toString());
  return Object.entries(Templates).map(([key, { Name }]) => ({
    name: Name,
    stackName,
    path: path?.replace(/\/Resource$/, '') ?? logicalId,
    sampleData: asset?.templates[key]?.SampleData,
  }));
}
