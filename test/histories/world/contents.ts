import { Parts } from '../../../lambda/reconcile/ports';
import { ConflictPolicyName, DriftPolicyName, RemovedTemplates, RESOURCE_TYPE, TemplateAsset } from '../../../src/contract/contract';
import { declare, live } from '../../support/properties';

/** Stands in every content and in the sample data: no log line and no answer may hold it. */
export const SECRET = 'kept-to-ourselves';

/** The versions of a template. With sample data it is verified; some are refused by SES, on writing or on rendering. */
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

/** A resource's templates, by name. */
export interface Resource {
  readonly templates: Readonly<Record<string, Version>>;
  readonly policies: Policies;
}

/** What a stack declares, by logical id. Those that begin with Set are sets, the others have one template. */
export type Resources = Readonly<Record<string, Resource>>;

export const isSet = (logicalId: string) => logicalId.startsWith('Set');

export function declarationOf(logicalId: string, { templates, policies }: Resource) {
  const assets = Object.fromEntries(Object.entries(templates).map(([name, version]) => [name, assetOf(name, version)]));
  return declare(assets, {
    ConflictPolicy: policies.conflict,
    DriftPolicy: policies.drift,
    ...isSet(logicalId) && { Identity: 'Set', RemovedTemplates: policies.removed },
  });
}

export type Declaration = ReturnType<typeof declarationOf>;

/** The stack's template, as CloudFormation shows it. */
export function stackTemplateOf(resources: Resources): object {
  return {
    Resources: Object.fromEntries(Object.entries(resources)
      .map(([logicalId, resource]) => [logicalId, { Type: RESOURCE_TYPE, Properties: declarationOf(logicalId, resource).properties }])),
  };
}

export function partsOf(name: string, version: Version): Parts {
  return live(assetOf(name, version));
}

/** Which resource has which version of a template. */
export function ownersOf(resources: Resources): Map<string, { readonly logicalId: string; readonly version: Version; readonly policies: Policies }> {
  return new Map(Object.entries(resources).flatMap(([logicalId, { templates, policies }]) =>
    Object.entries(templates).map(([name, version]) => [name, { logicalId, version, policies }] as const)));
}
