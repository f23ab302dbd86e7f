/** Sending templated mail: the part that both operations share. */
import { randomUUID } from 'node:crypto';
import { Destination, recipientsOf } from './addresses';
import { existingSet } from './configuration-set';
import { SesError, templateDoesNotExist } from './errors';
import { Header, publishDelivery, publishRenderingFailure, publishSend, Subject } from './events';
import { Content, mailDate } from './mime';
import { Account, ConfigurationSet } from './model';
import { render, RenderingError } from './rendering';
import { Tags } from './tags';
import { StoredTemplate, Template } from './template';

/** A mail that SES has accepted. */
export interface AcceptedMail {
  readonly operation: string;
  readonly source: string;
  readonly destination: Destination;
  readonly replyTo: readonly string[];
  readonly template: StoredTemplate;
  readonly data: object;
  readonly configurationSet?: ConfigurationSet;
  readonly tags: Tags;
}

/** Renders each part. @throws RenderingError if that is not possible */
export function renderTemplate({ SubjectPart, HtmlPart, TextPart }: Template, data: object): Content {
  return {
    subject: render(SubjectPart, data),
    ...HtmlPart && { html: render(HtmlPart, data) },
    ...TextPart && { text: render(TextPart, data) },
  };
}

/** Returns the template and the configuration set of a mail. Throws SES's error if one does not exist or cannot be used. */
export function sendingWith(account: Account, templateName: string, setName?: string):
{ readonly template: StoredTemplate; readonly configurationSet?: ConfigurationSet } {
  const configurationSet = setName ? existingSet(account, setName) : undefined;
  if (configurationSet?.SendingOptions?.SendingEnabled === false) {
    // floci-io/floci
    throw new SesError('ConfigurationSetSendingPausedException', `Sending is paused for configuration set ${setName}`,
      { ConfigurationSetName: configurationSet.Name });
  }
  const template = account.templates.get(templateName);
  if (!template) throw templateDoesNotExist(templateName);
  return { template, configurationSet };
}

/**
 * Sends a mail and returns its message id, even if the template cannot be rendered: SES renders after its response, so only
 * an event reports the failure.
 */
export function send(account: Account, mail: AcceptedMail): string {
  const { operation, source, destination, template, configurationSet, tags } = mail;
  const sentAt = account.clock.now();
  const messageId = `0100${sentAt.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
  const subject: Subject = { messageId, operation, source, recipients: recipientsOf(destination), tags, configurationSet, sentAt };
  const addressing = addressHeaders(mail);
  publishSend(account, subject, [...addressing, ['MIME-Version', '1.0']]);

  try {
    const rendered = renderTemplate(template, mail.data);
    const headers: Header[] = [
      ['Date', mailDate(sentAt)],
      ...addressing,
      ['Message-ID', `<${messageId}@${account.region}.amazonses.com>`],
      ['Subject', rendered.subject],
    ];
    account.outbox.push({
      messageId,
      sentAt,
      source,
      destination,
      template: template.TemplateName,
      ...configurationSet && { configurationSet: configurationSet.Name },
      tags,
      ...rendered,
    });
    publishDelivery(account, subject, [...headers, ['MIME-Version', '1.0']]);
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    publishRenderingFailure(account, subject, template.TemplateName, error.message);
  }
  return messageId;
}

function addressHeaders({ source, destination: { ToAddresses, CcAddresses }, replyTo }: AcceptedMail): Header[] {
  const list = (name: string, addresses: readonly string[]): Header[] =>
    addresses.length === 0 ? [] : [[name, addresses.join(', ')]];
  return [...list('From', [source]), ...list('To', ToAddresses), ...list('Cc', CcAddresses), ...list('Reply-To', replyTo)];
}
