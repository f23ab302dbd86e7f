import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AddedAsset } from './templates-asset';
import { EmailTemplatesProperties, TemplateProperties } from '../../contract/contract';

/** The custom resource of templates, for constructs that monitor what it deploys. Complete when the app is synthesized. */
export interface DeployedResource {
  readonly resource: CfnResource;
  /** The properties except `ServiceToken` and `ServiceTimeout`, with unresolved CDK tokens. */
  readonly properties: { readonly [name in keyof EmailTemplatesProperties]: unknown };
  /** The templates added so far, by key. */
  readonly templates: Readonly<Record<string, TemplateProperties>>;
  /** The pattern of the templates' names, if there is one. */
  readonly names?: { readonly prefix: string; readonly suffix: string };
  /** The content. Undefined until all templates are added. */
  readonly asset?: AddedAsset;
}

/** All templates of a custom resource, or one of them. */
export interface DeployedTemplates {
  readonly deployed: DeployedResource;
  /** The key, if it is one template. */
  readonly key?: string;
}

/** The key of a custom resource's templates, shared by all copies of this package. */
const DEPLOYED = Symbol.for('cdk-ses-templates.DeployedResource');

export function markDeployed(deployed: DeployedResource): void {
  Object.defineProperty(deployed.resource, DEPLOYED, { value: deployed });
}

/** The templates that a construct deploys, if it is a custom resource of templates. */
export function deployedBy(construct: IConstruct): DeployedResource | undefined {
  return (construct as IConstruct & { readonly [DEPLOYED]?: DeployedResource })[DEPLOYED];
}

/**
 * Escapes names with a special meaning. CDK drops a property `__proto__`, and treats an object with `_children` and `_metadata` as a
 * construct. CloudFormation treats an object with only `Ref` as a function.
 */
export function propertyKey(name: string): string {
  return name.startsWith('_') || name === 'Ref' ? `.${name}` : name;
}
