import { createHash } from 'node:crypto';
import { ArnFormat, ITaggableV2, Names, PhysicalName, RemovalPolicy, Stack, TagManager, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { EmailConflictPolicy } from './email-conflict-policy';
import { EmailContent } from './email-content';
import { EmailDriftPolicy } from './email-drift-policy';
import { EmailSampleData } from './email-sample-data';
import { EmailSource } from './email-source';
import { EmailTemplateBase, IEmailTemplate, IRenderableEmailTemplate } from './email-template-base';
import { EmailTemplateOptions } from './email-template-options';
import { EmailTemplateVariable } from './email-template-variable';
import { RenderedEmail } from './rendered-email';
import { MAX_NAME_LENGTH } from '../contract/limits';
import { DeployedTemplates } from './private/deployed-templates';
import { ImportedTemplate } from './private/imported-template';
import { Problems } from './private/problems';
import { RenderableEmail } from './private/renderable-email';
import { templateTags } from './private/tags';
import { contentOf, TemplatesResource } from './private/templates-resource';

/**
 * Properties of an `EmailTemplate`.
 */
export interface EmailTemplateProps extends EmailTemplateOptions {
  /**
   * The directory to read the email from: its subject, HTML, text, sample data and partials. Mutually exclusive with
   * `subject`, `html`, `text` and `sampleData`.
   *
   * @default - the email is in these properties
   */
  readonly source?: EmailSource;

  /**
   * The subject, a string or an `EmailContent`. One line, not empty or blank. Can contain CDK tokens anywhere.
   *
   * @default - the subject of the source; required if there is no source
   */
  readonly subject?: string | EmailContent;

  /**
   * The template's name: 1 to 64 characters of `[a-zA-Z0-9_-]`, unique within the account and Region, and not beginning with
   * `cdk-ses-templates-scratch-`. A different name is a different template: the new one is created before the old one is deleted.
   *
   * @default - a name derived from the stack's name and the construct's path, which changes only if they do
   */
  readonly templateName?: string;

  /**
   * What to do when another template already has the name.
   *
   * @default EmailConflictPolicy.FAIL
   */
  readonly conflictPolicy?: EmailConflictPolicy;

  /**
   * What to do when someone else changed the template since the last deployment.
   *
   * @default EmailDriftPolicy.OVERWRITE
   */
  readonly driftPolicy?: EmailDriftPolicy;

  /**
   * What happens to the template in Amazon SES when it is removed from the stack: when the stack or the construct is
   * deleted, and to the old one when the name changes. `RETAIN` always keeps it; `RETAIN_ON_UPDATE_OR_DELETE` does so
   * unless the creation of the template itself is rolled back. There is no `SNAPSHOT`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the template must have sample data. If true, synthesis fails without it.
   *
   * @default - the CDK context value `cdk-ses-templates:requireSampleData`, or false
   */
  readonly requireSampleData?: boolean;
}

/**
 * An existing email template.
 */
export interface EmailTemplateAttributes {
  /**
   * The template's name.
   */
  readonly templateName: string;

  /**
   * The account that the template is in.
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * The Region that the template is in.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;
}

/**
 * An email template in Amazon SES, deployed with the stack.
 *
 * Synthesis rejects a template that Amazon SES would reject, or would accept and then fail to render, with an error that lists all
 * of its problems. The content is uploaded as an asset, for which the environment must be bootstrapped. The stack's template has
 * a short checksum of each part, so that a diff shows which part changed.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
 * @resource Custom::SESEmailTemplates
 *
 * @example
 * declare const api: apigateway.RestApi;
 * declare const identity: ses.EmailIdentity;
 * declare const mailer: lambda.Function;
 * const welcome = new EmailTemplate(this, 'Welcome', {
 *   subject: 'Welcome, {{name}}',
 *   html: EmailContent.fromFile('emails/welcome.html', { replace: { '%SHOP_URL%': api.url } }),
 *   text: EmailContent.fromInline('Welcome, {{name}}.'),
 *   sampleData: EmailSampleData.fromJson('{ "name": "Ada" }'),
 * });
 * welcome.grantSend(mailer, { identity });
 */
export class EmailTemplate extends EmailTemplateBase implements IRenderableEmailTemplate, ITaggableV2 {
  /**
   * Imports an existing template that this app does not define, in the account and Region of the stack.
   *
   * @param templateName the name of the template
   * @throws if the name is not valid for a template
   *
   * @example
   * declare const identity: ses.EmailIdentity;
   * declare const mailer: lambda.Function;
   * EmailTemplate.fromTemplateName(this, 'Legacy', 'legacy').grantSend(mailer, { identity });
   */
  public static fromTemplateName(scope: Construct, id: string, templateName: string): IEmailTemplate {
    return new ImportedTemplate(scope, id, { templateName });
  }

  /**
   * Imports an existing template that this app does not define, in the account and Region of its ARN.
   *
   * @param templateArn the ARN of the template, `arn:PARTITION:ses:REGION:ACCOUNT:template/NAME`
   * @throws if it is not the ARN of a template
   */
  public static fromTemplateArn(scope: Construct, id: string, templateArn: string): IEmailTemplate {
    const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
    if (!Token.isUnresolved(templateArn) && !/^arn:[^:]+:ses:[^:]*:[^:]*:template\/[^/]+$/.test(templateArn)) {
      throw new Error(`${path}: templateArn must be arn:PARTITION:ses:REGION:ACCOUNT:template/NAME, got: ${JSON.stringify(templateArn)}`);
    }
    return new ImportedTemplate(scope, id, importedFrom(scope, templateArn));
  }

  /**
   * Imports an existing template that this app does not define, by its name and, if they differ from those of the stack, its
   * account and Region.
   *
   * @throws if the name is not valid for a template
   */
  public static fromTemplateAttributes(scope: Construct, id: string, attributes: EmailTemplateAttributes): IEmailTemplate {
    return new ImportedTemplate(scope, id, attributes);
  }

  public readonly templateName: string;
  public readonly templateArn: string;

  /**
   * The tags of the template: use `Tags.of(template)`.
   */
  public readonly cdkTagManager: TagManager = templateTags();

  /**
   * @internal
   */
  public readonly _deployedTemplates: DeployedTemplates;

  private readonly email: RenderableEmail;

  constructor(scope: Construct, id: string, props: EmailTemplateProps) {
    super(scope, id, { physicalName: props.templateName });
    const deployed = new TemplatesResource(this, {
      identity: 'TemplateName',
      conflictPolicy: props.conflictPolicy ?? EmailConflictPolicy.FAIL,
      driftPolicy: props.driftPolicy ?? EmailDriftPolicy.OVERWRITE,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      requireSampleData: props.requireSampleData,
      tags: this.cdkTagManager,
    });
    this._deployedTemplates = { deployed };
    const problems = new Problems();
    const { templateName = PhysicalName.GENERATE_IF_NEEDED } = props;
    const name = templateName === PhysicalName.GENERATE_IF_NEEDED ? this.generatePhysicalName() : templateName;
    const parts = this.partsOf(props, deployed, problems);
    const [email] = deployed.add(parts ? [{
      ...parts, key: 'Template', path: this.node.path, name, partials: props.partials, verifyOnDeploy: props.verifyOnDeploy,
    }] : [], problems);
    this.email = email;
    deployed.complete();
    const { resource } = deployed;
    if (props.templateName && !Token.isUnresolved(props.templateName)) resource.overrideLogicalId(logicalIdOf(props.templateName));
    // The physical id of the resource is the template's name, so resources that use it are deployed after the template.
    this.templateName = this.getResourceNameAttribute(resource.ref);
    this.templateArn = this.getResourceArnAttribute(
      this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: resource.ref }),
      { service: 'ses', resource: 'template', resourceName: this.physicalName },
    );
  }

  /**
   * The variables of all parts, sorted by name: the required and optional fields of each mail's data.
   */
  public get variables(): EmailTemplateVariable[] {
    return this.email.variables;
  }

  /**
   * Renders the template at synth, as Amazon SES would: for tests.
   *
   * AWS does not document the template engine of Amazon SES, and refers to handlebarsjs.com. So the rendering is that of
   * handlebars.js, without escaping of HTML. Amazon SES may run handlebars.java instead; if that engine renders the data
   * differently, the rendering has a warning. If handlebars.js does not find a name inside a block, and handlebars.java finds
   * it outside the block, the outer value is rendered, with a warning.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html
   * @param data the data of a mail, at most 262,144 characters of JSON
   * @returns the parts that the template has
   * @throws if the data is not plain JSON, or if Amazon SES would fail to render the template with it, for example because a
   * required variable is missing
   */
  public render(data: EmailSampleData): RenderedEmail {
    return this.email.render(data);
  }

  /**
   * Applies a removal policy: see `EmailTemplateProps.removalPolicy`.
   *
   * @throws for `SNAPSHOT`, which Amazon SES does not have
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    TemplatesResource.checkRemovalPolicy(this, policy);
    super.applyRemovalPolicy(policy);
  }

  /** The generated name of a template, also used when another environment refers to it. */
  protected generatePhysicalName(): string {
    return Names.uniqueResourceName(this, { maxLength: MAX_NAME_LENGTH, separator: '-', allowedSpecialCharacters: '_-' });
  }

  /** The parts, from the properties or the source; undefined if the source has no complete email. */
  private partsOf({ source, subject, html, text, sampleData, partials }: EmailTemplateProps, deployed: TemplatesResource, problems: Problems) {
    if (!source) {
      if (subject === undefined) problems.add(this.node.path, 'subject or source must be given, got: neither');
      return subject === undefined ? undefined : { subject: contentOf(subject), html, text, sampleData };
    }
    const both = Object.entries({ subject, html, text, sampleData }).filter(([, value]) => value !== undefined).map(([name]) => name);
    if (both.length > 0) problems.add(this.node.path, `source must not be given together with ${both.join(', ')}; put the content into the directory, or omit the source`);
    const { emails: [email], partials: shared } = source._readOne(this.node.path, problems);
    deployed.addPartials(shared, problems, partials);
    return email;
  }
}

function importedFrom(scope: Construct, templateArn: string) {
  const { resourceName, account, region } = Stack.of(scope).splitArn(templateArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { templateName: resourceName!, account, region };
}

/**
 * A logical id derived from the name instead of the path, so that a construct that is moved keeps its resource. A new resource would
 * take over the template, and could not change it in the same deployment.
 */
function logicalIdOf(templateName: string): string {
  const hash = createHash('sha256').update(templateName).digest('hex').slice(0, 8).toUpperCase();
  return `EmailTemplate${templateName.replace(/[^a-zA-Z0-9]/g, '')}${hash}`;
}
