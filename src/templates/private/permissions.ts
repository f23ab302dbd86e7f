import { configurationSetArn } from '../../events/private/arns';
import { EmailGrantSendOptions } from '../email-grant-send-options';

/** What it takes to send mail with a template, in both of SES's APIs. */
export const SEND_ACTIONS = ['ses:SendTemplatedEmail', 'ses:SendBulkTemplatedEmail', 'ses:SendEmail', 'ses:SendBulkEmail'];

/** What it takes to read a template and to render it for a test, where SES lets that be narrowed to a template. */
export const READ_ACTIONS = ['ses:GetEmailTemplate', 'ses:TestRenderEmailTemplate'];

/** What mail is sent with, besides templates: the identity, and the configuration set if there is one. */
export function senderArns({ identity, configurationSet }: EmailGrantSendOptions): string[] {
  return [identity.emailIdentityArn, ...configurationSet ? [configurationSetArn(configurationSet)] : []];
}
