import { readFolder } from '../cli/emails/folder';
import { compileEmail, EmailContent, renderEmail } from '../src/language';
import { aMail, BOUNCE, INVALID_RECIPIENT, RENDERING_FAILURE, UNKNOWN_TEMPLATE } from '../test/cli/inbox/mails';
import { InboxStandIn, startInboxStandIn } from '../test/cli/inbox/stand-in';

const MINUTE = 60_000;

/** An inbox with mails of the example, sent and failed. */
export async function exampleInbox(): Promise<InboxStandIn> {
  const inbox = await startInboxStandIn();
  const sent = (id: string, template: string, to: string, minutes: number, campaign: string) => {
    const { subject, html, text } = rendered(template);
    return aMail({
      id,
      template,
      subject,
      html,
      text,
      at: BOUNCE.at - minutes * MINUTE,
      destination: { to: [to], cc: [], bcc: [] },
      outcomes: [{ recipient: to, outcome: 'DELIVERY' }],
      tags: { campaign },
      raw: `From: Tern & Kettle <orders@shop.example.com>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${text}`,
    });
  };
  inbox.arrive(
    sent('invoice', 'invoice', 'accounts@example.org', 14, 'orders'),
    sent('newsletter', 'newsletter', 'haruka@example.jp', 12, 'newsletter'),
    sent('shipping', 'shipping-notice', 'siobhan@example.ie', 9, 'orders'),
    { ...INVALID_RECIPIENT, at: BOUNCE.at - 7 * MINUTE },
    sent('reset', 'password-reset', 'linus@example.com', 5, 'account'),
    { ...UNKNOWN_TEMPLATE, at: BOUNCE.at - 4 * MINUTE },
    sent('order', 'order-confirmation', 'zoe@example.com', 3, 'orders'),
    { ...BOUNCE, ...contentOf('welcome'), at: BOUNCE.at - MINUTE },
    { ...RENDERING_FAILURE, id: 'failure', at: BOUNCE.at },
  );
  return inbox;
}

function contentOf(template: string) {
  const { subject, html, text } = rendered(template);
  return { subject, html, text };
}

function rendered(name: string): Record<keyof EmailContent, string> {
  const { emails, partials } = readFolder('examples/order-mails/emails');
  const email = emails.find(one => one.name === name)!;
  const compiled = compileEmail(email, partials).email!;
  const { subject, html = '', text = '' } = renderEmail(compiled, JSON.parse(email.samples[0].text)).email!;
  return { subject: String(subject), html: String(html), text: String(text) };
}
