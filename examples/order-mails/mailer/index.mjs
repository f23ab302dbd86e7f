// @ts-check
import { SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';

const ses = new SESClient();
/** @type {Record<keyof DataByEvent, string>} */
const templates = JSON.parse(process.env.TEMPLATES ?? '{}');
const { SENDER: Source, CONFIGURATION_SET: ConfigurationSetName } = process.env;

/** The maximum number of destinations in one call to SES. */
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
 * Sends the mails for an event of the shop. Its detail has the recipients and the data: `{ to, data }` for one,
 * `{ data, recipients: [{ to, data }] }` for many, whose own data overrides the common data.
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
 * Continues if some mails cannot be sent, and finally throws an error with their recipients and the reasons.
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
 * Returns the recipients that SES rejects.
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
      // Merged here, because the developer guide says only that SES uses the default data if this is an empty object.
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
    // The whole call failed. Record that, and continue with the other calls.
    return recipients.map(({ to }) => ({ to, reason: `${error.name} (${error.message})` }));
  }
}

/**
 * SES does not escape values in HTML. The same data is used for the text part, where escapes would be visible, so angle brackets are
 * removed instead. Values whose names end in `Html` come from the shop itself.
 *
 * @param {object} data
 */
function json(data) {
  return JSON.stringify(data, (key, value) => typeof value === 'string' && !key.endsWith('Html') ? value.replace(/[<>]/g, '') : value);
}
