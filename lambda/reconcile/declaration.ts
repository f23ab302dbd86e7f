import { MalformedPropertiesError } from './errors';
import { Parts } from './ports';
import {
  CONFLICT_POLICIES, ConflictPolicyName, DRIFT_POLICIES, DriftPolicyName, EmailTemplatesProperties, IDENTITIES, Identity, PARTS, PartName,
  REMOVED_TEMPLATES, RemovedTemplates,
} from '../../src/private/contract';
import { markersOf, matches } from '../../src/private/fingerprint';
import { TEMPLATE_NAME_PATTERN } from '../../src/private/limits';

/** What a custom resource says of its templates: now (`ResourceProperties`) or before (`OldResourceProperties`). */
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

/** One template by its fingerprints: enough to recognise its content, not to write it. */
export interface DeclaredTemplate {
  /** Finds the content in the asset. */
  readonly key: string;
  readonly name: string;
  readonly prints: { readonly [part in PartName]?: string };
  /** The fingerprint of what to verify it with. Absent: it is not verified. */
  readonly sampleData?: string;
  readonly markers: readonly string[];
}

export function parseDeclaration(properties: unknown): Declaration {
  const from = record(properties, 'ResourceProperties') as Partial<EmailTemplatesProperties>;
  const markers = strings(from.Markers ?? [], 'Markers');
  const templates = Object.entries(record(from.Templates, 'Templates'))
    .map(([key, value]) => parseTemplate(key, value, markers));
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
    // A single that is renamed is a replacement: CloudFormation deletes the old one itself, when the whole update stands.
    removed: identity === 'TemplateName' ? 'RETAIN_EXCEPT_ON_CREATE' : oneOf(REMOVED_TEMPLATES, from.RemovedTemplates ?? 'DELETE', 'RemovedTemplates'),
  };
}

/** The parts in which live content is not what was declared. Both absent: none. */
export function differingParts(declared: DeclaredTemplate | undefined, live: Parts | undefined): PartName[] {
  return PARTS.filter(part => {
    const print = declared?.prints[part];
    const content = live?.[part];
    if (print === undefined || content === undefined) return print !== content;
    return !matches(content, print, declared!.markers);
  });
}

/** Whether two declarations of a template would put the same content into SES. */
export function sameContent(one: DeclaredTemplate, other: DeclaredTemplate): boolean {
  return PARTS.every(part => {
    const print = one.prints[part];
    if (print !== other.prints[part]) return false;
    return print === undefined || markersOf(print).every(index => one.markers[index] === other.markers[index]);
  });
}

function parseTemplate(key: string, value: unknown, markers: readonly string[]): DeclaredTemplate {
  const at = `Templates.${key}`;
  const from = record(value, at);
  const name = string(from.Name, `${at}.Name`);
  if (!TEMPLATE_NAME_PATTERN.test(name)) {
    throw new MalformedPropertiesError(`${at}.Name must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`);
  }
  const prints: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    if (from[part] !== undefined) prints[part] = string(from[part], `${at}.${part}`);
  }
  string(from.Subject, `${at}.Subject`);
  const sampleData = from.SampleData === undefined ? undefined : string(from.SampleData, `${at}.SampleData`);
  return { key, name, prints, sampleData, markers };
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new MalformedPropertiesError(`${at} must be an object, got: ${kind(value)}`);
  return value as Record<string, unknown>;
}

function string(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw new MalformedPropertiesError(`${at} must be a non-empty string, got: ${kind(value)}`);
  return value;
}

function strings(value: unknown, at: string): string[] {
  if (!Array.isArray(value)) throw new MalformedPropertiesError(`${at} must be a list of strings, got: ${kind(value)}`);
  const wrong = value.findIndex(item => typeof item !== 'string');
  if (wrong >= 0) throw new MalformedPropertiesError(`${at}[${wrong}] must be a string, got: ${kind(value[wrong])}`);
  return value;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, at: string): T {
  if (!allowed.includes(value as T)) throw new MalformedPropertiesError(`${at} must be one of ${allowed.join(', ')}, got: ${kind(value)}`);
  return value as T;
}

function kind(value: unknown): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === undefined || value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
