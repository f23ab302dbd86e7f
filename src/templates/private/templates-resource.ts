import { Annotations, CfnDeletionPolicy, CfnResource, Lazy, RemovalPolicy, Stack, TagManager } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Markers } from './deploy-time-values';
import { DeployedResource, markDeployed, propertyKey } from './deployed-templates';
import { formatErrors } from './findings';
import { Problems } from './problems';
import { DeclaredTemplate, ReadTemplate, readTemplate } from './read-template';
import { RenderableEmail } from './renderable-email';
import { settingThatRequiresSampleData } from './require-sample-data';
import { sortedCopy } from './sample-data';
import { DeclaredPartials, readPartials } from './shared-partials';
import { eventSizeFinding, memoryProblem } from './sizes';
import { tagProblems, tagProperties } from './tags';
import { claimName } from './template-names';
import { AddedAsset, addTemplatesAsset } from './templates-asset';
import { addNotices, addWarnings, CheckedTemplate } from './warnings';
import {
  ConflictPolicyName, DriftPolicyName, Identity, RemovedTemplates, RESOURCE_TYPE, TagProperty, TemplateAsset, TemplateProperties,
} from '../../contract/contract';
import { fingerprint } from '../../contract/fingerprint';
import { SERVICE_TIMEOUT_SECONDS } from '../../contract/limits';
import { PartialLibrary } from '../../language';
import { EmailContent } from '../email-content';
import { EmailTemplateProvider } from '../email-template-provider';

const NO_SNAPSHOT = 'removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got: SNAPSHOT';

export interface TemplatesResourceProps {
  readonly identity: Identity;
  readonly conflictPolicy: ConflictPolicyName;
  readonly driftPolicy: DriftPolicyName;
  readonly removalPolicy: RemovalPolicy;
  /** Whether templates dropped from a set are deleted, unless the removal policy keeps them. */
  readonly pruneRemoved?: boolean;
  /** Whether each template must have sample data. @default - the CDK context value */
  readonly requireSampleData?: boolean;
  /** The tags of all templates, unless the construct of one has its own. */
  readonly tags: TagManager;
  /** The pattern of the templates' names, if there is one. */
  readonly names?: DeployedResource['names'];
  /** The separate construct of a template of the resource, if any, by its key. */
  readonly constructOf?: (key: string) => IConstruct | undefined;
}

interface ReadAndDeclared extends ReadTemplate {
  readonly template: DeclaredTemplate;
}

/** The custom resource that deploys a single template or a set. Its content is added after all templates. */
export class TemplatesResource implements DeployedResource {
  /** @throws for a policy that templates cannot have */
  public static checkRemovalPolicy(scope: Construct, policy: RemovalPolicy): void {
    if (policy === RemovalPolicy.SNAPSHOT) {
      throw new Error(`${scope.node.path}: ${NO_SNAPSHOT}`);
    }
  }

  /** A plain CfnResource, so that as the scope's default child it accepts removal policies and overrides like any other. */
  public readonly resource: CfnResource;
  public readonly properties: DeployedResource['properties'];
  public readonly templates: Record<string, TemplateProperties> = {};

  private readonly provider: EmailTemplateProvider;
  private readonly markers = new Markers();
  private partials?: PartialLibrary;
  private readonly partialNames = new Set<string>();
  private readonly assets: Record<string, TemplateAsset> = {};
  /** By the keys of the properties. */
  private readonly keys: Record<string, string> = {};
  private readonly sampleDataRequiredBy?: string;
  private readonly checked: CheckedTemplate[] = [];
  private added?: AddedAsset;

