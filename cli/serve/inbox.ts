import { InboxEvent, MailDetails, MailDiagnostic, MailFilter, MailSummary } from './api';
import { matches } from './filter';
import { detailsOf, summaryOf } from './views';
import type { LocalSes, Mail } from '../../local/ses';

/** The mails of a local SES, for people and programs. */
export class Inbox {
  /** How many mails were removed since the last `clear`, because only `keep` mails are kept. */
  dropped = 0;
  private readonly diagnostics = new Map<string, readonly MailDiagnostic[]>();
  private readonly listeners = new Set<(event: InboxEvent) => void>();
  private readonly ignoreMails: () => void;

  /**
   * @param keep how many mails the local SES keeps
   * @param diagnose why a mail could not be rendered; called when it arrives, since the email may change later
   */
  constructor(private readonly ses: LocalSes, readonly keep: number, diagnose: (mail: Mail) => readonly MailDiagnostic[]) {
    this.ignoreMails = ses.onMail((mail, removed) => {
      if (mail.status === 'RENDERING_FAILURE') this.diagnostics.set(mail.id, diagnose(mail));
      for (const { id } of removed) this.diagnostics.delete(id);
      this.dropped += removed.length;
      this.publish({ type: 'mail', mail: summaryOf(mail) });
      if (removed.length > 0) this.publish({ type: 'dropped', ids: removed.map(({ id }) => id), dropped: this.dropped });
    });
  }

  /** Newest first. */
  list(filter: MailFilter = {}): MailSummary[] {
    return this.ses.mails.map(summaryOf).filter(mail => matches(mail, filter)).reverse();
  }

  get(id: string): MailDetails | undefined {
    const mail = this.find(id);
    if (!mail) return undefined;
    return detailsOf(mail, this.ses.events.filter(({ event }) => event.mail.messageId === id), this.diagnostics.get(id) ?? []);
  }

  /** The MIME message. */
  raw(id: string): Buffer | undefined {
    return this.find(id)?.raw;
  }

  clear(): void {
    this.ses.clearMails();
    this.diagnostics.clear();
    this.dropped = 0;
    this.publish({ type: 'cleared' });
  }

  /** Says that the templates changed. */
  deployed(): void {
    this.publish({ type: 'deployed' });
  }

  /** Returns a function that ends this. */
  onEvent(listener: (event: InboxEvent) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }

  close(): void {
    this.ignoreMails();
    this.listeners.clear();
  }

  private find(id: string): Mail | undefined {
    return this.ses.mails.find(mail => mail.id === id);
  }

  private publish(event: InboxEvent): void {
    this.listeners.forEach(listener => listener(event));
  }
}
