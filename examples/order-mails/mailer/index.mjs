// @ts-check
import { SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';

const ses = new SESClient();
/** @type {Record<keyof DataByEvent, string>} */
const templates = JSON.parse(process.env.TEMPLATES ?? '{}');
const { SENDER: Source, CONFIGURATION_SET: ConfigurationSetName } = process.env;

/** How many destinations SES takes in one call. */
const BATCH = 50;

/**
 * The data of each event is that of its email. In the folder above, `npx cdk-ses-templates types --out mailer/emails.ts`
 * makes emails.ts from the emails, so that an editor, or `tsc --project mailer`, finds data that does not fit.
 *
 * @typedef {import('./emails').EmailData} EmailData
 * @typedef {{
 *   CustomerRegistered: EmailData['welcome'],
 *   PasswordResetRequested: EmailData['password-reset'],
 *   OrderPlaced: EmailData['order-confirmation'],
 *   ParcelSent: EmailData['shipping-notice'],
 *   InvoiceIssued: EmailData['invoice'],
 *   RefundMade: EmailData['refund'],
 *   TeaSubscriptionDue: EmailData['tea-subscription-ja'],
 *   NewsletterOrdered: EmailData['confirm-subscription'],
 *   NewsletterIssued: EmailData['newsletter'],
 *   CartLeft: EmailData['abandoned-cart'],
 *   ReviewDue: EmailData['review-request'],
 * }} DataByEvent
 */

/**
 * @template Data
 * @typedef {{ to: string, data: Data, recipients?: undefined }} ForOne
 */

/**
 * @template Data
 * @typedef {{ data: Data, recipients: Array<{ to: string, data?: Partial<Data> }> }} ForMany
 */

/** @typedef {{ [Type in keyof DataByEvent]: { 'detail-type': Type, detail: ForOne<DataByEvent[Type]> | ForMany<DataByEvent[Type]> } }[keyof DataByEvent]} ShopEvent */

/**
 * Sends what an event of the shop calls for. Its detail says to whom, and with which data: `{ to, data }` for one,
 * `{ data, recipients: [{ to, data }] }` for many, whose own data goes over that of all.
 *
 * @param {ShopEvent} event
 */
export async function handler({ 'detail-type': type, detail }) {
  const Template = templates[type];
  await (detail.recipients ? sendToMany(Template, detail) : sendToOne(Template, detail));
}

/** @param {string} Template @param {{ to: string, data: object }} detail */
async function sendToOne(Template, { to, data }) {
  await ses.send(new SendTemplatedEmailCommand({
    Source,
    ConfigurationSetName,
    Template,
    Destination: { ToAddresses: [to] },
    TemplateData: json(data),
  }));
}

/**
 * Goes on when the mails for some cannot be sent, and says in the end whose, and why.
 *
 * @param {string} Template
 * @param {{ data: object, recipients: Array<{ to: string, data?: object }> }} detail
 */
async function sendToMany(Template, { data, recipients }) {
  /** @type {Array<{ to: string, reason: string }>} */
  const failures = [];
  for (let start = 0; start < recipients.length; start += BATCH) {
    failures.push(...await sendBatch(Template, data, recipients.slice(start, start + BATCH)));
  }
  if (failures.length === 0) return;
  const reasons = [...new Set(failures.map(({ reason }) => reason))]
    .map(reason => `${reason}: ${failures.filter(failure => failure.reason === reason).map(({ to }) => to).join(', ')}`);
  throw new Error(`${failures.length} of ${recipients.length} mails with ${Template} were not sent. ${reasons.join('; ')}`);
}

/**
 * Gives those to whom SES does not send.
 *
 * @param {string} Template
 * @param {object} data
 * @param {Array<{ to: string, data?: object }>} recipients
 */
async function sendBatch(Template, data, recipients) {
  const command = new SendBulkTemplatedEmailCommand({
    Source,
    ConfigurationSetName,
    Template,
    DefaultTemplateData: json(data),
    Destinations: recipients.map(({ to, data: own }) => ({
      Destination: { ToAddresses: [to] },
      // SES does not merge: it takes the default data for an empty object only, and then all of it.
      ReplacementTemplateData: json(own ? { ...data, ...own } : {}),
    })),
  });
  try {
    const { Status: results = [] } = await ses.send(command);
    return recipients.flatMap(({ to }, index) => {
      const { Status, Error: reason } = results[index];
      return Status === 'Success' ? [] : [{ to, reason: `${Status} (${reason})` }];
    });
  } catch (thrown) {
    const error = /** @type {Error} */ (thrown);
    // The call as a whole: the other calls are not to suffer for it.
    return recipients.map(({ to }) => ({ to, reason: `${error.name} (${error.message})` }));
  }
}

/**
 * SES puts values into HTML unescaped, and the same data serves the text, where an escape would show: so the brackets
 * of a customer's markup are dropped. Only the shop itself fills the values whose names end in Html.
 *
 * @param {object} data
 */
function json(data) {
  return JSON.stringify(data, (key, value) => typeof value === 'string' && !key.endsWith('Html') ? value.replace(/[<>]/g, '') : value);
}
