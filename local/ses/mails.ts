import { randomUUID } from 'node:crypto';
import { SesError } from './errors';
import { Account, Mail, SentMail } from './model';

/** A mail as the caller asks for it, before SES has checked anything. */
export type Draft = Omit<Mail, 'id' | 'at' | 'status' | 'error' | 'outcomes'>;

/** The attempts to send, oldest first. */
export class Mails {
  readonly all: Mail[] = [];
  private readonly listeners = new Set<(mail: Mail, removed: readonly Mail[]) => void>();

  /**
   * @param most how many are kept: a further one removes the oldest
   * @param onRemove called with each mail that is removed for this reason
   */
  constructor(private readonly most: number, private readonly onRemove: (mail: Mail) => void) {}

  add(mail: Mail): void {
    this.all.push(mail);
    const removed = this.all.splice(0, Math.max(0, this.all.length - this.most));
    removed.forEach(this.onRemove);
    this.listeners.forEach(listener => listener(mail, removed));
  }

  clear(): void {
    this.all.length = 0;
  }

  sent(): SentMail[] {
    return this.all.filter((mail): mail is SentMail => mail.status === 'SENT');
  }

  /** Calls the listener with each new mail, after its events, and the mails that it removed. Returns a function that ends this. */
  onMail(listener: (mail: Mail, removed: readonly Mail[]) => void): () => void {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  }
}

/** Keeps a mail that SES refused. In AWS, only the caller knows of it. */
export function keepRefused(account: Account, draft: Draft, { code, message }: SesError): void {
  const at = account.clock.now();
  account.mails.add({ ...draft, id: newMessageId(at), at, status: 'REFUSED', error: { code, message }, outcomes: [] });
}

export const newMessageId = (at: number) => `0100${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
