import { Stack } from 'aws-cdk-lib';
import * as ses from 'aws-cdk-lib/aws-ses';
import { configurationSetArn, identityArn } from '../../events/private/arns';

/** The actions for sending mail with a template, in both SES APIs. */
export const SEND_ACTIONS = ['ses:SendTemplatedEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail', 'ses:SendBulkEmail'];

/** The actions for reading a template and rendering it for a test, in the API that can limit them to a template. */
export const READ_ACTIONS = ['ses:GetEmailTemplate', 'ses:TestRenderEmailTemplate'];

export interface Sender {
  readonly identity: ses.IEmailIdentityRef;
  readonly configurationSet?: ses.IConfigurationSetRef;
}

/** The resources that mail is sent with, in addition to templates: the identity and, if any, the configuration set. */
export function senderArns({ identity, configurationSet }: Sender): string[] {
  return [identityArn(identity), ...configurationSet ? [configurationSetArn(configurationSet)] : []];
}

/** The ARN of a template: its own if the construct has one, as an imported template can be in another account. */
export function templateArnOf(template: ses.ITemplateRef): string {
  if ('templateArn' in template && typeof template.templateArn === 'string') return template.templateArn;
  const { region, account } = template.env;
  return Stack.of(template).formatArn({ service: 'ses', resource: 'template', resourceName: template.templateRef.templateId, region, account });
}
