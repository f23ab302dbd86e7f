import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FileAssetLocation, FileAssetPackaging, Names, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TemplatesAsset, writeAsset } from '../../contract/contract';

/**
 * Puts the content into the cloud assembly, to be uploaded before the stack is deployed.
 *
 * It is written there at once, not staged from a file elsewhere: nothing of the machine gets into its name, and it works
 * where staging is turned off, as then only sources that stay where they are could be uploaded.
 */
export function addTemplatesAsset(scope: Construct, asset: TemplatesAsset): FileAssetLocation {
  const stage = Stage.of(scope)!; // A stack without an app makes itself one.
  const content = writeAsset(asset);
  const sourceHash = createHash('sha256').update(content).digest('hex');
  const file = join(stage.assetOutdir, `asset.${sourceHash}.json`);
  writeFileSync(file, content);

  return Stack.of(scope).synthesizer.addFileAsset({
    packaging: FileAssetPackaging.FILE,
    sourceHash,
    fileName: relative(stage.outdir, file),
    displayName: Names.stackRelativeConstructPath(scope),
  });
}
