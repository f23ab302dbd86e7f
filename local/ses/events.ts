/** The events that SES publishes about a mail, and their destinations. */
import { bareAddress } from './addresses';
import { EventType } from './event-destination';
import { Header } from './mime';
import { Account, ConfigurationSet, PublishedMail, SesEventType } from './model';

/** The mail that an event is about. */
export interface Subject {
  readonly messageId: string;
  readonly operation: string;
  readonly source: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: ConfigurationSet;
  readonly sentAt: number;
}

export function publishSend(account: Account, subject: Subject, headers: readonly Header[]): void {
  publish(account, subject, 'send', 'Send', { send: {} }, headers);
}

/** AWS's example of a Rendering Failure has no headers, because there is no mail. */
export function publishRenderingFailure(account: Account, subject: Subject, templateName: string | undefined, errorMessage: string): void {
  publish(account, subject, 'renderingFailure', 'Rendering Failure', { failure: { errorMessage, ...templateName !== undefined && { templateName } } });
}

/** Publishes an event to the destinations that subscribe to it. */
export function publish(
  account: Account, subject: Subject, type: EventType, eventType: SesEventType, detail: Record<string, unknown>, headers?: readonly Header[],
): void {
  const { configurationSet: set } = subject;
  account.events.push({
    event: { eventType, mail: mail(account, subject, headers), ...detail },
    ...set && { configurationSet: set.Name },
    destinations: (set?.EventDestinations ?? []).filter(({ Enabled, MatchingEventTypes }) => Enabled && MatchingEventTypes.includes(type)),
  });
}

function mail(account: Account, subject: Subject, headers?: readonly Header[]): PublishedMail {
  const { messageId, source, recipients, operation, tags, configurationSet, sentAt } = subject;
  const sender = bareAddress(source);
  const all = {
    'ses:operation': operation,
    ...configurationSet && { 'ses:configuration-set': configurationSet.Name },
    'ses:source-ip': '127.0.0.1',
    'ses:from-domain': sender.slice(sender.lastIndexOf('@') + 1),
    ...tags,
    'ses:caller-identity': 'local',
  };
  return {
    timestamp: iso(sentAt),
    source,
    sourceArn: `arn:aws:ses:${account.region}:${account.accountId}:identity/${sender}`,
    sendingAccountId: account.accountId,
    messageId,
    destination: recipients,
    headersTruncated: false,
    ...headers && { headers: headers.map(([name, value]) => ({ name, value })), commonHeaders: commonHeaders(headers, messageId) },
    tags: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
  };
}

/** The most common headers. */
function commonHeaders(headers: readonly Header[], messageId: string): PublishedMail['commonHeaders'] {
  const entries = headers.flatMap(([name, value]): Array<[string, string | string[]]> => {
    if (['From', 'To', 'Cc', 'Reply-To'].includes(name)) return [[name === 'Reply-To' ? 'replyTo' : name.toLowerCase(), value.split(', ')]];
    return ['Date', 'Subject'].includes(name) ? [[name.toLowerCase(), value]] : [];
  });
  return { ...Object.fromEntries(entries), messageId };
}

export const iso = (time: number) => new Date(time).toISOString();
