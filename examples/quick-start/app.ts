import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import { EmailConfigurationSet, EmailSource, EmailTemplateSet } from 'cdk-ses-templates';

const app = new App();
const stack = new Stack(app, 'Shop');

const identity = ses.EmailIdentity.fromEmailIdentityName(stack, 'Identity', 'shop.example.com');
const events = new EmailConfigurationSet(stack, 'Events');
const mails = new EmailTemplateSet(stack, 'Mails', { source: EmailSource.directory('emails'), namePrefix: 'prod-' });

const mailer = new lambda.Function(stack, 'Mailer', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
});
mails.grantSend(mailer, { identity, configurationSet: events });
mailer.addEnvironment('WELCOME', mails.template('welcome').templateName);
