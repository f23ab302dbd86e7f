import { DeclaredTemplate } from './declaration';
import { AssetMismatchError } from './errors';
import { Template } from './ports';
import { fill, PARTS, PartName, TemplateAsset } from '../../src/contract/contract';
import { fingerprint } from '../../src/contract/fingerprint';

export interface Content extends Template {
  /** The data to verify the template with. */
  readonly sampleData?: Record<string, unknown>;
}

/** Returns the content of a declared template: read from the asset, checked against the fingerprints, with the deploy-time values filled in. */
export function contentOf({ key, name, fingerprints, sampleDataFingerprint, markers }: DeclaredTemplate, stored: TemplateAsset | undefined): Content {
  if (!stored) throw new AssetMismatchError(key, 'is missing');
  const parts: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    const content = stored[part];
    if ((content === undefined ? undefined : fingerprint(content)) !== fingerprints[part]) {
      throw new AssetMismatchError(key, `does not have the declared ${part}`);
    }
    if (content !== undefined) parts[part] = fill(content, markers);
  }
  const sampleData = stored.SampleData;
  if ((sampleData && fingerprint(JSON.stringify(sampleData))) !== sampleDataFingerprint) throw new AssetMismatchError(key, 'does not have the declared SampleData');
  return { name, parts, sampleData };
}
