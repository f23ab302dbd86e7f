import { createHash } from 'node:crypto';
import { CfnResource, Fn, IResource, Names, RemovalPolicy, Resource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct, Dependable } from 'constructs';
import { EmailConflictPolicy } from './email-conflict-policy';
import { EmailDriftPolicy } from './email-drift-policy';
import { EmailTemplateVariable } from './email-template-variable';
import { EmailGrantSendOptions } from './email-grant-send-options';
import { RenderedEmail } from './rendered-email';
import { MAX_NAME_LENGTH } from '../contract/limits';
import { READ_ACTIONS, SEND_ACTIONS, senderArns } from './private/permissions';
import { templateNameProblem } from './private/read-template';
import { RenderableEmail } from './private/renderable-email';
import { TemplatesResource } from './private/templates-resource';
import { EmailContent } from './email-content';

/**
 * An email template in Amazon SES.
 */
export interface IEmailTemplate extends IResource, ses.ITemplateRef {
  /**
   * The template's name, as `TemplateName` when mail is sent.
   *
   * @attribute
   */
  readonly templateName: string;

  /**
   * The template's ARN: `arn:PARTITION:ses:REGION:ACCOUNT:template/NAME`.
   *
   * @attribute
   */
  readonly templateArn: string;

  /**
   * Allows to send mail with this template, by either API of Amazon SES: `ses:SendTemplatedEmail` and
   * `ses:SendBulkTemplatedEmail` of v1, `ses:SendEmail` and `ses:SendBulkEmail` of v2, on exactly this template, the
   * identity and the configuration set.
   *
   * On the identity, `ses:SendEmail` allows mail without a template as well: SES knows no narrower permission.
   */
  grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant;

  /**
   * Allows to read this template and to render it for a test: `ses:GetEmailTemplate` and `ses:TestRenderEmailTemplate`
   * of the v2 API.
   *
   * The v1 API's `ses:GetTemplate` and `ses:TestRenderTemplate` cannot be narrowed to a template, only be allowed for
   * all of the account's, so they are not.
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/**
 * What is in an email template.
 */
export interface EmailTemplateOptions {
  /**
   * The subject, in SES's template language. One line, not empty or blank. CDK tokens may stand in it, wherever.
   */
  readonly subject: string;

  /**
   * The HTML part. Not empty or blank. With the text at most 512,000 bytes of UTF-8.
   *
   * @default - no HTML part; then there must be a text
   */
  readonly html?: EmailContent;

  /**
   * The text part. Not empty or blank. With the HTML at most 512,000 bytes of UTF-8.
   *
   * @default - no text part; then there must be HTML
   */
  readonly text?: EmailContent;

  /**
   * Texts that the parts share, with other templates or among themselves, by the name that calls them: `{{> footer}}`.
   *
   * Amazon SES knows inline partials only, of each part by itself. So synthesis compiles into each part the partials that
   * it uses, and those that they use, as inline partials, once each. What is deployed, limited in size, and fingerprinted
   * is the result: when a partial changes, so does every template that uses it.
   *
   * A layout is a partial that is put around a block: `{{#> layout}}…{{/layout}}` calls it, and the block comes where
   * the layout calls `@partial-block`. A template's own inline partials come before these of the same name.
   *
   * A name is of `[a-zA-Z0-9_-]`, with slashes between if need be. CDK tokens may stand in the texts.
   *
   * @default - none, or those of the set
   */
  readonly partials?: { [name: string]: EmailContent };

  /**
   * Data to render the template with for a test, as Amazon SES would take it for a mail: plain JSON without CDK tokens, at
   * most 262,094 characters of it, or 262,144 if `verifyOnDeploy` is false. `EmailSampleData.fromFile` reads it from a file.
   *
   * Synthesis renders it, and fails if Amazon SES would. Then the deployment has Amazon SES render it, unless
   * `verifyOnDeploy` is false; for that it lies beside the content, where whoever may read the CDK's assets can read it.
   *
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
   * @default - no data
   */
  readonly sampleData?: { [key: string]: any };

  /**
   * Whether the deployment asks Amazon SES itself to render the template with the sample data, when it is new or changed,
   * before it counts as deployed. A new one is created, rendered, and deleted again if that fails. A changed one is rendered
   * under a short-lived name that begins with `cdk-ses-templates-scratch-` before the live one is touched. Without sample
   * data there is nothing to ask.
   *
   * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_TestRenderTemplate.html
   * @default true
   */
  readonly verifyOnDeploy?: boolean;
}

/**
 * Properties of an `EmailTemplate`.
 */
export interface EmailTemplateProps extends EmailTemplateOptions {
  /**
   * The template's name: 1 to 64 characters of `[a-zA-Z0-9_-]`, unlike that of any other template of the account in
   * the Region, and not beginning with `cdk-ses-templates-scratch-`. Another name is another template: the new one is made before the old one is deleted.
   *
   * @default - a name made of the stack's name and the construct's path, which stays the same as long as they do
   */
  readonly templateName?: string;

  /**
   * What to do when another template has the name already.
   *
   * @default EmailConflictPolicy.FAIL
   */
  readonly conflictPolicy?: EmailConflictPolicy;

  /**
   * What to do when the template was changed by somebody else since the last deployment.
   *
   * @default EmailDriftPolicy.OVERWRITE
   */
  readonly driftPolicy?: EmailDriftPolicy;

