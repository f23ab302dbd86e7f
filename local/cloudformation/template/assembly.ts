import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment, environment, fillPlaceholders } from './environment';
import { checkSupported, Template, TemplateError } from './template';

/** A stack of a cloud assembly, with the files to publish for it. */
export interface AssemblyStack {
  readonly stackName: string;
  readonly env: Environment;
  readonly template: Template;
  readonly assets: readonly Asset[];
  /** Names of the stacks that must be deployed first. */
  readonly dependencies: readonly string[];
  /** Construct paths by logical id. */
  readonly paths: Record<string, string>;
}

export interface Asset {
  readonly bucket: string;
  readonly key: string;
  /** A file, or a folder instead of a zip file. */
  readonly source: string;
}

interface Manifest {
  readonly artifacts?: Record<string, Artifact>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
    readonly directoryName?: string;
  };
}

type Metadata = Record<string, ReadonlyArray<{ readonly type: string; readonly data?: unknown }>>;

interface AssetManifest {
  readonly files?: Record<string, {
    readonly displayName?: string;
    readonly source: { readonly path?: string; readonly executable?: readonly string[] };
    readonly destinations: Record<string, { readonly bucketName: string; readonly objectKey: string }>;
  }>;
}

/**
 * Reads the stacks of a cloud assembly, including those in stages, in an order in which they can be deployed.
 *
 * @param defaults the environment of stacks that were synthesized without one
 * @throws Error if the folder contains no cloud assembly; TemplateError if a template requires something unsupported
 */
export function readAssembly(folder: string, defaults: Environment): AssemblyStack[] {
  const stacks = readManifest(folder, defaults);
  stacks.forEach(({ stackName, template }, index) => {
    if (stacks.findIndex(stack => stack.stackName === stackName) !== index) {
      throw new TemplateError(`The assembly has two stacks named ${stackName}: the local CloudFormation supports one account in one Region`);
    }
    checkSupported(stackName, template);
  });
  return inDeploymentOrder(stacks);
}

function readManifest(folder: string, defaults: Environment): AssemblyStack[] {
  const file = path.join(folder, 'manifest.json');
  if (!fs.existsSync(file)) throw new Error(`${path.resolve(folder)} is not a cloud assembly: it has no manifest.json`);
  const artifacts = readJson<Manifest>(file).artifacts ?? {};
  const stackNames = new Map(Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => [id, properties?.stackName ?? id]));

  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') return readManifest(path.join(folder, artifact.properties!.directoryName!), defaults);
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    const dependencies = artifact.dependencies ?? [];
    const env = environmentOf(artifact, defaults);
    return [{
      stackName: stackNames.get(id)!,
      env,
      template: readJson<Template>(path.join(folder, artifact.properties!.templateFile!)),
      assets: dependencies.filter(dependency => artifacts[dependency]?.type === 'cdk:asset-manifest')
        .flatMap(dependency => readAssets(path.join(folder, artifacts[dependency].properties!.file!), env)),
      dependencies: dependencies.flatMap(dependency => stackNames.get(dependency) ?? []),
      paths: constructPaths(folder, artifact),
    }];
  });
}

/** CDK writes `aws://unknown-account/unknown-region` for an environment that is known only at deployment. */
function environmentOf(artifact: Artifact, defaults: Environment): Environment {
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  return environment(
    region === undefined || region === 'unknown-region' ? defaults.region : region,
    accountId === undefined || accountId === 'unknown-account' ? defaults.accountId : accountId,
  );
}

function readAssets(file: string, env: Environment): Asset[] {
  return Object.entries(readJson<AssetManifest>(file).files ?? {}).flatMap(([id, asset]) => {
    if (asset.source.path === undefined) {
      throw new Error(`Asset ${asset.displayName ?? id} of ${file} is built by a command: the local CloudFormation publishes only files and folders`);
    }
    const source = path.resolve(path.dirname(file), asset.source.path);
    return Object.values(asset.destinations).map(({ bucketName, objectKey }) => ({
      bucket: fillPlaceholders(bucketName, env), key: fillPlaceholders(objectKey, env), source,
    }));
  });
}

function constructPaths(folder: string, artifact: Artifact): Record<string, string> {
  const additional = artifact.additionalMetadataFile === undefined
    ? {} : readJson<Metadata>(path.join(folder, artifact.additionalMetadataFile));
  return Object.fromEntries(Object.entries({ ...artifact.metadata, ...additional }).flatMap(([constructPath, entries]) => entries
    .filter(({ type }) => type === 'aws:cdk:logicalId')
    .map(({ data }) => [String(data), constructPath.replace(/^\//, '')])));
}

function inDeploymentOrder(stacks: readonly AssemblyStack[]): AssemblyStack[] {
  const ordered = new Set<AssemblyStack>();
  const visit = (stack: AssemblyStack) => {
    stacks.filter(({ stackName }) => stack.dependencies.includes(stackName)).forEach(visit);
    ordered.add(stack);
  };
  stacks.forEach(visit);
  return [...ordered];
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
