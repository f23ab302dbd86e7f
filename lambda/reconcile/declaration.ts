import { MalformedPropertiesError } from './errors';
import { Parts } from './ports';
import { at } from './stack-names';
import {
  CONFLICT_POLICIES, ConflictPolicyName, DRIFT_POLICIES, DriftPolicyName, EmailTemplatesProperties, IDENTITIES, Identity, PARTS, PartName,
  REMOVED_TEMPLATES, RemovedTemplates,
} from '../../src/contract/contract';
import { markersOf, matches } from '../../src/contract/fingerprint';
import { TEMPLATE_NAME_PATTERN } from '../../src/contract/limits';

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

/**
 * What a resource declared before, or at its end. Reads what it can and skips the rest: another version of the library
 * may have written it, or it was refused as malformed, and neither may block a rollback or a deletion.
 */
export function parseFormerDeclaration(properties: unknown): Declaration {
  const from = (isRecord(properties) ? properties : {}) as Partial<Record<keyof EmailTemplatesProperties, unknown>>;
  const markers = Array.isArray(from.Markers) ? from.Markers.map(marker => typeof marker === 'string' ? marker : '') : [];
  const templates = Object.entries(isRecord(from.Templates) ? from.Templates : {}).flatMap(([key, template]) => {
    if (!isRecord(template) || typeof template.Name !== 'string' || !TEMPLATE_NAME_PATTERN.test(template.Name)) return [];
    const prints = Object.fromEntries(PARTS.flatMap(part => typeof template[part] === 'string' ? [[part, template[part]]] : []));
    const sampleData = typeof template.SampleData === 'string' ? template.SampleData : undefined;
    return [{ key, name: template.Name, prints, sampleData, markers }];
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

/**
 * Whether a stack's template shows, for a resource, the fingerprints that an event carries for it: then that template is
 * the one that the event belongs to.
 */
export function isInStackTemplate({ templates }: Declaration, resource: unknown): boolean {
  const shown = at(at(resource, 'Properties'), 'Templates');
  if (!isRecord(shown) || Object.keys(shown).length !== templates.length) return false;
  return templates.every(template => isShown(template, resource));
}

/** Whether a resource in a stack's template shows the fingerprints of a declared template. */
export function isShown({ key, name, prints, sampleData }: DeclaredTemplate, resource: unknown): boolean {
  const template = at(at(at(resource, 'Properties'), 'Templates'), key);
  const shownName = at(template, 'Name');
  return template !== undefined
    && (typeof shownName !== 'string' || shownName === name)
    && PARTS.every(part => at(template, part) === prints[part])
    && at(template, 'SampleData') === sampleData;
}

/** Whether two declarations have the same fingerprints, so that a stack's template cannot tell one from the other. */
export function sameFingerprints(one: Declaration, other: Declaration): boolean {
  const of = ({ templates }: Declaration) => JSON.stringify(templates
    .map(({ key, prints, sampleData }) => [key, PARTS.map(part => prints[part]), sampleData])
    .sort());
  return of(one) === of(other);
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
  const where = `Templates.${key}`;
  const from = record(value, where);
  const name = string(from.Name, `${where}.Name`);
  if (!TEMPLATE_NAME_PATTERN.test(name)) {
    throw new MalformedPropertiesError(`${where}.Name must be 1 to 64 characters of [a-zA-Z0-9_-], got: ${JSON.stringify(name)}`);
  }
  const prints: { [part in PartName]?: string } = {};
  for (const part of PARTS) {
    if (from[part] !== undefined) prints[part] = string(from[part], `${where}.${part}`);
  }
  string(from.Subject, `${where}.Subject`);
  const sampleData = from.SampleData === undefined ? undefined : string(from.SampleData, `${where}.SampleData`);
  return { key, name, prints, sampleData, markers };
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
