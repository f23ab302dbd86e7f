import { SendTemplatedEmailCommand, SESClient } from '@aws-sdk/client-ses';

const ses = new SESClient();
const templates = JSON.parse(process.env.TEMPLATES);

/** Sends the mail that an event of the shop calls for: its detail says to whom, and with which data. */
export async function handler({ 'detail-type': type, 'detail': { to, data } }) {
  await ses.send(new SendTemplatedEmailCommand({
    Source: process.env.SENDER,
    Destination: { ToAddresses: [to] },
    ConfigurationSetName: process.env.CONFIGURATION_SET,
    Template: templates[type],
    TemplateData: JSON.stringify(data, withoutMarkup),
  }));
}

/**
 * SES puts values into HTML unescaped, and the same data serves the text, where an escape would show: so the brackets
 * of a customer's markup are dropped. Only the shop itself fills the values whose names end in Html.
 */
function withoutMarkup(key, value) {
  return typeof value === 'string' && !key.endsWith('Html') ? value.replace(/[<>]/g, '') : value;
}
