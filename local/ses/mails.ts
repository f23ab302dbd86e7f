import { randomUUID } from 'node:crypto';
import { SesError } from './errors';
import { Account, Mail, SentMail } from './model';

/** A mail as the caller asks for it, before SES has checked anything. */
export type Draft = Omit<Mail, 'id' | 'at' | 'status' | 'error' | 'outcomes'>;

/** All attempts to send, oldest first. */
export class Mails {
  readonly all: Mail[] = [];
  private readonly listeners = new Set<(mail: Mail) => void>();

  add(mail: Mail): void {
    this.all.push(mail);
    this.listeners.forEach(listener => listener(mail));
  }

  clear(): void {
    this.all.length = 0;
  }

  sent(): SentMail[] {
    return this.all.filter((mail): mail is SentMail => mail.status === 'SENT');
  }

  /** Calls the listener with each new mail, after its events. Returns a function that ends this. */
  onMail(listener: (mail: Mail) => void): () => void {
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
