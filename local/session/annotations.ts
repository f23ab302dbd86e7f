import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message that a construct adds to the cloud assembly. The CDK CLI prints it. */
export interface Annotation {
  readonly level: 'Info' | 'Warning' | 'Error';
  /** The path of the construct, with a leading slash. */
  readonly path: string;
  readonly message: string;
}

const LEVELS: Readonly<Record<string, Annotation['level']>> = {
  'aws:cdk:info': 'Info',
  'aws:cdk:warning': 'Warning',
  'aws:cdk:error': 'Error',
};

type Metadata = Record<string, ReadonlyArray<{ readonly type: string; readonly data?: unknown }>>;

interface Artifact {
  readonly type: string;
  readonly metadata?: Metadata;
  /** Newer versions of CDK write the metadata to this file. */
  readonly additionalMetadataFile?: string;
  readonly properties?: { readonly directoryName?: string };
}

/** The messages of all stacks of a cloud assembly, including those of stages, in the order of the assembly. */
export function readAnnotations(folder: string): Annotation[] {
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(join(folder, 'manifest.json'));
  return Object.values(artifacts).flatMap(({ type, metadata, additionalMetadataFile, properties }) => {
    if (type === 'cdk:cloud-assembly') return readAnnotations(join(folder, properties!.directoryName!));
    const additional = additionalMetadataFile === undefined ? {} : readJson<Metadata>(join(folder, additionalMetadataFile));
    return [...annotationsIn(metadata ?? {}), ...annotationsIn(additional)];
  });
}

function annotationsIn(metadata: Metadata): Annotation[] {
  return Object.entries(metadata).flatMap(([path, entries]) => entries.flatMap(({ type, data }) =>
    LEVELS[type] ? [{ level: LEVELS[type], path, message: String(data) }] : []));
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
