import { MalformedPropertiesError } from './errors';
import { Parts } from './ports';
import { at } from './stack-names';
import {
  CONFLICT_POLICIES, ConflictPolicyName, DRIFT_POLICIES, DriftPolicyName, EmailTemplatesProperties, IDENTITIES, Identity, PARTS, PartName,
  REMOVED_TEMPLATES, RemovedTemplates,
} from '../../src/contract/contract';
import { markersOf, matches } from '../../src/contract/fingerprint';
import { TEMPLATE_NAME_PATTERN } from '../../src/contract/limits';

/** The templates of a custom resource as its properties declare them: the current ones (`ResourceProperties`) or the old ones (`OldResourceProperties`). */
export interface Declaration {
  readonly identity: Identity;
  readonly templates: readonly DeclaredTemplate[];
  readonly asset: { readonly bucket: string; readonly key: string };
  readonly policies: Policies;
  /** What an Update does with templates that are no longer declared. */
  readonly removed: RemovedTemplates;
}

export interface Policies {
  readonly conflict: ConflictPolicyName;
  readonly drift: DriftPolicyName;
}

/** Tags by their keys. */
export type Tags = ReadonlyMap<string, string>;

/** One template, with fingerprints instead of content: enough to recognise the content, but not to write it. */
export interface DeclaredTemplate {
  /** The key of the content in the asset. */
  readonly key: string;
  readonly name: string;
  readonly fingerprints: { readonly [part in PartName]?: string };
  /** The fingerprint of the data to verify the template with. Absent if it is not verified. */
  readonly sampleDataFingerprint?: string;
  readonly tags: Tags;
  readonly markers: readonly string[];
}

export function parseDeclaration(properties: unknown): Declaration {
  const from = record(properties, 'ResourceProperties') as Partial<EmailTemplatesProperties>;
  const markers = strings(from.Markers ?? [], 'Markers');
  const tags = parseTags(from.Tags, 'Tags') ?? NO_TAGS;
  const templates = Object.entries(record(from.Templates, 'Templates'))
    .map(([key, value]) => parseTemplate(key, value, markers, tags));
  const seen = new Map<string, string>();
  for (const { key, name } of templates) {
    const other = seen.get(name);
    if (other !== undefined) throw new MalformedPropertiesError(`Templates.${other} and Templates.${key} have the same Name: ${name}`);
    seen.set(name, key);
  }
  const identity = oneOf(IDENTITIES, from.Identity, 'Identity');
  if (identity === 'TemplateName' && templates.length !== 1) {
    throw new MalformedPropertiesError(`Templates must hold exactly one template when Identity is TemplateName, got: ${templates.length}`);
  }
  return {
    identity,
    templates,
    asset: { bucket: string(from.AssetBucket, 'AssetBucket'), key: string(from.AssetKey, 'AssetKey') },
    policies: {
      conflict: oneOf(CONFLICT_POLICIES, from.ConflictPolicy, 'ConflictPolicy'),
      drift: oneOf(DRIFT_POLICIES, from.DriftPolicy, 'DriftPolicy'),
    },
    // Renaming a single template replaces the resource: CloudFormation sends a Delete for the old one once the whole update has succeeded.
    removed: identity === 'TemplateName' ? 'RETAIN_EXCEPT_ON_CREATE' : oneOf(REMOVED_TEMPLATES, from.RemovedTemplates ?? 'DELETE', 'RemovedTemplates'),
  };
}

/**
 * Parses what a resource declared before an Update, or when it is deleted. Skips whatever it cannot parse: the properties
 * may be from another version of the library, or have been refused as malformed, and neither may block a rollback or a
 * deletion.
 */
export function parseFormerDeclaration(properties: unknown): Declaration {
  const from = (isRecord(properties) ? properties : {}) as Partial<Record<keyof EmailTemplatesProperties, unknown>>;
  const markers = Array.isArray(from.Markers) ? from.Markers.map(marker => typeof marker === 'string' ? marker : '') : [];
  const shared = readTags(from.Tags) ?? NO_TAGS;
  const templates = Object.entries(isRecord(from.Templates) ? from.Templates : {}).flatMap(([key, template]) => {
    if (!isRecord(template) || typeof template.Name !== 'string' || !TEMPLATE_NAME_PATTERN.test(template.Name)) return [];
    const fingerprints = Object.fromEntries(PARTS.flatMap(part => typeof template[part] === 'string' ? [[part, template[part]]] : []));
    const sampleDataFingerprint = typeof template.SampleData === 'string' ? template.SampleData : undefined;
    return [{ key, name: template.Name, fingerprints, sampleDataFingerprint, tags: readTags(template.Tags) ?? shared, markers }];
  });
  const known = <T extends string>(allowed: readonly T[], value: unknown, otherwise: T) => allowed.find(one => one === value) ?? otherwise;
  return {
    identity: known(IDENTITIES, from.Identity, 'Set'),
    templates,
    asset: { bucket: String(from.AssetBucket ?? ''), key: String(from.AssetKey ?? '') },
    policies: { conflict: known(CONFLICT_POLICIES, from.ConflictPolicy, 'FAIL'), drift: known(DRIFT_POLICIES, from.DriftPolicy, 'OVERWRITE') },
    removed: known(REMOVED_TEMPLATES, from.RemovedTemplates, 'DELETE'),
  };
}

