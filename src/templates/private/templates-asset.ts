import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetLocation, FileAssetPackaging, Names, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { outermost } from './outermost';
import { TemplatesAsset, writeAsset } from '../../contract/contract';

/** An asset in the cloud assembly. */
export interface AddedAsset {
  readonly location: FileAssetLocation;
  /** The object keys that the function may read: those of all assets of the stack, or only this one. */
  readonly readableKeys: string;
  /** The size of the asset in bytes, and the size of the largest template in it. */
  readonly size: number;
  readonly largestTemplate: number;
}

/**
 * Writes the content to the cloud assembly, to be uploaded before the stack is deployed.
 *
 * The file is written directly instead of being staged. So its name does not depend on the machine, and it also works if staging is
 * turned off, when CDK uploads files from their original places.
 */
export function addTemplatesAsset(scope: Construct, asset: TemplatesAsset): AddedAsset {
  const stack = Stack.of(scope);
  const stage = Stage.of(scope)!; // A stack without an app creates one.
  const extension = assetExtension(stack);
  const content = writeAsset(asset);
  // Includes the extension, because the asset manifest, which nested stacks share, has one file per hash.
  const sourceHash = createHash('sha256').update(content).update(extension).digest('hex');
  const file = join(stage.assetOutdir, `asset.${sourceHash}${extension}`);
  writeFileSync(file, content);

  const location = stack.synthesizer.addFileAsset({
    packaging: FileAssetPackaging.FILE,
    sourceHash,
    fileName: relative(stage.outdir, file),
    displayName: Names.stackRelativeConstructPath(scope),
  });
  return {
    location,
    readableKeys: endsWith(stack.resolve(location.objectKey), extension) ? `*${extension}` : location.objectKey,
    size: Buffer.byteLength(content),
    largestTemplate: Math.max(...content.split('\n').map(line => Buffer.byteLength(line))),
  };
}

/**
 * The file extension of the stack's assets, unique in the account and Region. The permission to read `*.EXTENSION` does not depend on
 * the content of the emails, so it does not change with them.
 */
export function assetExtension(stack: Stack): string {
  const hash = createHash('sha256').update(`${outermost(stack).stackName} ${stack.node.addr}`).digest('hex');
  return `.ses-${hash.slice(0, 10)}`;
}

/** Whether an object key ends with a text, regardless of deploy-time values before it. */
function endsWith(key: unknown, ending: string): boolean {
  if (typeof key === 'string') return key.endsWith(ending);
  const { 'Fn::Sub': text, 'Fn::Join': joined } = key as { 'Fn::Sub'?: unknown; 'Fn::Join'?: [string, unknown[]] };
  if (joined) return endsWith(joined[1].at(-1), ending);
  return typeof text === 'string' && text.endsWith(ending);
}
