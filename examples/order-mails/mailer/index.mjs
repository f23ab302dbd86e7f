import { SendBulkTemplatedEmailCommand, SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';

const ses = new SESClient();
const templates = JSON.parse(process.env.TEMPLATES);
const { SENDER: Source, CONFIGURATION_SET: ConfigurationSetName } = process.env;

/** The maximum number of destinations in one call to SES. */
const BATCH = 50;

/**
 * Sends the mails for an event of the shop. Its detail has the recipients and the data: `{ to, data }` for one,
 * `{ data, recipients: [{ to, data }] }` for many, whose own data overrides the common data.
 */
export async function handler({ 'detail-type': type, detail }) {
  const Template = templates[type];
  await (detail.recipients ? sendToMany(Template, detail) : sendToOne(Template, detail));
}

async function sendToOne(Template, { to, data }) {
  await ses.send(new SendTemplatedEmailCommand({
    Source,
    ConfigurationSetName,
    Template,
    Destination: { ToAddresses: [to] },
    TemplateData: json(data),
  }));
}

/** Continues if some mails cannot be sent, and finally throws an error with their recipients and the reasons. */
async function sendToMany(Template, { data, recipients }) {
  const failures = [];
  for (let start = 0; start < recipients.length; start += BATCH) {
    failures.push(...await sendBatch(Template, data, recipients.slice(start, start + BATCH)));
  }
  if (failures.length === 0) return;
  const reasons = [...new Set(failures.map(({ reason }) => reason))]
    .map(reason => `${reason}: ${failures.filter(failure => failure.reason === reason).map(({ to }) => to).join(', ')}`);
  throw new Error(`${failures.length} of ${recipients.length} mails with ${Template} were not sent. ${reasons.join('; ')}`);
}

/** Returns the recipients that SES rejects. */
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
    const { Status: results } = await ses.send(command);
    return recipients.flatMap(({ to }, index) => {
      const { Status, Error: reason } = results[index];
      return Status === 'Success' ? [] : [{ to, reason: `${Status} (${reason})` }];
    });
  } catch (error) {
    // The whole call failed. Record that, and continue with the other calls.
    return recipients.map(({ to }) => ({ to, reason: `${error.name} (${error.message})` }));
  }
}

/**
 * SES does not escape values in HTML. The same data is used for the text part, where escapes would be visible, so angle brackets are
 * removed instead. Values whose names end in `Html` come from the shop itself.
 */
function json(data) {
  return JSON.stringify(data, (key, value) => typeof value === 'string' && !key.endsWith('Html') ? value.replace(/[<>]/g, '') : value);
}
