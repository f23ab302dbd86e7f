import type { Mail } from './api';
import { isFailed, recipientsOf } from './filters';
import { element } from '../shared/dom';

const NAMES: Readonly<Record<Mail['status'], string>> = { SENT: 'sent', RENDERING_FAILURE: 'rendering failed', REFUSED: 'refused' };
/** Outcomes that need no mark. */
const FINE = new Set(['SEND', 'DELIVERY']);

/** A mail in the list. What went wrong is in place of the subject. */
export function mailItem(mail: Mail, isOpen: boolean): HTMLElement {
  const { id, at, status, template, error, subject } = mail;
  const problem = problemOf(mail);
  return element('li', {},
    element('a', { href: `#${id}`, class: problem === undefined ? '' : `failed ${isFailed(mail) ? 'error' : 'warning'}`, ...isOpen && { 'aria-current': 'page' } },
      element('span', { class: 'top' },
        element('span', { class: 'to' }, recipientsOf(mail).join(', ') || 'no recipient'),
        element('time', { datetime: new Date(at).toISOString() }, timeOf(at))),
      element('span', { class: 'what' }, isFailed(mail) ? error?.message ?? error?.code ?? NAMES[status] : subject ?? 'no subject'),
      element('span', { class: 'bottom' },
        problem !== undefined && element('span', { class: 'badge' }, problem),
        template !== undefined && element('span', { class: 'template' }, template))));
}

/** What went wrong with a mail, in one or two words; undefined if nothing did. */
export function problemOf({ status, error, outcomes = {} }: Mail): string | undefined {
  if (status === 'RENDERING_FAILURE') return NAMES[status];
  if (status === 'REFUSED') return error ? `refused: ${error.code}` : NAMES[status];
  return Object.values(outcomes).find(outcome => !FINE.has(outcome.toUpperCase()))?.toLowerCase();
}

export function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
