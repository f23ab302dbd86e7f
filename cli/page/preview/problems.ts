import type { ShownDiagnostic } from './api';
import { element } from '../shared/dom';

const ORDER = { error: 0, warning: 1, info: 2 };

/** The problems of an email, errors first; each links to its explanation, and to its line. */
export function problemItems(diagnostics: readonly ShownDiagnostic[], goTo: (diagnostic: ShownDiagnostic) => void): HTMLElement[] {
  return [...diagnostics].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]).map(diagnostic => {
    const { severity, id, suggestion, frame, help, others = [] } = diagnostic;
    const [message, ...more] = diagnostic.message.split('\n');
    const where = placeOf(diagnostic);
    const place = where !== '' && (diagnostic.file === undefined ? element('span', {}, where) : element('button', { type: 'button' }, where));
    if (place instanceof HTMLButtonElement) place.addEventListener('click', () => goTo(diagnostic));
    const details = (more.length > 0 || frame !== undefined || suggestion !== undefined || others.length > 0) && element('details', {},
      element('summary', {}, 'Show'),
      more.length > 0 && element('p', {}, more.join('\n').trim()),
      frame !== undefined && element('pre', {}, frame),
      suggestion !== undefined && element('p', {}, suggestion),
      others.length > 0 && element('p', {}, `Also at ${others.join(', ')}.`));
    return element('li', { class: `problem ${severity}` },
      element('span', { class: 'severity' }, severity),
      element('div', {},
        element('p', {}, message),
        element('div', { class: 'meta' }, place, element('a', { href: help, target: '_blank', rel: 'noreferrer' }, id.replace(/^.*:/, ''))),
        details));
  });
}

/** What SES would answer in place of a mail. */
export function failures(diagnostics: readonly ShownDiagnostic[]): HTMLElement[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message, frame, suggestion, ...place }) =>
    element('div', { class: 'failure' },
      element('strong', {}, message.split('\n', 1)[0]),
      message.includes('\n') && element('p', {}, message.slice(message.indexOf('\n')).trim()),
      frame !== undefined && element('pre', {}, frame),
      suggestion !== undefined && element('p', {}, suggestion),
      placeOf(place) !== '' && element('p', {}, placeOf(place))));
}

function placeOf({ file, part, line, column }: Pick<ShownDiagnostic, 'file' | 'part' | 'line' | 'column'>): string {
  const where = file ?? part ?? '';
  return line === undefined ? where : `${where}:${line}:${column}`;
}