  /**
   * What becomes of the template in Amazon SES when the stack lets go of it: when the stack or the construct is
   * deleted, and of the old one when the name changes. `RETAIN` keeps it each time; `RETAIN_ON_UPDATE_OR_DELETE` too,
   * but for a template whose very creation is rolled back. There is no `SNAPSHOT`.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether the template must have sample data, so that synthesis fails if it has none.
   *
   * @default - what the CDK's context says by `cdk-ses-templates:requireSampleData`, `true` or `false`; if nothing, false
   */
  readonly requireSampleData?: boolean;
}

abstract class EmailTemplateBase extends Resource implements IEmailTemplate {
  public abstract readonly templateName: string;
  public abstract readonly templateArn: string;

  public get templateRef(): ses.TemplateReference {
    return { templateId: this.templateName };
  }

  public grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant {
    const [identity, ...configurationSet] = senderArns(options);
    return iam.Grant.addToPrincipal({ grantee, actions: SEND_ACTIONS, resourceArns: [identity, this.templateArn, ...configurationSet] });
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns: [this.templateArn] });
  }
}

/**
 * An email template in Amazon SES, deployed with the stack.
 *
 * What Amazon SES would refuse, or accept and then fail to render, is refused at synth, by an error that names all that is wrong with the template. The
 * content travels as an asset, for which the environment must be bootstrapped; the stack's template names it and has
 * a short checksum of each part, so that a diff tells which part changed.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
 * @resource Custom::SESEmailTemplates
 */
export class EmailTemplate extends EmailTemplateBase {
  /**
   * Refers to a template that is not of this app, in the account and Region of the stack.
   *
   * @param templateName its name
   */
  public static fromEmailTemplateName(scope: Construct, id: string, templateName: string): IEmailTemplate {
    class Import extends EmailTemplateBase {
      public readonly templateName = templateName;
      public readonly templateArn = this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: templateName });
    }
    const imported = new Import(scope, id);
    const problem = templateNameProblem(templateName);
    if (problem) throw new Error(`${imported.node.path}: templateName ${problem}`);
    return imported;
  }

  /**
   * A template that a resource deploys with others.
   *
   * @internal
   */
  public static _ofMany(scope: Construct, id: string, name: string, resource: CfnResource): IEmailTemplate {
    class Member extends EmailTemplateBase {
      // The resource has no attribute for each template, as its answer to CloudFormation is at most 4,096 bytes. So the
      // name is chosen from a list in which the resource stands too: whoever takes the name waits for the template.
      public readonly templateName = this.getResourceNameAttribute(Fn.select(0, [name, resource.ref]));
      public readonly templateArn = this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: name });
    }
    const member = new Member(scope, id, { physicalName: name });
    Dependable.implement(member, { dependencyRoots: [resource] });
    return member;
  }

  public readonly templateName: string;
  public readonly templateArn: string;

  private readonly email: RenderableEmail;

  constructor(scope: Construct, id: string, props: EmailTemplateProps) {
    super(scope, id, { physicalName: props.templateName });
    const deployed = new TemplatesResource(this, {
      identity: 'TemplateName',
      conflictPolicy: props.conflictPolicy ?? EmailConflictPolicy.FAIL,
      driftPolicy: props.driftPolicy ?? EmailDriftPolicy.OVERWRITE,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
      requireSampleData: props.requireSampleData,
    });
    const [email] = deployed.add([{
      key: 'Template',
      path: this.node.path,
      name: props.templateName ?? Names.uniqueResourceName(this, { maxLength: MAX_NAME_LENGTH, separator: '-', allowedSpecialCharacters: '_-' }),
      subject: EmailContent.fromInline(props.subject),
      html: props.html,
      text: props.text,
      partials: props.partials,
      sampleData: props.sampleData,
      verifyOnDeploy: props.verifyOnDeploy,
    }]);
    this.email = email;
    deployed.complete();
    const { resource } = deployed;
    if (props.templateName && !Token.isUnresolved(props.templateName)) resource.overrideLogicalId(logicalIdOf(props.templateName));
    // The resource's id is the template's name, so whoever takes the name waits for the template.
    this.templateName = this.getResourceNameAttribute(resource.ref);
    this.templateArn = this.getResourceArnAttribute(
      this.stack.formatArn({ service: 'ses', resource: 'template', resourceName: resource.ref }),
      { service: 'ses', resource: 'template', resourceName: this.physicalName },
    );
  }

  /**
   * What the data of each mail must hold, and may hold: the variables of all parts together, by name.
   */
  public get variables(): EmailTemplateVariable[] {
    return this.email.variables;
  }

  /**
   * Renders the template at synth, as Amazon SES would: for tests.
   *
   * @param data the data of a mail, at most 262,144 characters of JSON
   * @returns the parts that the template has
   * @throws if Amazon SES would fail to render them, as it does for data without a required variable
   */
  public render(data: { [key: string]: any }): RenderedEmail {
    return this.email.render(data);
  }
}

/**
 * A logical id that comes from the name, not from the path, so that a construct that is moved keeps its resource. Another
 * resource would take the template over, and could not change it at once.
 */
function logicalIdOf(templateName: string): string {
  const hash = createHash('sha256').update(templateName).digest('hex').slice(0, 8).toUpperCase();
  return `EmailTemplate${templateName.replace(/[^a-zA-Z0-9]/g, '')}${hash}`;
}
