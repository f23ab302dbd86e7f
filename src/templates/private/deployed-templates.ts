import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AddedAsset } from './templates-asset';
import { EmailTemplatesProperties, TemplateProperties } from '../../contract/contract';

/** The custom resource of some templates, for those who watch what it deploys. Complete when the app is synthesized. */
export interface DeployedResource {
  readonly resource: CfnResource;
  /** The properties besides `ServiceToken` and `ServiceTimeout`, with CDK's tokens in them. */
  readonly properties: { readonly [name in keyof EmailTemplatesProperties]: unknown };
  /** The templates that were added so far, by key. */
  readonly templates: Readonly<Record<string, TemplateProperties>>;
  /** The form of the templates' names, if they have one. */
  readonly names?: { readonly prefix: string; readonly suffix: string };
  /** The content. Undefined until all templates are there. */
  readonly asset?: AddedAsset;
}

/** Templates of a custom resource: all of them, or one. */
export interface DeployedTemplates {
  readonly deployed: DeployedResource;
  /** The key of the one. */
  readonly key?: string;
}

/** Holds what a custom resource deploys, for every copy of this package. */
const DEPLOYED = Symbol.for('cdk-ses-templates.DeployedResource');

export function markDeployed(deployed: DeployedResource): void {
  Object.defineProperty(deployed.resource, DEPLOYED, { value: deployed });
}

/** What a construct deploys, if it is a custom resource of templates. */
export function deployedBy(construct: IConstruct): DeployedResource | undefined {
  return (construct as IConstruct & { readonly [DEPLOYED]?: DeployedResource })[DEPLOYED];
}

/**
 * CDK loses a property `__proto__`, and takes an object with `_children` and `_metadata` for a construct. CloudFormation takes
 * an object with `Ref` alone for a function.
 */
export function propertyKey(name: string): string {
  return name.startsWith('_') || name === 'Ref' ? `.${name}` : name;
}
