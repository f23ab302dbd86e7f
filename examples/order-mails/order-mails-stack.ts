import { join } from 'node:path';
import { Annotations, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SnsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ses from 'aws-cdk-lib/aws-ses';
import { EmailDriftPolicy, EmailSource, EmailTemplate } from 'cdk-ses-templates';
import { Construct } from 'constructs';
import { EmailEvents } from './email-events';

export interface OrderMailsStackProps extends StackProps {
  /**
   * The folder of the emails, each a folder of its own.
   *
   * @default - what the context says for `emails`, or the folder `emails` beside this file
   */
  readonly emailsDirectory?: string;
}

export class OrderMailsStack extends Stack {
  constructor(scope: Construct, id: string, props: OrderMailsStackProps = {}) {
    super(scope, id, props);
    const directory = props.emailsDirectory ?? this.node.tryGetContext('emails') ?? join(__dirname, 'emails');
    const email = (folder: string, replace?: Record<string, string>) => ({
      source: EmailSource.directory(join(directory, folder), { partialsDirectory: join(directory, '_partials'), replace }),
    });

    const { configurationSet, onDuty } = new EmailEvents(this, 'Events');
    const identity = new ses.EmailIdentity(this, 'Domain', {
      identity: ses.Identity.domain('mail.example.com'),
      mailFromDomain: 'bounce.mail.example.com',
      configurationSet,
    });

    // Links in mails outlive what they lead to: they point here, and the shop behind may move.
    const links = new apigateway.HttpApi(this, 'Links', { description: 'Where the links in mails lead' });
    links.addRoutes({
      path: '/confirm',
      methods: [apigateway.HttpMethod.GET],
      integration: new HttpUrlIntegration('ShopConfirm', 'https://shop.example.com/mail/confirm'),
    });

    // Each template by the event of the shop that it answers.
    const templates: Record<string, EmailTemplate> = {
      CustomerRegistered: new EmailTemplate(this, 'Welcome', { templateName: 'shop-welcome', ...email('welcome') }),
      PasswordResetRequested: new EmailTemplate(this, 'PasswordReset', { templateName: 'shop-password-reset', ...email('password-reset') }),
      OrderPlaced: new EmailTemplate(this, 'OrderConfirmation', { templateName: 'shop-order-confirmation', ...email('order-confirmation') }),
      ParcelSent: new EmailTemplate(this, 'ShippingNotice', { templateName: 'shop-shipping-notice', ...email('shipping-notice') }),
      InvoiceIssued: new EmailTemplate(this, 'Invoice', {
        templateName: 'shop-invoice',
        ...email('invoice'),
        // Accounting has signed the wording off: a change made elsewhere is to be looked at, not to be overwritten.
        driftPolicy: EmailDriftPolicy.FAIL,
      }),
      RefundMade: new EmailTemplate(this, 'Refund', { templateName: 'shop-refund', ...email('refund') }),
      TeaSubscriptionDue: new EmailTemplate(this, 'TeaSubscriptionJa', { templateName: 'shop-tea-subscription-ja', ...email('tea-subscription-ja') }),
      NewsletterOrdered: new EmailTemplate(this, 'ConfirmSubscription', {
        templateName: 'shop-confirm-subscription',
        ...email('confirm-subscription', { '%CONFIRM_URL%': `${links.url}confirm` }),
      }),
      NewsletterIssued: new EmailTemplate(this, 'Newsletter', { templateName: 'shop-newsletter', ...email('newsletter') }),
      // Nobody else asks for these two by name, so CDK makes the names, and the mailer is told.
      CartLeft: new EmailTemplate(this, 'AbandonedCart', email('abandoned-cart')),
      ReviewDue: new EmailTemplate(this, 'ReviewRequest', email('review-request')),
    };

    const acknowledge = (where: Construct, warning: string, reason: string) => Annotations.of(where).acknowledgeWarning(`cdk-ses-templates:${warning}`, reason);
    acknowledge(this, 'htmlVariableInMarkup', 'The mailer drops the angle brackets of what customers write.');
    acknowledge(templates.RefundMade, 'differentVariables', 'The shop writes the note twice, for the HTML and for the text.');
    acknowledge(templates.NewsletterIssued, 'gmailClipping', 'The way out stands at the top as well.');

    const logGroup = new logs.LogGroup(this, 'MailerLog', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const mailer = new lambda.Function(this, 'Mailer', {
      description: 'Sends the mails for each event of the shop that calls for some',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(join(__dirname, 'mailer'), { exclude: ['*.ts', 'tsconfig.json'] }),
      handler: 'index.handler',
      timeout: Duration.minutes(5),
      environment: {
        SENDER: `Tern & Kettle <hello@${identity.emailIdentityName}>`,
        CONFIGURATION_SET: configurationSet.configurationSetName,
        TEMPLATES: this.toJsonString(Object.fromEntries(Object.entries(templates).map(([event, { templateName }]) => [event, templateName]))),
      },
      // With a role of its own it may write this log; the one that CDK makes may write every log of the account.
      role: new iam.Role(this, 'MailerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
      logGroup,
      // Where some mails could not be sent, others were: Lambda must not send them all again, but somebody has to know.
      retryAttempts: 0,
      onFailure: new SnsDestination(onDuty),
    });
    logGroup.grantWrite(mailer);
    for (const template of Object.values(templates)) template.grantSend(mailer, { identity, configurationSet });

    new events.Rule(this, 'ShopEvents', {
      eventPattern: { source: ['shop'], detailType: Object.keys(templates) },
      targets: [new LambdaFunction(mailer)],
    });
  }
}
