/** What happens to a mail: delivery, except for the addresses of the mailbox simulator. */
import { randomUUID } from 'node:crypto';
import { bareAddress } from './addresses';
import { iso, publish, Subject } from './events';
import { Header } from './mime';
import { Account, RecipientOutcome } from './model';

type Fate = 'success' | 'bounce' | 'ooto' | 'complaint' | 'suppressionlist';

/** Documented, with labels (AWS, "Using the mailbox simulator"). */
const SIMULATOR = /^(success|bounce|ooto|complaint|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

const fateOf = (recipient: string) => (SIMULATOR.exec(bareAddress(recipient))?.[1].toLowerCase() ?? 'success') as Fate;

const OUTCOMES: Readonly<Record<Fate, RecipientOutcome['outcome']>> = {
  success: 'DELIVERY', bounce: 'BOUNCE', ooto: 'DELIVERY', complaint: 'COMPLAINT', suppressionlist: 'BOUNCE',
};

/** Observed (a user's recording of the simulator). An automatic response is a delivery, followed by a transient bounce. */
const BOUNCES = {
  bounce: {
    bounceType: 'Permanent', bounceSubType: 'General', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  suppressionlist: {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    action: 'failed',
    status: '5.1.1',
    diagnosticCode: 'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  },
  ooto: { bounceType: 'Transient', bounceSubType: 'General' },
};

/** Publishes the events of a mail that was sent. Returns the outcome for each recipient. */
export function publishOutcomes(account: Account, subject: Subject, headers: readonly Header[]): RecipientOutcome[] {
  const { recipients } = subject;
  const having = (...fates: Fate[]) => recipients.filter(recipient => fates.includes(fateOf(recipient)));
  const timestamp = iso(account.clock.now());
  const publishTo = (to: readonly string[], ...event: [Parameters<typeof publish>[2], Parameters<typeof publish>[3], Record<string, unknown>]) => {
    if (to.length > 0) publish(account, subject, ...event, headers);
  };

  const delivered = having('success', 'ooto', 'complaint');
  publishTo(delivered, 'delivery', 'Delivery', {
    delivery: {
      timestamp,
      processingTimeMillis: account.clock.now() - subject.sentAt,
      recipients: delivered,
      smtpResponse: '250 2.0.0 OK',
      reportingMTA: 'localhost',
    },
  });
  for (const fate of ['bounce', 'suppressionlist', 'ooto'] as const) {
    const { bounceType, bounceSubType, ...reason } = BOUNCES[fate];
    const bouncedRecipients = having(fate).map(recipient => ({ emailAddress: bareAddress(recipient), ...reason }));
    publishTo(having(fate), 'bounce', 'Bounce', {
      bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp, feedbackId: randomUUID(), reportingMTA: 'dns; localhost' },
    });
  }
  const complaining = having('complaint');
  publishTo(complaining, 'complaint', 'Complaint', {
    complaint: {
      complainedRecipients: complaining.map(recipient => ({ emailAddress: bareAddress(recipient) })),
      timestamp,
      feedbackId: randomUUID(),
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: timestamp,
    },
  });
  return recipients.map(recipient => ({ recipient, outcome: OUTCOMES[fateOf(recipient)] }));
}
