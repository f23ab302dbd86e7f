import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Stack } from './stacks';
import { DeclaredTemplate } from '../../lambda/drift';
import { EmailTemplatesProperties, fill, PartContent, PartName, PARTS, RESOURCE_TYPE, TemplateAsset } from '../../src/contract/contract';
import { markersOf } from '../../src/contract/fingerprint';
import { placeholder, readAsset } from '../emails/assembly';

/** A template as an app declares it, without the values of a deployment. */
export interface DeclaredEmail {
  readonly stack: string;
  readonly logicalId: string;
  /** The name of the email in its set. Absent for a single template. */
  readonly email?: string;
  /** The name in SES, with placeholders where only the deployment knows it. */
  readonly name: string;
  /** Why it cannot be compared at all. */
  readonly notComparable?: string;
  /** What can be compared by fingerprints: parts without values that only the deployment knows. */
  readonly template: DeclaredTemplate;
  /** The content of these parts, and the sample data. */
  readonly asset: TemplateAsset;
  /** The other parts. */
  readonly open: Readonly<Partial<Record<PartName, OpenPart>>>;
}

/** A part with values that only the deployment knows. */
export interface OpenPart {
  /** The text between these values. */
  readonly texts: readonly string[];
  /** How the values are shown: `${Links.ApiEndpoint}`. */
  readonly placeholders: readonly string[];
}

/** A custom resource that deploys templates. */
export interface DeclaredResource {
  readonly isSet: boolean;
  readonly emails: readonly DeclaredEmail[];
}

/** A resource of a stack's template, with intrinsic functions in its properties. */
interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Omit<EmailTemplatesProperties, 'Markers'> & { readonly Markers?: readonly unknown[] };
}

/** What a stack declares, also in its nested stacks. */
export function declaredBy({ name: stack, templates }: Stack): DeclaredResource[] {
  return templates.flatMap(file => {
    const { Resources = {} } = JSON.parse(readFileSync(file, 'utf8')) as { Resources?: Record<string, Resource> };
    return Object.entries(Resources).filter(([, { Type }]) => Type === RESOURCE_TYPE).map(([logicalId, resource]): DeclaredResource => {
      const { Templates, Identity, AssetKey } = resource.Properties;
      const assets = readAsset(dirname(file), AssetKey).templates;
      const isSet = Identity === 'Set';
      const emailOf = (key: string): DeclaredEmail =>
        ({ stack, logicalId, ...isSet && { email: emailName(key) }, ...declared(key, resource, assets[key]) });
      return { isSet, emails: Object.keys(Templates).map(emailOf) };
    });
  });
}

function declared(key: string, { Condition, Properties: { Templates, Markers = [] } }: Resource, asset: TemplateAsset) {
  const properties = Templates[key];
  const isKnown = (index: number) => typeof Markers[index] === 'string';
  const markers = Markers.map(value => typeof value === 'string' ? value : '');
  const known = PARTS.filter(part => markersOf(properties[part] ?? '').every(isKnown));
  const openParts = PARTS.filter(part => !known.includes(part));
  const pick = <T>(from: Partial<Record<PartName, T>>) =>
    Object.fromEntries(known.flatMap(part => from[part] === undefined ? [] : [[part, from[part]]]));
  const fingerprints = pick<string>(properties);

  const isNamed = typeof properties.Name === 'string';
  const name = isNamed ? properties.Name : placeholder(properties.Name, 0);
  return {
    name,
    ...!isNamed && { notComparable: 'its name is known only at deployment' },
    ...Condition !== undefined && { notComparable: `it is deployed only on the condition ${Condition}` },
    template: { key, name, fingerprints, sampleDataFingerprint: properties.SampleData, tags: new Map<string, string>(), markers },
    asset: { ...pick<PartContent>(asset), SampleData: asset.SampleData } as TemplateAsset,
    open: Object.fromEntries(openParts.map(part => [part, openPart(asset[part]!, Markers)])),
  };
}

/** Splits a part at the values that only the deployment knows. */
function openPart(content: PartContent, values: readonly unknown[]): OpenPart {
  const texts = [''];
  const placeholders: string[] = [];
  for (const piece of [content].flat()) {
    if (typeof piece !== 'string' && typeof values[piece.marker] !== 'string') {
      placeholders.push(placeholder(values[piece.marker], piece.marker));
      texts.push('');
    } else {
      texts[texts.length - 1] += fill([piece], values as string[]);
    }
  }
  return { texts, placeholders };
}

/** Undoes the escapes that the constructs write into keys, which names of emails cannot have. */
function emailName(key: string): string {
  return key.startsWith('.') ? key.slice(1) : key;
}
