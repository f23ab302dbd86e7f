import type { MailSummary } from './api';
import { isFailed } from './filters';
import { element } from '../shared/dom';

const NAMES: Readonly<Record<MailSummary['status'], string>> = { SENT: 'sent', RENDERING_FAILURE: 'rendering failed', REFUSED: 'refused' };

/** A mail in the list. What went wrong is in place of the subject. */
export function mailItem(mail: MailSummary, isOpen: boolean): HTMLElement {
  const { id, at, status, recipients, template, error, subject } = mail;
  const problem = problemOf(mail);
  return element('li', {},
    element('a', { href: `#${id}`, class: problem === undefined ? '' : `failed ${isFailed(mail) ? 'error' : 'warning'}`, ...isOpen && { 'aria-current': 'page' } },
      element('span', { class: 'top' },
        element('span', { class: 'to' }, recipients.join(', ') || 'no recipient'),
        element('time', { datetime: new Date(at).toISOString() }, timeOf(at))),
      element('span', { class: 'what' }, isFailed(mail) ? error?.message ?? error?.code ?? NAMES[status] : subject ?? 'no subject'),
      element('span', { class: 'bottom' },
        problem !== undefined && element('span', { class: 'badge' }, problem),
        template !== undefined && element('span', { class: 'template' }, template))));
}

/** What went wrong with a mail, in one or two words; undefined if nothing did. */
export function problemOf({ status, error, outcomes }: MailSummary): string | undefined {
  if (status === 'RENDERING_FAILURE') return NAMES[status];
  if (status === 'REFUSED') return error ? `refused: ${error.code}` : NAMES[status];
  const bad = outcomes.find(({ outcome }) => outcome !== 'DELIVERY');
  return bad && outcomeName(bad.outcome);
}

/** `OUT_OF_OFFICE` in words. */
export function outcomeName(outcome: string): string {
  return outcome.toLowerCase().replaceAll('_', ' ');
}

export function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
