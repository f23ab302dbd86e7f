import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkAssembly } from '../emails/assembly';

/** A stack of a cloud assembly. */
export interface Stack {
  /** As the CDK CLI shows it: `Prod/Shop` in a stage. */
  readonly name: string;
  /** Absent where only the deployment knows it. */
  readonly account?: string;
  readonly region?: string;
  /** The files of its template and of those of its nested stacks. */
  readonly templates: readonly string[];
}

interface Manifest {
  readonly artifacts?: Record<string, Artifact>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string; readonly directoryName?: string };
}

interface AssetManifest {
  readonly files?: Record<string, { readonly source: { readonly path?: string } }>;
}

/**
 * The stacks of a cloud assembly, also those in stages. What earlier runs of `cdk synth` left in the folder is not among them.
 *
 * @throws CommandError for a folder that is no cloud assembly
 */
export function readStacks(folder: string): Stack[] {
  checkAssembly(folder);
  const { artifacts = {} } = readJson<Manifest>(join(folder, 'manifest.json'));
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { type, environment, displayName, dependencies = [], properties = {} } = artifact;
    if (type === 'cdk:cloud-assembly') return readStacks(join(folder, properties.directoryName!));
    if (type !== 'aws:cloudformation:stack') return [];
    const assets = dependencies.flatMap(dependency => artifacts[dependency]?.type === 'cdk:asset-manifest' ? artifacts[dependency].properties!.file! : []);
    const templates = [properties.templateFile!, ...assets.flatMap(file => nestedTemplates(folder, file))];
    return [{ name: displayName ?? properties.stackName ?? id, ...environmentOf(environment), templates: templates.map(file => join(folder, file)) }];
  });
}

/** CDK writes `aws://unknown-account/unknown-region` for an environment that is known only at deployment. */
function environmentOf(environment: string = ''): Pick<Stack, 'account' | 'region'> {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  return { ...account !== 'unknown-account' && { account }, ...region !== 'unknown-region' && { region } };
}

/** The templates of nested stacks are assets of the outermost stack. */
function nestedTemplates(folder: string, manifest: string): string[] {
  const { files = {} } = readJson<AssetManifest>(join(folder, manifest));
  return Object.values(files).flatMap(({ source: { path } }) =>
    path?.endsWith('.nested.template.json') ? [relative(folder, join(folder, dirname(manifest), path))] : []);
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
