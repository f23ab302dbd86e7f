/** Mails of the local SES as the API shows them. */
import { DestinationKind, MailDetails, MailDiagnostic, MailEvent, MailSummary } from './api';
import type { EventDestination, Mail, SesEvent } from '../../local/ses';

export function summaryOf(mail: Mail): MailSummary {
  const { id, at, operation, api, status, error, source, destination, template, configurationSet, tags, subject, html, text } = mail;
  const { ToAddresses, CcAddresses, BccAddresses } = destination;
  return {
    id,
    at,
    operation,
    api,
    status,
    ...error && { error },
    source,
    recipients: [...ToAddresses, ...CcAddresses, ...BccAddresses],
    ...template !== undefined && { template },
    ...configurationSet !== undefined && { configurationSet },
    tags,
    ...subject !== undefined && { subject },
    hasHtml: html !== undefined,
    hasText: text !== undefined,
    attachments: mail.attachments ?? [],
    outcomes: mail.outcomes,
  };
}

/** @param events those of the mail */
export function detailsOf(mail: Mail, events: readonly SesEvent[], diagnostics: readonly MailDiagnostic[]): MailDetails {
  const { destination: { ToAddresses, CcAddresses, BccAddresses }, replyTo, templateData, html, text, raw } = mail;
  return {
    ...summaryOf(mail),
    destination: { to: ToAddresses, cc: CcAddresses, bcc: BccAddresses },
    replyTo,
    ...templateData !== undefined && { templateData },
    ...html !== undefined && { html },
    ...text !== undefined && { text },
    ...raw !== undefined && { raw: raw.toString() },
    events: events.map(eventOf),
    diagnostics,
  };
}

function eventOf({ event, destinations }: SesEvent): MailEvent {
  return { type: event.eventType, destinations: destinations.map(destinationOf), json: event };
}

function destinationOf(destination: EventDestination): MailEvent['destinations'][number] {
  const [kind, target] = kindAndTarget(destination);
  return { name: destination.Name, kind, ...target !== undefined && { target } };
}

/** Metrics in CloudWatch have no ARN. */
function kindAndTarget(destination: EventDestination): [DestinationKind, string?] {
  const { KinesisFirehoseDestination: firehose, SnsDestination: sns, EventBridgeDestination: bus } = destination;
  if (firehose) return ['Firehose', firehose.DeliveryStreamARN];
  if (sns) return ['SNS', sns.TopicARN];
  return bus ? ['EventBridge', bus.EventBusArn] : ['CloudWatch'];
}
