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
import { EmailDriftPolicy, EmailSource, EmailTemplate, EmailTemplateSet, IEmailTemplate, TemplateDriftMonitor } from 'cdk-ses-templates';
import { Construct } from 'constructs';
import { EmailEvents } from './email-events';

export interface OrderMailsStackProps extends StackProps {
  /**
   * The folder with a subfolder for each email.
   *
   * @default - the context value `emails`, or the folder `emails` next to this file
   */
  readonly emailsDirectory?: string;
}

export class OrderMailsStack extends Stack {
  constructor(scope: Construct, id: string, props: OrderMailsStackProps = {}) {
    super(scope, id, props);
    const directory = props.emailsDirectory ?? this.node.tryGetContext('emails') ?? join(__dirname, 'emails');

    const { configurationSet, onDuty } = new EmailEvents(this, 'Events');
    const identity = new ses.EmailIdentity(this, 'Domain', {
      identity: ses.Identity.domain('mail.example.com'),
      mailFromDomain: 'bounce.mail.example.com',
      configurationSet,
    });

    // Mails outlive web pages, so their links point to this API, and the shop can move.
    const links = new apigateway.HttpApi(this, 'Links', { description: 'Where the links in mails lead' });
    links.addRoutes({
      path: '/confirm',
      methods: [apigateway.HttpMethod.GET],
      integration: new HttpUrlIntegration('ShopConfirm', 'https://shop.example.com/mail/confirm'),
    });

    const mails = new EmailTemplateSet(this, 'Mails', {
      source: EmailSource.directory(directory, { exclude: ['invoice'], replace: { '%CONFIRM_URL%': `${links.url}confirm` } }),
      namePrefix: 'shop-',
    });
    // Not in the set because of its drift policy: accounting has approved the wording, so a deployment must not overwrite a change.
    const invoice = new EmailTemplate(this, 'Invoice', {
      source: EmailSource.directory(join(directory, 'invoice'), { partialsDirectory: join(directory, '_partials') }),
      templateName: 'shop-invoice',
      driftPolicy: EmailDriftPolicy.FAIL,
    });

    // Once a day: did someone edit, delete or break a template, or an event destination, outside the stack?
    new TemplateDriftMonitor(this, 'Drift', { templates: [mails, invoice], configurationSets: [configurationSet], onDrift: [onDuty] });

    // Each template by the shop event that it is sent for.
    const templates: Record<string, IEmailTemplate> = {
      CustomerRegistered: mails.template('welcome'),
      PasswordResetRequested: mails.template('password-reset'),
      OrderPlaced: mails.template('order-confirmation'),
      ParcelSent: mails.template('shipping-notice'),
      InvoiceIssued: invoice,
      RefundMade: mails.template('refund'),
      TeaSubscriptionDue: mails.template('tea-subscription-ja'),
      NewsletterOrdered: mails.template('confirm-subscription'),
      NewsletterIssued: mails.template('newsletter'),
      CartLeft: mails.template('abandoned-cart'),
      ReviewDue: mails.template('review-request'),
    };

    const acknowledge = (where: Construct, warning: string, reason: string) => Annotations.of(where).acknowledgeWarning(`cdk-ses-templates:${warning}`, reason);
    acknowledge(this, 'htmlVariableInMarkup', 'The mailer removes angle brackets from what customers write.');
    acknowledge(templates.RefundMade, 'differentVariables', 'The shop writes the note twice, for the HTML and for the text.');
    acknowledge(templates.NewsletterIssued, 'gmailClipping', 'The unsubscribe link is at the top as well.');

    const logGroup = new logs.LogGroup(this, 'MailerLog', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const mailer = new lambda.Function(this, 'Mailer', {
      description: 'Sends the mail for each event of the shop',
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
      // CDK's default role for a function can write to all logs of the account; this one can write only to the function's log.
      role: new iam.Role(this, 'MailerRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
      logGroup,
      // A failed call may have sent some mails already, so Lambda must report it instead of retrying.
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
