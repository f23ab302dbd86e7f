/**
 * What a construct passes to the function, in the properties of the custom resource and in one JSON asset.
 *
 * The properties list the templates and how to treat them; they never contain content. CloudFormation delivers every scalar
 * as a string, so all of them are declared as strings.
 */

/** The type of the custom resource, for single templates and sets. */
export const RESOURCE_TYPE = 'Custom::SESEmailTemplates';

export const CONFLICT_POLICIES = ['FAIL', 'ADOPT'] as const;
export type ConflictPolicyName = typeof CONFLICT_POLICIES[number];

export const DRIFT_POLICIES = ['OVERWRITE', 'FAIL'] as const;
export type DriftPolicyName = typeof DRIFT_POLICIES[number];

/**
 * What an update does with templates that are dropped from a set, like CloudFormation's DeletionPolicy. The rollback of a
 * failed update deletes the templates that the update added, except with RETAIN.
 */
export const REMOVED_TEMPLATES = ['DELETE', 'RETAIN', 'RETAIN_EXCEPT_ON_CREATE'] as const;
export type RemovedTemplates = typeof REMOVED_TEMPLATES[number];

/**
 * What the physical id identifies. For a single template it is the template's name, so that a rename is a replacement; a
 * set keeps the same id for life.
 */
export const IDENTITIES = ['TemplateName', 'Set'] as const;
export type Identity = typeof IDENTITIES[number];

/** The properties of the custom resource, except `ServiceToken` and `ServiceTimeout`. */
export interface EmailTemplatesProperties {
  readonly Identity: Identity;
  /** By key. The key identifies the template in the asset and in `cdk diff`. */
  readonly Templates: Record<string, TemplateProperties>;
  readonly AssetBucket: string;
  readonly AssetKey: string;
  /** The values that CloudFormation resolves at deployment; parts refer to them by index. Absent if there are none. */
  readonly Markers?: string[];
  readonly ConflictPolicy: ConflictPolicyName;
  readonly DriftPolicy: DriftPolicyName;
  /** For sets only. Absent: `DELETE`. */
  readonly RemovedTemplates?: RemovedTemplates;
  /** The tags of every template that does not specify its own tags. Absent: no tags. */
  readonly Tags?: readonly TagProperty[];
}

/** A tag, in the form of CloudFormation's own resources. A list, because CloudFormation treats an object with a key such as `Ref` as a function. */
export interface TagProperty {
  readonly Key: string;
  readonly Value: string;
}

/** A template's name, and the fingerprint of each of its parts. */
export interface TemplateProperties {
  readonly Name: string;
  readonly Subject: string;
  readonly Html?: string;
  readonly Text?: string;
  /** The fingerprint of the data that the template is verified with. Absent: the template is not verified. */
  readonly SampleData?: string;
  /** All tags of the template, if they differ from those of the resource. */
  readonly Tags?: readonly TagProperty[];
}

/** The parts of a template, by the names of their properties. */
export const PARTS = ['Subject', 'Html', 'Text'] as const;
export type PartName = typeof PARTS[number];

/** The JSON asset: the content whose fingerprints are in the properties. */
export interface TemplatesAsset {
  readonly templates: Record<string, TemplateAsset>;
}

/**
 * The asset as JSON with one template per line, so that a reader does not hold several copies of a whole set in memory.
 */
export function writeAsset({ templates }: TemplatesAsset): string {
  const lines = Object.entries(templates).map(([key, template]) => `${JSON.stringify(key)}:${JSON.stringify(template)}`);
  return `{"templates":{\n${lines.join(',\n')}\n}}\n`;
}

/** Reads one line of the asset: a template, parsed on demand. Returns `undefined` for the first and last lines, which hold none. */
export function readAssetLine(line: string): { readonly key: string; readonly parse: () => TemplateAsset } | undefined {
  const key = /^("(?:[^"\\]|\\.)*"):(?=\{"Subject")/.exec(line);
  if (!key) return undefined;
  return { key: JSON.parse(key[1]), parse: () => JSON.parse(line.slice(key[0].length, line.endsWith(',') ? -1 : undefined)) };
}

export interface TemplateAsset {
  readonly Subject: PartContent;
  readonly Html?: PartContent;
  readonly Text?: PartContent;
  /** The data that SES must be able to render the template with before the template counts as deployed. */
  readonly SampleData?: Record<string, unknown>;
}

/** A part's content: text, or pieces of text and markers. Structured rather than marked by a sentinel, so that content is never mistaken for a marker. */
export type PartContent = string | Array<string | Marker>;

/** The place of the value `Markers[marker]`. */
export interface Marker {
  readonly marker: number;
}

/** The content to send to SES: every marker replaced by its value. */
export function fill(content: PartContent, markers: readonly string[]): string {
  if (typeof content === 'string') return content;
  return content.map(piece => {
    if (typeof piece === 'string') return piece;
    const value = markers[piece.marker];
    if (value === undefined) throw new Error(`the asset uses marker ${piece.marker}, but the properties have ${markers.length} marker(s)`);
    return value;
  }).join('');
}
