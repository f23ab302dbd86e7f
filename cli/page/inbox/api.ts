/** What the page gets from the server of `serve`: the mails without their bodies, newest first. */
export interface MailList {
  readonly mails: readonly Mail[];
}

/** An attempt to send a mail. */
export interface Mail {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly operation: string;
  readonly api: 'v1' | 'v2';
  /** `REFUSED`: only the caller sees why. `RENDERING_FAILURE`: SES accepted the call, and only an event says that nothing was sent. */
  readonly status: 'SENT' | 'RENDERING_FAILURE' | 'REFUSED';
  readonly error?: { readonly code: string; readonly message: string };
  readonly source: string;
  readonly destination: { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[] };
  readonly replyTo: readonly string[];
  /** The name in SES. */
  readonly template?: string;
  readonly configurationSet?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly subject?: string;
  /** What happened to each recipient, by address: `DELIVERY`, `BOUNCE`, … */
  readonly outcomes?: Readonly<Record<string, string>>;
}

export interface WholeMail extends Mail {
  /** As the call has it. */
  readonly templateData?: string;
  readonly html?: string;
  readonly text?: string;
  /** The MIME message. */
  readonly raw?: string;
  readonly events: readonly PublishedEvent[];
  /** Why rendering failed, with the place in the template. */
  readonly diagnostics: readonly MailDiagnostic[];
}

export interface PublishedEvent {
  /** The JSON that SES publishes. */
  readonly event: { readonly eventType: string; readonly [detail: string]: unknown };
  /** Those that get it. */
  readonly destinations: readonly EventTarget[];
}

/** An event destination of the configuration set. */
export interface EventTarget {
  readonly Name: string;
  readonly SnsDestination?: { readonly TopicARN: string };
  readonly EventBridgeDestination?: { readonly EventBusArn: string };
  readonly KinesisFirehoseDestination?: { readonly DeliveryStreamARN: string };
  readonly CloudWatchDestination?: object;
}

export interface MailDiagnostic {
  readonly message: string;
  readonly frame?: string;
  readonly suggestion?: string;
  readonly file?: string;
  readonly part?: string;
  readonly line?: number;
  readonly column?: number;
}

const ROOT = '/_inbox';

export const api = {
  list: async () => (await call<MailList>('/mails')).mails,
  mail: (id: string) => call<WholeMail>(`/mails/${encodeURIComponent(id)}`),
  clear: () => call<object>('/mails', 'DELETE'),
  /** The address of the HTML, for a frame. */
  html: (id: string) => `${ROOT}/mails/${encodeURIComponent(id)}/html`,
  events: () => new EventSource(`${ROOT}/events`),
};

async function call<T>(path: string, method = 'GET'): Promise<T> {
  const response = await fetch(ROOT + path, { method, ...method !== 'GET' && { headers: { 'content-type': 'application/json' } } });
  if (!response.ok) throw new Error((await response.json()).message);
  return response.status === 204 ? {} as T : response.json();
}
