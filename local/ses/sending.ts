import { checkAddress, checkDestination, recipientsOf } from './addresses';
import { existingSet } from './configuration-set';
import { SesError, templateDoesNotExist } from './errors';
import { publishDelivery, publishRenderingFailure, publishSend, Subject } from './events';
import { Draft, newMessageId } from './mails';
import { Content, Header, mailDate, mime } from './mime';
import { Account, ConfigurationSet, Mail } from './model';
import { render, RenderingError } from './rendering';
import { checkTags } from './tags';
import { TemplateContent } from './template';

/** What SES sends for an accepted mail. */
export interface Accepted {
  readonly draft: Draft;
  readonly configurationSet?: ConfigurationSet;
  /** Renders the content. Throws a `RenderingError` if that is not possible. */
  content(): Content;
}

/** Renders each part. @throws RenderingError if that is not possible */
export function renderTemplate({ SubjectPart, HtmlPart, TextPart }: TemplateContent, data: object): Content {
  return {
    subject: render(SubjectPart, data),
    ...HtmlPart && { html: render(HtmlPart, data) },
    ...TextPart && { text: render(TextPart, data) },
  };
}

/** Returns the configuration set of a mail. Throws SES's error if it does not exist or cannot be used. */
export function sendingWith(account: Account, setName: string | undefined): ConfigurationSet | undefined {
  const configurationSet = setName ? existingSet(account, setName) : undefined;
  if (configurationSet?.SendingOptions?.SendingEnabled === false) {
    // floci-io/floci
    throw new SesError('ConfigurationSetSendingPausedException', `Sending is paused for configuration set ${setName}`,
      { ConfigurationSetName: configurationSet.Name });
  }
  return configurationSet;
}

/** Returns the content of a template, or throws SES's error. */
export function templateContentOf(account: Account, name: string): TemplateContent {
  const template = account.templates.get(name);
  if (!template) throw templateDoesNotExist(name);
  const { SubjectPart, HtmlPart, TextPart } = template;
  return { SubjectPart, HtmlPart, TextPart };
}

/** Throws SES's error for an invalid address or message tag. */
export function checkDraft({ source, replyTo, destination, tags }: Draft): void {
  [source, ...replyTo].forEach(checkAddress);
  checkDestination(destination);
  checkTags(tags);
}

/**
 * Sends a mail and returns its message id, even if the template cannot be rendered: SES renders after its response, so only
 * an event reports the failure.
 */
export function send(account: Account, { draft, configurationSet, content }: Accepted): string {
  const { operation, source, destination, tags } = draft;
  const at = account.clock.now();
  const id = newMessageId(at);
  const recipients = recipientsOf(destination);
  const subject: Subject = { messageId: id, operation, source, recipients, tags, configurationSet, sentAt: at };
  const addressing = addressHeaders(draft);
  publishSend(account, subject, [...addressing, ['MIME-Version', '1.0']]);
  const mail: Omit<Mail, 'status'> = { ...draft, id, at, outcomes: [] };

  try {
    const { attachments, ...rendered } = content();
    const headers: Header[] = [['Date', mailDate(at)], ...addressing, ['Message-ID', `<${id}@${account.region}.amazonses.com>`]];
    publishDelivery(account, subject, [...headers, ['Subject', rendered.subject], ['MIME-Version', '1.0']]);
    account.mails.add({
      ...mail,
      status: 'SENT',
      ...rendered,
      attachments: attachments?.map(({ fileName, contentType, content: { length: bytes } }) => ({ fileName, contentType, bytes })),
      raw: Buffer.from(mime(headers, { ...rendered, attachments })),
      outcomes: recipients.map(recipient => ({ recipient, outcome: 'DELIVERY' })),
    });
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    publishRenderingFailure(account, subject, draft.template ?? '', error.message);
    account.mails.add({ ...mail, status: 'RENDERING_FAILURE', error: { code: 'RenderingFailure', message: error.message } });
  }
  return id;
}

function addressHeaders({ source, destination: { ToAddresses, CcAddresses }, replyTo }: Draft): Header[] {
  const list = (name: string, addresses: readonly string[]): Header[] =>
    addresses.length === 0 ? [] : [[name, addresses.join(', ')]];
  return [...list('From', [source]), ...list('To', ToAddresses), ...list('Cc', CcAddresses), ...list('Reply-To', replyTo)];
}
