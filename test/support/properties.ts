import { Parts } from '../../lambda/reconcile/ports';
import { EmailTemplatesProperties, fill, PARTS, TemplateAsset, TemplateProperties } from '../../src/contract/contract';
import { fingerprint } from '../../src/contract/fingerprint';

/** Declares templates like the constructs do: the properties of the event, and the asset. */
export function declare(templates: Record<string, TemplateAsset>, options: Partial<EmailTemplatesProperties> = {}) {
  const properties: EmailTemplatesProperties = {
    Identity: 'TemplateName',
    Templates: Object.fromEntries(Object.entries(templates).map(([name, content]) => [name, propertiesOf(name, content)])),
    AssetBucket: 'assets',
    AssetKey: `${fingerprint(JSON.stringify(templates))}.json`,
    ConflictPolicy: 'FAIL',
    DriftPolicy: 'OVERWRITE',
    ...options,
  };
  return { properties, asset: templates };
}

/** The content in SES after the deployment. */
export function live(content: TemplateAsset, markers: string[] = []): Parts {
  return Object.fromEntries(PARTS.flatMap(part => content[part] === undefined ? [] : [[part, fill(content[part], markers)]]));
}

function propertiesOf(name: string, content: TemplateAsset): TemplateProperties {
  return Object.fromEntries([
    ['Name', name],
    ...PARTS.flatMap(part => content[part] === undefined ? [] : [[part, fingerprint(content[part])]]),
    ...content.SampleData ? [['SampleData', fingerprint(JSON.stringify(content.SampleData))]] : [],
  ]);
}
