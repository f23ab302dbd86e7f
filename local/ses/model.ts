/** Data types: what SES stores for an account in a Region, and what a mail results in. */
import { Destination } from './addresses';
import { Clock } from './clock';
import { EventDestination } from './event-destination';
import { Tags } from './tags';
import { StoredTemplate } from './template';
import { Versioned } from './versioned';

/** The state that operations act on. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly maxTemplates: number;
  readonly templates: Versioned<StoredTemplate>;
  readonly configurationSets: Versioned<ConfigurationSet>;
  readonly outbox: SentMail[];
  readonly events: SesEvent[];
}

/** A configuration set in the form of CloudFormation's `AWS::SES::ConfigurationSet`, without its event destinations. */
export interface ConfigurationSetOptions {
  readonly Name: string;
  readonly TrackingOptions?: { readonly CustomRedirectDomain?: string };
  readonly DeliveryOptions?: { readonly TlsPolicy?: string };
  readonly ReputationOptions?: { readonly ReputationMetricsEnabled?: boolean };
  readonly SendingOptions?: { readonly SendingEnabled?: boolean };
}

export interface ConfigurationSet extends ConfigurationSetOptions {
  readonly EventDestinations: readonly EventDestination[];
}

/** A mail in the outbox. */
export interface SentMail {
  readonly messageId: string;
  /** In milliseconds since 1970. */
  readonly sentAt: number;
  readonly source: string;
  readonly destination: Destination;
  readonly template: string;
  readonly configurationSet?: string;
  readonly tags: Tags;
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
}

/** The eventType in the published JSON. */
export type SesEventType = 'Send' | 'Delivery' | 'Rendering Failure';

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
