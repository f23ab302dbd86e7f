import { CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Markers } from './markers';
import { DeclaredTemplate, readTemplate } from './read-template';
import { addTemplatesAsset } from './templates-asset';
import { EmailTemplateProvider } from '../email-template-provider';
import { ConflictPolicyName, DriftPolicyName, EmailTemplatesProperties, Identity, RESOURCE_TYPE, TemplateAsset, TemplateProperties } from '../private/contract';
import { fingerprint } from '../private/fingerprint';
import { SERVICE_TIMEOUT_SECONDS } from '../private/limits';

export interface TemplatesResourceProps {
  readonly identity: Identity;
  /** The properties and the asset hold them in this order. Their keys differ. */
  readonly templates: readonly DeclaredTemplate[];
  readonly conflictPolicy: ConflictPolicyName;
  readonly driftPolicy: DriftPolicyName;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Makes the custom resource that deploys templates: one, or many of a set.
 *
 * A plain CfnResource, so that as the scope's default child it takes removal policies and overrides like any other's.
 *
 * @throws Error that names every template that cannot be deployed, and why
 */
export function templatesResource(scope: Construct, props: TemplatesResourceProps): CfnResource {
  const problems: string[] = [];
  const read = props.templates.map(template => ({ template, parts: readTemplate(template, problems) }));
  if (problems.length > 0) throw new Error(problems.join('\n'));

  const markers = new Markers();
  const assets: Record<string, TemplateAsset> = {};
  const templates: Record<string, TemplateProperties> = {};
  for (const { template, parts } of read) {
    const asset: TemplateAsset = {
      Subject: markers.replace(parts.subject, `${template.path}: subject`),
      Html: parts.html && markers.replace(parts.html, `${template.path}: html`),
      Text: parts.text && markers.replace(parts.text, `${template.path}: text`),
      SampleData: template.sampleData,
    };
    assets[template.key] = asset;
    templates[template.key] = {
      Name: template.name,
      Subject: fingerprint(asset.Subject),
      Html: asset.Html && fingerprint(asset.Html),
      Text: asset.Text && fingerprint(asset.Text),
    };
  }

  const provider = EmailTemplateProvider.of(scope);
  props.templates.forEach(template => provider._claimName(template.name, template.path));
  const location = addTemplatesAsset(scope, { templates: assets });

  const properties: EmailTemplatesProperties = {
    Identity: props.identity,
    Templates: templates,
    AssetBucket: location.bucketName,
    AssetKey: location.objectKey,
    Markers: markers.values(),
    ConflictPolicy: props.conflictPolicy,
    DriftPolicy: props.driftPolicy,
  };
  const resource = new CfnResource(scope, 'Resource', {
    type: RESOURCE_TYPE,
    properties: { ServiceToken: provider.handler.functionArn, ServiceTimeout: String(SERVICE_TIMEOUT_SECONDS), ...properties },
  });
  resource.applyRemovalPolicy(props.removalPolicy);
  // The permissions come before the first call and go after the last, also where they are in a policy of their own.
  resource.node.addDependency(...provider._grantReadAsset(location));
  return resource;
}
