/**
 * What a construct tells the function, through CloudFormation and through one JSON asset.
 *
 * The properties say which templates there are and how to treat them; they never hold content. CloudFormation
 * delivers every scalar as a string, so they are declared as strings.
 */

/** The type of the custom resource, a single template's and a set's alike. */
export const RESOURCE_TYPE = 'Custom::SESEmailTemplates';

export const CONFLICT_POLICIES = ['FAIL', 'ADOPT'] as const;
export type ConflictPolicyName = typeof CONFLICT_POLICIES[number];

export const DRIFT_POLICIES = ['OVERWRITE', 'FAIL'] as const;
export type DriftPolicyName = typeof DRIFT_POLICIES[number];

/**
 * What an update does with templates that are dropped from a set, in the manner of CloudFormation's DeletionPolicy. But
 * for RETAIN, those that a failed update had added go with its rollback.
 */
export const REMOVED_TEMPLATES = ['DELETE', 'RETAIN', 'RETAIN_EXCEPT_ON_CREATE'] as const;
export type RemovedTemplates = typeof REMOVED_TEMPLATES[number];

/**
 * What the physical id stands for: a single template's is the template's name, so that a rename is a replacement;
 * a set keeps one id for life.
 */
export const IDENTITIES = ['TemplateName', 'Set'] as const;
export type Identity = typeof IDENTITIES[number];

/** The custom resource's properties, besides `ServiceToken` and `ServiceTimeout`. */
export interface EmailTemplatesProperties {
  readonly Identity: Identity;
  /** By key: the key finds the content in the asset, and names the template in a diff. */
  readonly Templates: Record<string, TemplateProperties>;
  readonly AssetBucket: string;
  readonly AssetKey: string;
  /** The values that CloudFormation knows only at deploy; a part refers to them by index. Absent when there are none. */
  readonly Markers?: string[];
  readonly ConflictPolicy: ConflictPolicyName;
  readonly DriftPolicy: DriftPolicyName;
  /** A set's only. Absent: `DELETE`. */
  readonly RemovedTemplates?: RemovedTemplates;
}

/** A template's name, and the fingerprint of each part that it has. */
export interface TemplateProperties {
  readonly Name: string;
  readonly Subject: string;
  readonly Html?: string;
  readonly Text?: string;
  /** The fingerprint of the data that the template is verified with. Absent: it is not verified. */
  readonly SampleData?: string;
}

/** The parts of a template, as their properties are called. */
export const PARTS = ['Subject', 'Html', 'Text'] as const;
export type PartName = typeof PARTS[number];

/** The JSON asset: the content that the properties only fingerprint. */
export interface TemplatesAsset {
  readonly templates: Record<string, TemplateAsset>;
}

/**
 * The asset as text: JSON, with each template on a line of its own, so that a reader need not have the content of a
 * whole set in memory several times over.
 */
export function writeAsset({ templates }: TemplatesAsset): string {
  const lines = Object.entries(templates).map(([key, template]) => `${JSON.stringify(key)}:${JSON.stringify(template)}`);
  return `{"templates":{\n${lines.join(',\n')}\n}}\n`;
}

/** What a line of the asset holds: a template, to be parsed when it is needed. Undefined for the lines around them. */
export function readAssetLine(line: string): { readonly key: string; readonly parse: () => TemplateAsset } | undefined {
  const key = /^("(?:[^"\\]|\\.)*"):(?=\{"Subject")/.exec(line);
  if (!key) return undefined;
  return { key: JSON.parse(key[1]), parse: () => JSON.parse(line.slice(key[0].length, line.endsWith(',') ? -1 : undefined)) };
}

export interface TemplateAsset {
  readonly Subject: PartContent;
  readonly Html?: PartContent;
  readonly Text?: PartContent;
  /** The data that SES is to render the template with before it counts as deployed. */
  readonly SampleData?: Record<string, unknown>;
}

/** A part's content: text, or text with markers between. Structure instead of a sentinel: no content can be mistaken for a marker. */
export type PartContent = string | Array<string | Marker>;

/** Stands for `Markers[marker]`. */
export interface Marker {
  readonly marker: number;
}

/** The content as SES gets it: every marker replaced by its value. */
export function fill(content: PartContent, markers: readonly string[]): string {
  if (typeof content === 'string') return content;
  return content.map(piece => {
    if (typeof piece === 'string') return piece;
    const value = markers[piece.marker];
    if (value === undefined) throw new Error(`the asset uses marker ${piece.marker}, but the properties carry ${markers.length} marker(s)`);
    return value;
  }).join('');
}
