import { MailDiagnostic, MailSummary } from './api';
import { formatDiagnostic } from '../../src/language';
import { colors } from '../report/colors';

/** A mail in one line; one that was not sent with the reason, and with the frames of its diagnostics below. */
export function arrivalText(mail: MailSummary, diagnostics: readonly MailDiagnostic[]): string {
  const { status, error, template, subject, operation, api, outcomes } = mail;
  const time = colors.dim(new Date(mail.at).toTimeString().slice(0, 8));
  const what = colors.dim(`${operation} ${api}`);
  const recipients = shownRecipients(mail.recipients);
  if (status === 'SENT') {
    const others = outcomes.filter(({ outcome }) => outcome !== 'DELIVERY').map(({ recipient, outcome }) => colors.yellow(`${outcome.toLowerCase()} of ${recipient}`));
    return [time, colors.green('✓'), template, '→', recipients, JSON.stringify(subject ?? ''), ...others, what].filter(Boolean).join(' ');
  }
  const verdict = status === 'REFUSED' ? `refused: ${error!.code}: ${error!.message}` : `not rendered: ${error!.message}`;
  const line = [time, colors.red('✗'), template, '→', recipients, colors.red(verdict), what].filter(Boolean).join(' ');
  return [line, ...diagnostics.map(diagnostic => indented(formatDiagnostic(diagnostic)))].join('\n\n') + (diagnostics.length > 0 ? '\n' : '');
}

/** Shown once: from now on, each mail removes the oldest. */
export function droppedText(keep: number): string {
  return colors.yellow(`The inbox has ${keep === 1 ? 'one mail' : `${keep} mails`}, and keeps no more: each new mail removes the oldest one. --keep sets this limit`);
}

const MOST_RECIPIENTS = 3;

function shownRecipients(recipients: readonly string[]): string {
  const shown = recipients.slice(0, MOST_RECIPIENTS).join(', ');
  const more = recipients.length - MOST_RECIPIENTS;
  return recipients.length === 0 ? 'nobody' : more > 0 ? `${shown} and ${more} more` : shown;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
