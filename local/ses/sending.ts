import { checkAddress, checkDestination, recipientsOf } from './addresses';
import { existingSet } from './configuration-set';
import { invalidParameter, SesError } from './errors';
import { publishRenderingFailure, publishSend, Subject } from './events';
import { Draft, newMessageId } from './mails';
import { Attachment, Content, Header, mailDate, mime } from './mime';
import { Account, AttachmentSummary, ConfigurationSet, Mail } from './model';
import { publishOutcomes } from './outcomes';
import { stamped } from './raw-message';
import { render, RenderingError } from './rendering';
import { checkTags } from './tags';
import { TemplateContent } from './template';
import { existingTemplate } from './template-store';

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
  const { SubjectPart, HtmlPart, TextPart } = existingTemplate(account, name);
  return { SubjectPart, HtmlPart, TextPart };
}

/** Throws SES's error for an invalid address or message tag. */
export function checkDraft({ source, replyTo, destination, tags }: Draft): void {
  [source, ...replyTo].forEach(checkAddress);
  checkDestination(destination);
  checkTags(tags);
}

/** A mail with its attachments, encoded (documented: AWS, "Service quotas"). The text is modelled. */
const MAX_MESSAGE_BYTES = { v1: 10 * 1024 * 1024, v2: 40 * 1024 * 1024 };

/** Throws SES's error for a mail that is too large. */
export function checkMessageSize({ api }: Draft, content: Content): void {
  const limit = MAX_MESSAGE_BYTES[api];
  const bytes = content.raw?.length ?? mime([], content).length;
  if (bytes > limit) throw invalidParameter(`Message length is more than ${limit} bytes long: '${bytes}'.`);
}

/** Sends a mail whose caller composed the message. Returns the message id, or throws SES's error. */
export function sendRaw(account: Account, draft: Draft, content: Content): string {
  if (draft.source === '') throw invalidParameter("Missing required header 'From'.");
  checkDraft({ ...draft, replyTo: [] });
  checkMessageSize(draft, content);
  return send(account, { draft, configurationSet: sendingWith(account, draft.configurationSet), content: () => content });
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
    const { headers: own = [], attachments, raw, ...rendered } = content();
    const headers: Header[] = [['Date', mailDate(at)], ...addressing, ['Message-ID', `<${id}@${account.region}.amazonses.com>`], ...own];
    account.mails.add({
      ...mail,
      status: 'SENT',
      ...rendered,
      ...attachments && attachments.length > 0 && { attachments: attachments.map(summary) },
      raw: raw ? stamped(raw, headers) : Buffer.from(mime(headers, { ...rendered, attachments })),
      outcomes: publishOutcomes(account, subject, [...headers, ['Subject', rendered.subject], ['MIME-Version', '1.0']]),
    });
  } catch (error) {
    if (!(error instanceof RenderingError)) throw error;
    publishRenderingFailure(account, subject, draft.template, error.message);
    account.mails.add({ ...mail, status: 'RENDERING_FAILURE', error: { code: 'RenderingFailure', message: error.message } });
  }
  return id;
}

const summary = ({ fileName, contentType, content }: Attachment): AttachmentSummary => ({ fileName, contentType, bytes: content.length });

function addressHeaders({ source, destination: { ToAddresses, CcAddresses }, replyTo }: Draft): Header[] {
  const list = (name: string, addresses: readonly string[]): Header[] =>
    addresses.length === 0 ? [] : [[name, addresses.join(', ')]];
  return [...list('From', [source]), ...list('To', ToAddresses), ...list('Cc', CcAddresses), ...list('Reply-To', replyTo)];
}
