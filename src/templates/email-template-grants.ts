import * as iam from 'aws-cdk-lib/aws-iam';
import * as ses from 'aws-cdk-lib/aws-ses';
import { READ_ACTIONS, SEND_ACTIONS, senderArns, templateArnOf } from './private/permissions';

/**
 * The resources that mail is sent with, in addition to a template. Amazon SES checks the permission for each of them.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
export interface EmailGrantSendOptions {
  /**
   * The identity to send from, an L2 or L1 construct: the sender's email address, or its domain if the domain is the verified
   * identity.
   */
  readonly identity: ses.IEmailIdentityRef;

  /**
   * The configuration set to send with, an L2 or L1 construct: the one that the sender specifies, or the default one of the
   * identity, for which Amazon SES also checks the permission.
   *
   * @default - no configuration set: sending fails with one, or with an identity that has a default one
   */
  readonly configurationSet?: ses.IConfigurationSetRef;
}

/**
 * Permissions on an email template, also for templates that this package does not deploy, such as a `ses.CfnTemplate`.
 *
 * @example
 * declare const template: ses.CfnTemplate;
 * declare const identity: ses.EmailIdentity;
 * declare const mailer: lambda.Function;
 * EmailTemplateGrants.fromTemplate(template).send(mailer, { identity });
 */
export class EmailTemplateGrants {
  /**
   * The permissions on a template.
   *
   * @param template an `EmailTemplate`, a template of an `EmailTemplateSet`, or a `ses.CfnTemplate`
   */
  public static fromTemplate(template: ses.ITemplateRef): EmailTemplateGrants {
    return new EmailTemplateGrants(template);
  }

  private constructor(private readonly template: ses.ITemplateRef) {}

  /**
   * Grants permission to send mail with the template, through either API of Amazon SES: `ses:SendTemplatedEmail` and
   * `ses:SendBulkTemplatedEmail` of v1, `ses:SendEmail` and `ses:SendBulkEmail` of v2, on exactly this template, the
   * identity and the configuration set.
   *
   * On the identity, `ses:SendEmail` also permits mail without a template: SES has no narrower permission.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html
   */
  public send(grantee: iam.IGrantable, options: EmailGrantSendOptions): iam.Grant {
    const [identity, ...configurationSet] = senderArns(options);
    return iam.Grant.addToPrincipal({ grantee, actions: SEND_ACTIONS, resourceArns: [identity, templateArnOf(this.template), ...configurationSet] });
  }

  /**
   * Grants permission to read the template and to render it for a test: `ses:GetEmailTemplate` and
   * `ses:TestRenderEmailTemplate` of the v2 API.
   *
   * It does not grant `ses:GetTemplate` and `ses:TestRenderTemplate` of the v1 API, which cannot be limited to a template.
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns: [templateArnOf(this.template)] });
  }
}