  constructor(private readonly scope: Construct, private readonly props: TemplatesResourceProps) {
    TemplatesResource.checkRemovalPolicy(scope, props.removalPolicy);
    this.sampleDataRequiredBy = settingThatRequiresSampleData(scope, props.requireSampleData);
    this.provider = EmailTemplateProvider.of(scope);
    const late = (produce: () => unknown) => Lazy.uncachedAny({ produce });
    this.properties = {
      Identity: props.identity,
      Templates: late(() => this.templatesWithTags()),
      AssetBucket: late(() => this.added?.location.bucketName),
      AssetKey: late(() => this.added?.location.objectKey),
      Markers: late(() => this.markers.values()),
      ConflictPolicy: props.conflictPolicy,
      DriftPolicy: props.driftPolicy,
      RemovedTemplates: props.identity === 'Set' ? late(() => removedTemplates(this.resource, props.pruneRemoved ?? true)) : undefined,
      Tags: late(() => props.tags.hasTags() ? tagProperties(props.tags) : undefined),
    };
    const properties = { ServiceToken: this.provider.handler.functionArn, ServiceTimeout: String(SERVICE_TIMEOUT_SECONDS), ...this.properties };
    this.resource = new CfnResource(scope, 'Resource', { type: RESOURCE_TYPE, properties });
    this.resource.applyRemovalPolicy(props.removalPolicy);
    markDeployed(this);
    // Policies can also come from aspects, such as RemovalPolicies.
    scope.node.addValidation({ validate: () => this.resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.SNAPSHOT ? [NO_SNAPSHOT] : [] });
    scope.node.addValidation({ validate: () => tagProblems(props.tags) });
    // Checked at validation, when tokens can be resolved.
    scope.node.addValidation({ validate: () => this.added ? this.sizeErrors(properties, this.added, props.identity === 'Set') : [] });
  }

  /** Whether the content is in the cloud assembly, so that no templates can be added. */
  public get isComplete(): boolean {
    return this.added !== undefined;
  }

  public get asset(): AddedAsset | undefined {
    return this.added;
  }

  public get names(): DeployedResource['names'] {
    return this.props.names;
  }

  /**
   * Adds partials for templates that are added later. Their problems are added to `problems`.
   *
   * @param others other partials, whose names must be different
   */
  public addPartials(partials: DeclaredPartials, problems: Problems, others: DeclaredPartials = {}): void {
    const twice = Object.keys(partials).filter(name => this.partialNames.has(name) || Object.hasOwn(others, name)).map(name => JSON.stringify(name));
    if (twice.length > 0) problems.add(this.scope.node.path, `partials must have other names than those of the folder, got: ${twice.join(', ')}`);
    Object.keys(partials).forEach(name => this.partialNames.add(name));
    this.partials = readPartials(this.scope.node.path, partials, this.markers, problems, this.partials);
  }

  /**
   * Adds templates with unique keys. The properties and the asset contain them in this order.
   *
   * @param problems problems found before, which are reported together with those found here
   * @returns the templates in the same order
   * @throws Error with all templates that cannot be deployed, and the reasons
   */
  public add(templates: readonly DeclaredTemplate[], problems: Problems = new Problems()): RenderableEmail[] {
    this.requireSampleDataOf(templates, problems);
    const read = this.read(templates, problems);
    this.claimNames(templates, problems);
    problems.throwIfAny();
    this.keepFindings(read);
    return read.map(template => this.declare(template));
  }

  /** Writes the content of all templates to the cloud assembly, and adds the warnings about them. Call it once, before synthesis. */
  public complete(): void {
    addWarnings(this.scope, this.checked);
    this.added = addTemplatesAsset(this.scope, { templates: this.assets });
    // The permissions must exist from the first to the last call, even if they are in a separate policy.
    this.resource.node.addDependency(...this.provider._grantReadAsset(this.added));
  }

  private requireSampleDataOf(templates: readonly DeclaredTemplate[], problems: Problems): void {
    if (!this.sampleDataRequiredBy) return;
    for (const { path, sampleData } of templates) {
      if (!sampleData) problems.add(path, `sampleData must be given, because ${this.sampleDataRequiredBy} requires it, got: none`);
    }
  }

  private read(templates: readonly DeclaredTemplate[], problems: Problems): ReadAndDeclared[] {
    const { markers, partials } = this;
    const read = templates.map(template => ({ template, ...readTemplate(template, { markers, partials }, problems) }));
    problems.addMessages(formatErrors(read.flatMap(({ template: { path }, language }) => language.errors.map(diagnostic => ({ path, diagnostic })))));
    return read;
  }

