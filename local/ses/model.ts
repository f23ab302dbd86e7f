/** Data types: what SES stores for an account in a Region, and what a mail results in. */
import { Destination } from './addresses';
import { Clock } from './clock';
import { EventDestination } from './event-destination';
import type { Mails } from './mails';
import { Tags } from './tags';
import { StoredTemplate, TemplateContent } from './template';
import { Versioned } from './versioned';

/** The state that operations act on. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly maxTemplates: number;
  readonly templates: Versioned<StoredTemplate>;
  readonly configurationSets: Versioned<ConfigurationSet>;
  readonly mails: Mails;
  readonly events: SesEvent[];
}

/** A configuration set in the form of CloudFormation's `AWS::SES::ConfigurationSet`, without its event destinations. */
export interface ConfigurationSetOptions {
  readonly Name: string;
  readonly TrackingOptions?: { readonly CustomRedirectDomain?: string; readonly HttpsPolicy?: string };
  readonly DeliveryOptions?: { readonly TlsPolicy?: string; readonly SendingPoolName?: string; readonly MaxDeliverySeconds?: number };
  readonly ReputationOptions?: { readonly ReputationMetricsEnabled?: boolean };
  readonly SendingOptions?: { readonly SendingEnabled?: boolean };
  readonly SuppressionOptions?: { readonly SuppressedReasons?: readonly string[] };
  /** The v2 API's alone. */
  readonly Tags?: ResourceTags;
}

/** The tags of a template or configuration set, by key. */
export type ResourceTags = Readonly<Record<string, string>>;

export interface ConfigurationSet extends ConfigurationSetOptions {
  readonly EventDestinations: readonly EventDestination[];
}

/** An attempt to send a mail to one set of recipients: the call's mail, or one entry of a bulk call. */
export interface Mail {
  /** The message id. A refused mail has none in SES: here, it gets an id of the same form. */
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly operation: SendOperation;
  readonly api: 'v1' | 'v2';
  /** `REFUSED`: the call failed, and published no event. `RENDERING_FAILURE`: the call succeeded, but only an event shows that there is no mail. */
  readonly status: 'SENT' | 'RENDERING_FAILURE' | 'REFUSED';
  /** Why the mail was not sent: the error's code as the API has it, or `RenderingFailure`. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly source: string;
  readonly destination: Destination;
  readonly replyTo: readonly string[];
  /** The template's name. Absent for inline templates. */
  readonly template?: string;
  /** The template as it was when the mail was rendered. */
  readonly templateContent?: TemplateContent;
  /** The JSON that the template was rendered with: in a bulk call, with the default data merged. If refused, it may be invalid. */
  readonly templateData?: string;
  readonly configurationSet?: string;
  readonly tags: Tags;
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  readonly attachments?: readonly AttachmentSummary[];
  /** The MIME message as SES would send it. Absent if there is none. */
  readonly raw?: Buffer;
  /** What happens to the mail, for each recipient. Empty unless it was sent. */
  readonly outcomes: readonly RecipientOutcome[];
}

/** A mail that was sent. */
export interface SentMail extends Mail {
  readonly status: 'SENT';
  readonly subject: string;
}

export const SEND_OPERATIONS = ['SendTemplatedEmail', 'SendBulkTemplatedEmail', 'SendEmail', 'SendRawEmail', 'SendBulkEmail'] as const;
export type SendOperation = typeof SEND_OPERATIONS[number];

export interface AttachmentSummary {
  readonly fileName?: string;
  readonly contentType: string;
  readonly bytes: number;
}

export interface RecipientOutcome {
  readonly recipient: string;
  readonly outcome: 'DELIVERY' | 'BOUNCE' | 'COMPLAINT' | 'REJECT';
}

/** The eventType in the published JSON. */
export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject' | 'Rendering Failure';

export interface SesEvent {
  /** The JSON that SES publishes (AWS, "Event data that Amazon SES publishes"). */
  readonly event: { readonly eventType: SesEventType; readonly mail: PublishedMail; readonly [detail: string]: unknown };
  /** The mail's configuration set. Without one, SES publishes no event. */
  readonly configurationSet?: string;
  /** The destinations that received the event. */
  readonly destinations: readonly EventDestination[];
}

export interface PublishedMail {
  readonly timestamp: string;
  readonly source: string;
  readonly sourceArn: string;
  readonly sendingAccountId: string;
  readonly messageId: string;
  readonly destination: readonly string[];
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly headersTruncated: boolean;
  readonly headers?: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly commonHeaders?: Readonly<Record<string, string | readonly string[]>>;
}
