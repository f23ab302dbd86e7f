import { Stack } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { configurationSetArn, identityArn } from '../../events/private/arns';

/** What it takes to send mail with a template, in both of SES's APIs. */
export const SEND_ACTIONS = ['ses:SendTemplatedEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail', 'ses:SendBulkEmail'];

/** What it takes to read a template and to render it for a test, where SES lets that be narrowed to a template. */
export const READ_ACTIONS = ['ses:GetEmailTemplate', 'ses:TestRenderEmailTemplate'];

export interface Sender {
  readonly identity: ses.IEmailIdentityRef;
  readonly configurationSet?: ses.IConfigurationSetRef;
}

/** What mail is sent with, besides templates: the identity, and the configuration set if there is one. */
export function senderArns({ identity, configurationSet }: Sender): string[] {
  return [identityArn(identity), ...configurationSet ? [configurationSetArn(configurationSet)] : []];
}

/** The template's own ARN, where it has one: that of an import can be in another account. */
export function templateArnOf(template: ses.ITemplateRef): string {
  if ('templateArn' in template && typeof template.templateArn === 'string') return template.templateArn;
  const { region, account } = template.env;
  return Stack.of(template).formatArn({ service: 'ses', resource: 'template', resourceName: template.templateRef.templateId, region, account });
}
