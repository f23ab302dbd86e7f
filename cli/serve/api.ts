/**
 * The HTTP API of `serve`, as its page and other programs see it. All paths are on the port of the local SES.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /_inbox` | `InboxInfo` |
 * | `GET /_inbox/mails?recipient=&template=&configurationSet=&tag=NAME:VALUE&status=` | `MailList`, newest first |
 * | `GET /_inbox/mails/ID` | `MailDetails` |
 * | `GET /_inbox/mails/ID/html` | the HTML, under its own policy, for a frame; `?images=1` loads remote images |
 * | `GET /_inbox/mails/ID/text`, `/raw` | the text part, the MIME message |
 * | `DELETE /_inbox/mails` | removes all mails; 204 |
 * | `GET /_inbox/events` | server-sent events: an `InboxEvent` for each new mail and each removal |
 *
 * Only the last `keep` mails are kept: a further one removes the oldest. `MailList` and the event `dropped` have the number of mails
 * that were removed in this way.
 *
 * Errors are `{ message }` with a status of 400 or above.
 */

/** The state of a mail: SES accepted and rendered it, accepted it but could not render it, or refused the call. */
export type MailStatus = 'SENT' | 'RENDERING_FAILURE' | 'REFUSED';

export const MAIL_STATUSES: readonly MailStatus[] = ['SENT', 'RENDERING_FAILURE', 'REFUSED'];

/**
 * What happens to a sent mail at a recipient. All are delivered, except for the addresses of the SES mailbox simulator, such as
 * `bounce@simulator.amazonses.com`.
 */
export type MailOutcome = 'DELIVERY' | 'BOUNCE' | 'COMPLAINT' | 'REJECT';

/** Which mails: those that meet all given criteria. */
export interface MailFilter {
  /** An address in To, Cc or Bcc, with or without a name; in any case of letters. */
  readonly recipient?: string;
  readonly template?: string;
  readonly configurationSet?: string;
  /** Message tags that the mail has, by name. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly status?: MailStatus;
}

/** What the local SES is, and what is deployed into it. */
export interface InboxInfo {
  /** The value for `AWS_ENDPOINT_URL_SES` and `AWS_ENDPOINT_URL_SESV2`. */
  readonly endpoint: string;
  readonly region: string;
  /** Where the emails come from, such as `emails` or `cdk.out`. */
  readonly source: string;
  /** The names of the templates in the local SES, sorted. */
  readonly templates: readonly string[];
  /** The names of the configuration sets, sorted. */
  readonly configurationSets: readonly string[];
  /** How many mails are kept: a further one removes the oldest. */
  readonly keep: number;
}

export interface MailList {
  /** Newest first. */
  readonly mails: readonly MailSummary[];
  /** How many mails, of any kind, made room for newer ones since the inbox was last cleared. */
  readonly dropped: number;
}

/** A mail without its content. */
export interface MailSummary {
  /** The message id, or an id of the local SES if SES refused the mail. */
  readonly id: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** The operation that sent it, such as `SendTemplatedEmail`. */
  readonly operation: string;
  readonly api: 'v1' | 'v2';
  readonly status: MailStatus;
  /** Present unless the mail was sent. */
  readonly error?: MailError;
  readonly source: string;
  /** To, Cc and Bcc together. */
  readonly recipients: readonly string[];
  /** Absent where the mail has no template. */
  readonly template?: string;
  readonly configurationSet?: string;
  /** The message tags of the call. */
  readonly tags: Readonly<Record<string, string>>;
  /** The rendered subject, absent if there is none. */
  readonly subject?: string;
  /** Whether it has these parts. */
  readonly hasHtml: boolean;
  readonly hasText: boolean;
  readonly attachments: ReadonlyArray<{ readonly fileName?: string; readonly contentType: string; readonly bytes: number }>;
  /** The outcome for each recipient, in the order of `recipients`; empty unless the mail was sent. */
  readonly outcomes: ReadonlyArray<{ readonly recipient: string; readonly outcome: MailOutcome }>;
}

export interface MailError {
  /** The error's name in SES, such as `TemplateDoesNotExist`; `RenderingFailure` if SES could not render the mail. */
  readonly code: string;
  readonly message: string;
}

/** A mail with everything known about it. `/html`, `/text` and `/raw` have its content, too. */
export interface MailDetails extends MailSummary {
  readonly destination: { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[] };
  readonly replyTo: readonly string[];
  /** The data of the template as the caller sent it, which may be invalid JSON. */
  readonly templateData?: string;
  readonly html?: string;
  readonly text?: string;
  /** The MIME message. */
  readonly raw?: string;
  /** The events that SES would publish, oldest first. Without a configuration set, no destination gets them. */
  readonly events: readonly MailEvent[];
  /** Why the mail was not rendered, with a frame, from the email's source if it is known. */
  readonly diagnostics: readonly MailDiagnostic[];
}

export interface MailEvent {
  /** The `eventType` of the JSON, such as `Rendering Failure`. */
  readonly type: string;
  /** The event destinations that get it. */
  readonly destinations: ReadonlyArray<{ readonly name: string; readonly kind: DestinationKind; readonly target?: string }>;
  /** The JSON that SES would publish. */
  readonly json: object;
}

export type DestinationKind = 'CloudWatch' | 'Firehose' | 'SNS' | 'EventBridge';

/** A diagnostic of the email whose template failed, as `check` has it. */
export interface MailDiagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  readonly id: string;
  readonly message: string;
  readonly suggestion?: string;
  readonly part?: 'subject' | 'html' | 'text';
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** Lines around the place, with a mark below it. */
  readonly frame?: string;
  /** The page that explains it. */
  readonly help: string;
}

/** A message of `GET /_inbox/events`. */
export type InboxEvent =
  | { readonly type: 'mail'; readonly mail: MailSummary }
  /** The oldest mails made room for a new one. `dropped`: how many did since the inbox was last cleared. */
  | { readonly type: 'dropped'; readonly ids: readonly string[]; readonly dropped: number }
  | { readonly type: 'cleared' }
  /** The templates or configuration sets of `InboxInfo` changed. */
  | { readonly type: 'deployed' };
