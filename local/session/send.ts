import { SendTemplatedEmailCommand } from '@aws-sdk/client-ses';
import { LocalSession } from './session';
import { SentMail } from '../ses';

export interface MailOptions {
  readonly from: string;
  readonly to: string;
  readonly template: string;
  readonly data: unknown;
  readonly configurationSet?: string;
}

/** The result of sending a mail. SES always returns a message id. Only an event shows whether the mail exists. */
export interface Sending {
  readonly messageId: string;
  /** The mail, if it could be rendered. */
  readonly mail?: SentMail;
  /** SES's reason if it could not be rendered. */
  readonly failure?: string;
}

/**
 * Sends a mail with the SDK, like an application, and looks up the result.
 *
 * @throws SESServiceException if SES refuses the call
 */
export async function sendMail(session: LocalSession, options: MailOptions): Promise<Sending> {
  const { from, to, template, data, configurationSet } = options;
  const { MessageId } = await session.client.send(new SendTemplatedEmailCommand({
    Source: from,
    Destination: { ToAddresses: [to] },
    Template: template,
    TemplateData: JSON.stringify(data),
    ConfigurationSetName: configurationSet,
  }));
  const messageId = MessageId!;
  return {
    messageId,
    mail: session.ses.outbox.find(({ id }) => id === messageId),
    failure: session.ses.mails.find(({ id }) => id === messageId)!.error?.message,
  };
}