  private claimNames(templates: readonly DeclaredTemplate[], problems: Problems): void {
    for (const { name, path } of templates) {
      const taken = claimName(Stack.of(this.scope), name, path);
      if (taken) problems.addMessages([taken]);
    }
  }

  private keepFindings(read: readonly ReadAndDeclared[]): void {
    const checked = read.map(({ template: { key, path }, language }): CheckedTemplate =>
      ({ path, language, construct: () => this.props.constructOf?.(key) ?? this.scope }));
    this.checked.push(...checked);
    addNotices(this.scope, checked);
  }

  /** Adds a valid template to the asset, and its fingerprints to the properties. */
  private declare({ template, language, sampleData }: ReadAndDeclared): RenderableEmail {
    const email = language.email!;
    const { subject, html, text } = email.content;
    const asset: TemplateAsset = {
      Subject: this.markers.upload(subject, `${template.path}: subject`),
      Html: html && this.markers.upload(html, `${template.path}: html`),
      Text: text && this.markers.upload(text, `${template.path}: text`),
      SampleData: sampleData && template.verifyOnDeploy !== false ? sortedCopy(sampleData) : undefined,
    };
    const key = propertyKey(template.key);
    this.keys[key] = template.key;
    const templateArn = Stack.of(this.scope).formatArn({ service: 'ses', resource: 'template', resourceName: template.name });
    this.resource.node.addDependency(this.provider._grantTagging(templateArn, this.isTagged));
    this.assets[key] = asset;
    this.templates[key] = {
      Name: template.name,
      Subject: fingerprint(asset.Subject),
      Html: asset.Html && fingerprint(asset.Html),
      Text: asset.Text && fingerprint(asset.Text),
      SampleData: asset.SampleData && fingerprint(JSON.stringify(asset.SampleData)),
    };
    return new RenderableEmail(template.path, email, this.markers);
  }

  private templatesWithTags(): Record<string, TemplateProperties> {
    const entries = Object.entries(this.templates);
    return Object.fromEntries(entries.map(([key, template]) => [key, { ...template, Tags: this.ownTags(this.keys[key]) }]));
  }

  /** All tags of a template, if they are not those of the resource. */
  private ownTags(key: string): readonly TagProperty[] | undefined {
    const construct = this.props.constructOf?.(key);
    const tags = construct && TagManager.of(construct);
    if (!tags) return undefined;
    const [own, shared] = [tags, this.props.tags].map(tagProperties);
    return JSON.stringify(own) === JSON.stringify(shared) ? undefined : own;
  }

  /** Whether a template of the resource has tags. */
  private readonly isTagged = (): boolean =>
    this.props.tags.hasTags() || Object.values(this.keys).some(key => this.ownTags(key)?.length);

  private sizeErrors(properties: object, asset: AddedAsset, isSet: boolean): string[] {
    const event = eventSizeFinding(Stack.of(this.scope).resolve(properties), isSet);
    if (event && !event.isError) Annotations.of(this.scope).addWarningV2('cdk-ses-templates:largeProperties', event.message);
    const memorySize = this.provider._memorySize;
    const memory = memorySize === undefined ? undefined : memoryProblem(asset, memorySize);
    return [...event?.isError ? [event.message] : [], ...memory ? [memory] : []];
  }
}

/** Converts a string to content. */
export function contentOf(content: string | EmailContent): EmailContent {
  return typeof content === 'string' ? EmailContent.fromInline(content) : content;
}

/** Uses the final policies of the resource, because they can be applied after it is created. */
function removedTemplates({ cfnOptions }: CfnResource, prune: boolean): RemovedTemplates {
  if (cfnOptions.deletionPolicy === CfnDeletionPolicy.RETAIN) return 'RETAIN';
  if (cfnOptions.deletionPolicy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE) return 'RETAIN_EXCEPT_ON_CREATE';
  return prune ? 'DELETE' : 'RETAIN_EXCEPT_ON_CREATE';
}
