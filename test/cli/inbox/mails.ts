import type { MailDetails } from '../../../cli/serve/api';

const AT = Date.UTC(2026, 10, 25, 9, 30);
const TOPIC = { name: 'failures', kind: 'SNS', target: 'mail-failures' } as const;
const BUS = { name: 'events', kind: 'EventBridge', target: 'default' } as const;

const event = (type: string, detail: object, ...destinations: MailDetails['events'][number]['destinations']) => ({ type, json: { eventType: type, ...detail }, destinations });

/** A mail that arrives, with what differs from a usual one. */
export function aMail(differs: Partial<MailDetails> & { readonly id: string }): MailDetails {
  const destination = differs.destination ?? { to: ['zoe@example.com'], cc: [], bcc: [] };
  return {
    at: AT,
    operation: 'SendTemplatedEmail',
    api: 'v1',
    status: 'SENT',
    source: 'Tern & Kettle <orders@shop.example.com>',
    destination,
    recipients: [...destination.to, ...destination.cc, ...destination.bcc],
    hasHtml: true,
    hasText: true,
    replyTo: [],
    template: 'order-confirmation',
    configurationSet: 'order-mails',
    tags: { campaign: 'orders' },
    subject: 'Order TK-20418: thank you, we have it',
    outcomes: [{ recipient: 'zoe@example.com', outcome: 'DELIVERY' }],
    templateData: '{"customer":{"firstName":"Zoë"},"order":{"number":"TK-20418"}}',
    html: '<h1>Thank you, Zoë</h1><p id="text">We have your order.</p>',
    text: 'Thank you, Zoë. We have your order.',
    raw: 'From: orders@shop.example.com\r\nSubject: Order TK-20418\r\n\r\nThank you',
    events: [
      event('Send', { send: {} }, BUS),
      event('Delivery', { delivery: { recipients: ['zoe@example.com'] } }, BUS),
    ],
    diagnostics: [],
    attachments: [],
    ...differs,
  };
}

const nothing = { subject: undefined, html: undefined, text: undefined, raw: undefined, outcomes: [], hasHtml: false, hasText: false };

/** SES accepted the call, and a topic learns that nothing was sent. */
export const RENDERING_FAILURE = aMail({
  id: 'failed-rendering',
  ...nothing,
  at: AT + 60_000,
  operation: 'SendBulkTemplatedEmail',
  status: 'RENDERING_FAILURE',
  error: { code: 'RenderingFailure', message: 'Attribute \'order.total\' is not present in the rendering data.' },
  destination: { to: ['ada@example.com'], cc: [], bcc: [] },
  events: [
    event('Rendering Failure', { failure: { templateName: 'order-confirmation', errorMessage: 'Attribute \'order.total\' is not present in the rendering data.' } }, TOPIC),
  ],
  diagnostics: [{
    severity: 'error',
    id: 'cdk-ses-templates:missingAttribute',
    help: 'https://github.com/cdk-ses-templates/cdk-ses-templates/blob/main/docs/guides/diagnostics.md#missingattribute',
    message: 'Attribute \'order.total\' is not present in the rendering data.',
    file: 'emails/order-confirmation/body.html',
    line: 88,
    column: 34,
    frame: '  87 | <tr>\n> 88 | <td align="right">Total {{order.total}}</td>\n     |                         ^^^^^^^^^^^^^^^\n  89 | </tr>',
    suggestion: 'The data has order.number. Pass order.total, too.',
  }],
});

/** Nobody learns of it. */
export const UNNOTICED_FAILURE = aMail({
  ...RENDERING_FAILURE, id: 'failed-unnoticed', at: AT + 90_000, configurationSet: undefined, events: [{ ...RENDERING_FAILURE.events[0], destinations: [] }],
});

export const UNKNOWN_TEMPLATE = aMail({
  id: 'unknown-template',
  ...nothing,
  at: AT + 120_000,
  operation: 'SendEmail',
  api: 'v2',
  status: 'REFUSED',
  error: { code: 'NotFoundException', message: 'Template order-conformation does not exist.' },
  destination: { to: ['grace@example.com'], cc: [], bcc: [] },
  template: 'order-conformation',
  tags: {},
  events: [],
});

export const INVALID_RECIPIENT = aMail({
  id: 'invalid-recipient',
  ...nothing,
  at: AT + 150_000,
  status: 'REFUSED',
  error: { code: 'InvalidParameterValue', message: 'Missing final \'@domain\'' },
  destination: { to: ['nobody'], cc: [], bcc: [] },
  template: 'welcome',
  events: [],
});

export const BOUNCE = aMail({
  id: 'bounce',
  at: AT + 180_000,
  destination: { to: ['bounce@simulator.amazonses.com'], cc: ['linus@example.com'], bcc: [] },
  template: 'welcome',
  configurationSet: 'marketing',
  tags: { campaign: 'welcome', cohort: 'autumn' },
  subject: 'Welcome to Tern & Kettle',
  outcomes: [{ recipient: 'bounce@simulator.amazonses.com', outcome: 'BOUNCE' }, { recipient: 'linus@example.com', outcome: 'DELIVERY' }],
  events: [
    event('Send', { send: {} }),
    event('Bounce', { bounce: { bounceType: 'Permanent' } }, TOPIC, BUS),
  ],
});
