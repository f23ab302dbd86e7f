import { Parts } from '../../../lambda/reconcile/ports';
import { ConflictPolicyName, DriftPolicyName, RemovedTemplates, RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import { declare, live } from '../../support/properties';

/** Part of all content and sample data. No log line and no answer may contain it. */
export const SECRET = 'kept-to-ourselves';

/** The versions of a template. Those with sample data are verified. SES refuses to write or to render some of them. */
export const VERSIONS = ['plain', 'other', 'escaped', 'verified', 'verified again', 'unrenderable', 'invalid'] as const;
export type Version = typeof VERSIONS[number];

export function assetOf(name: string, version: Version): TemplateAsset {
  const Html = `<p>${SECRET} ${name} ${version}${version === 'escaped' ? ' grüße 🙂' : ''}</p>`;
  switch (version) {
    case 'verified': case 'verified again': return { Subject: 'Hi {{name}}', Html, SampleData: { name: SECRET } };
    case 'unrenderable': return { Subject: 'Hi {{nobody}}', Html, SampleData: { name: SECRET } };
    default: return { Subject: 'Hi', Html };
  }
}

export function isValid(parts: Parts): boolean {
  return !parts.Html?.includes(' invalid</p>');
}

export interface Policies {
  readonly conflict: ConflictPolicyName;
  readonly drift: DriftPolicyName;
  readonly removed: RemovedTemplates;
}

/** The tags that a resource may declare for its templates. They add a key, change a value, and have none. */
export const TAGGINGS = { none: {}, team: { team: 'shop' }, otherTeam: { team: 'mail' }, stage: { team: 'shop', stage: 'prod' } } as const;
export type Tagging = keyof typeof TAGGINGS;

/** A resource's templates, by name. */
export interface Resource {
  readonly templates: Readonly<Record<string, Version>>;
  readonly tagging: Tagging;
  readonly policies: Policies;
}

/** The declared tags, by their keys. */
export function tagsOf({ tagging }: Pick<Resource, 'tagging'>): Readonly<Record<string, string>> {
  return TAGGINGS[tagging];
}

/** The resources of a stack, by logical id. Those whose id begins with Set are sets, the others have one template. */
export type Resources = Readonly<Record<string, Resource>>;

export const isSet = (logicalId: string) => logicalId.startsWith('Set');

export function declarationOf(logicalId: string, { templates, tagging, policies }: Resource) {
  const tags = Object.entries(TAGGINGS[tagging]).map(([Key, Value]) => ({ Key, Value }));
  const assets = Object.fromEntries(Object.entries(templates).map(([name, version]) => [name, assetOf(name, version)]));
  return declare(assets, {
    ConflictPolicy: policies.conflict,
    DriftPolicy: policies.drift,
    ...tags.length > 0 && { Tags: tags },
    ...isSet(logicalId) && { Identity: 'Set', RemovedTemplates: policies.removed },
  });
}

export type Declaration = ReturnType<typeof declarationOf>;

/** How the stack's template contains the names: as they are, as parameters, or as imported values, which only CloudFormation knows. */
export const NAMINGS = ['text', 'parameter', 'import'] as const;
export type Naming = typeof NAMINGS[number];

/** The stack's template, as CloudFormation returns it. */
export function stackTemplateOf(resources: Resources, naming: Naming): object {
  const nameOf = (name: string) => ({ text: name, parameter: { Ref: parameterOf(name) }, import: { 'Fn::ImportValue': name } })[naming];
  return {
    Resources: Object.fromEntries(Object.entries(resources).map(([logicalId, resource]) => {
      const { properties } = declarationOf(logicalId, resource);
      const templates = Object.entries(properties.Templates).map(([key, template]) => [key, { ...template, Name: nameOf(template.Name) }]);
      return [logicalId, { Type: RESOURCE_TYPE, Properties: { ...properties, Templates: Object.fromEntries(templates) } }];
    })),
  };
}

export interface Parameter {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
}

/** The parameters of the stack, if they contain the names. */
export function parametersOf(resources: Resources, naming: Naming): Parameter[] {
  return naming === 'parameter' ? [...ownersOf(resources).keys()].map(name => ({ ParameterKey: parameterOf(name), ParameterValue: name })) : [];
}

const parameterOf = (name: string) => `NameOf${name}`;

export function partsOf(name: string, version: Version): Parts {
  return live(assetOf(name, version));
}

/** A template of a stack. */
export interface Owned extends Pick<Resource, 'tagging' | 'policies'> {
  readonly logicalId: string;
  readonly version: Version;
}

/** The resource and the version of each template. */
export function ownersOf(resources: Resources): Map<string, Owned> {
  return new Map(Object.entries(resources).flatMap(([logicalId, { templates, tagging, policies }]) =>
    Object.entries(templates).map(([name, version]) => [name, { logicalId, version, tagging, policies }] as const)));
}
