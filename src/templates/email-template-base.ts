import { IResource, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { IDeployedEmailTemplates } from './deployed-email-templates';
import { EmailSampleData } from './email-sample-data';
import { EmailGrantSendOptions, EmailTemplateGrants } from './email-template-grants';
import { EmailTemplateVariable } from './email-template-variable';
import { RenderedEmail } from './rendered-email';

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
   * Permissions on the template.
   */
  readonly grants: EmailTemplateGrants;

  /**
   * Grants permission to send mail with this template: see `EmailTemplateGrants.send`.
   */
  grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant;

  /**
   * Grants permission to read this template and to render it for a test: see `EmailTemplateGrants.read`.
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;
}

/**
 * An email template whose content this app declares: an `EmailTemplate`, or a template of an `EmailTemplateSet`.
 */
export interface IRenderableEmailTemplate extends IEmailTemplate, IDeployedEmailTemplates {
  /**
   * The variables of all parts, sorted by name: the required and optional fields of each mail's data.
   */
  readonly variables: EmailTemplateVariable[];

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
  render(data: EmailSampleData): RenderedEmail;
}

/**
 * What all email templates have in common.
 */
export abstract class EmailTemplateBase extends Resource implements IEmailTemplate {
  public abstract readonly templateName: string;
  public abstract readonly templateArn: string;

  public get templateRef(): ses.TemplateReference {
    return { templateId: this.templateName };
  }

  public get grants(): EmailTemplateGrants {
    return EmailTemplateGrants.fromTemplate(this);
  }

  public grantSend(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant {
    return this.grants.send(grantee, options);
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grants.read(grantee);
  }
}
