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
  /** The keys that the function may read in the bucket: those of all of the stack's assets, or this asset's alone. */
  readonly readableKeys: string;
  /** The size in bytes, and that of the largest template in it. */
  readonly size: number;
  readonly largestTemplate: number;
}

/**
 * Puts the content into the cloud assembly, to be uploaded before the stack is deployed.
 *
 * The file is written there at once, not staged from elsewhere: its name holds nothing of the machine, and it works
 * where staging is turned off, since CDK then uploads only sources that stay in place.
 */
export function addTemplatesAsset(scope: Construct, asset: TemplatesAsset): AddedAsset {
  const stack = Stack.of(scope);
  const stage = Stage.of(scope)!; // A stack without an app makes itself one.
  const extension = assetExtension(stack);
  const content = writeAsset(asset);
  // With the extension: the asset manifest, which nested stacks share, has one file for each hash.
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
 * The extension of the stack's assets, and of no other stack's in the account and Region: a permission to read
 * `*.EXTENSION` holds whatever the emails say, and need not change with them.
 */
export function assetExtension(stack: Stack): string {
  const hash = createHash('sha256').update(`${outermost(stack).stackName} ${stack.node.addr}`).digest('hex');
  return `.ses-${hash.slice(0, 10)}`;
}

/** Whether an object's key ends like this, whatever the values in it that are known only when deployed. */
function endsWith(key: unknown, ending: string): boolean {
  if (typeof key === 'string') return key.endsWith(ending);
  const { 'Fn::Sub': text, 'Fn::Join': joined } = key as { 'Fn::Sub'?: unknown; 'Fn::Join'?: [string, unknown[]] };
  if (joined) return endsWith(joined[1].at(-1), ending);
  return typeof text === 'string' && text.endsWith(ending);
}