/** Whether a resource in a stack's template shows the fingerprints of a declared template. */
export function isShown({ key, name, fingerprints, sampleDataFingerprint }: DeclaredTemplate, resource: unknown): boolean {
  const template = at(at(at(resource, 'Properties'), 'Templates'), key);
  const shownName = at(template, 'Name');
  return template !== undefined
    && (typeof shownName !== 'string' || shownName === name)
    && PARTS.every(part => at(template, part) === fingerprints[part])
    && at(template, 'SampleData') === sampleDataFingerprint;
}

/** The parts in which the live content differs from the declared content. Empty if both are absent. */
export function differingParts(declared: DeclaredTemplate | undefined, live: Parts | undefined): PartName[] {
  return PARTS.filter(part => {
    const expected = declared?.fingerprints[part];
    const content = live?.[part];
    if (expected === undefined || content === undefined) return expected !== content;
    return !matches(content, expected, declared!.markers);
  });
}

/** Whether two declarations of a template produce the same content in SES. */
export function sameContent(one: DeclaredTemplate, other: DeclaredTemplate): boolean {
  return PARTS.every(part => {
    const fingerprint = one.fingerprints[part];
    if (fingerprint !== other.fingerprints[part]) return false;
    return fingerprint === undefined || markersOf(fingerprint).every(index => one.markers[index] === other.markers[index]);
  });
}

/** Whether two declarations of a template give it the same tags. */
export function sameTags({ tags: one }: DeclaredTemplate, { tags: other }: DeclaredTemplate): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

function parseTemplate(key: string, value: unknown, markers: readonly string[], shared: Tags): DeclaredTemplate {
  const where = `Templates.${key}`;
  const from = record(value, where);
  const name = string(from.Name, `${where}.Name`);
  if (!TEMPLATE_NAME_PATTERN.test(name)) {
    throw new MalformedPropertiesError(`${where}.Name must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`);
  }
  const fingerprints: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    if (from[part] !== undefined) fingerprints[part] = string(from[part], `${where}.${part}`);
  }
  string(from.Subject, `${where}.Subject`);
  const sampleDataFingerprint = from.SampleData === undefined ? undefined : string(from.SampleData, `${where}.SampleData`);
  return { key, name, fingerprints, sampleDataFingerprint, tags: parseTags(from.Tags, `${where}.Tags`) ?? shared, markers };
}

const NO_TAGS: Tags = new Map();

function parseTags(value: unknown, where: string): Tags | undefined {
  if (value === undefined) return undefined;
  const tags = readTags(value);
  if (!tags || tags.size !== (value as unknown[]).length) throw new MalformedPropertiesError(`${where} must be a list of tags with different keys, got: ${kind(value)}`);
  return tags;
}

/** The valid tags of a list. Undefined if the value is not a list. */
function readTags(value: unknown): Tags | undefined {
  if (!Array.isArray(value)) return undefined;
  return new Map(value.flatMap((tag: unknown): Array<[string, string]> => {
    const { Key: key, Value: text } = isRecord(tag) ? tag : {};
    return typeof key === 'string' && key !== '' && typeof text === 'string' ? [[key, text]] : [];
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (!isRecord(value)) throw new MalformedPropertiesError(`${where} must be an object, got: ${kind(value)}`);
  return value;
}

function string(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '') throw new MalformedPropertiesError(`${where} must be a non-empty string, got: ${kind(value)}`);
  return value;
}

function strings(value: unknown, where: string): string[] {
  if (!Array.isArray(value)) throw new MalformedPropertiesError(`${where} must be a list of strings, got: ${kind(value)}`);
  const wrong = value.findIndex(item => typeof item !== 'string');
  if (wrong >= 0) throw new MalformedPropertiesError(`${where}[${wrong}] must be a string, got: ${kind(value[wrong])}`);
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, where: string): T {
  if (!allowed.includes(value as T)) throw new MalformedPropertiesError(`${where} must be one of ${allowed.join(', ')}, got: ${kind(value)}`);
  return value as T;
}

function kind(value: unknown): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
