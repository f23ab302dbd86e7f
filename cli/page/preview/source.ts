import type { EmailView, ShownDiagnostic } from './api';
import { element } from '../shared/dom';

const TAG = /(\{\{\{?[^]*?\}?\}\})/;

/** The files of an email, with numbered lines, and those marked that problems are about. */
export function sourceView({ sources, diagnostics }: EmailView): HTMLElement {
  return element('div', {}, ...sources.map(({ part, file, text }) => element('section', { 'class': 'source', 'aria-label': file ?? part },
    element('h3', { class: 'source-file' }, file ?? part),
    ...text.split(/\r\n|\r|\n/).map((line, index) => {
      const severity = diagnostics.find(diagnostic => diagnostic.file === file && diagnostic.line === index + 1)?.severity;
      return element('div', { class: severity ?? '', id: lineId(file, index + 1) },
        element('span', {}, String(index + 1)),
        element('span', {}, ...line.split(TAG).map((piece, at) => at % 2 === 1 ? element('span', { class: 'tag' }, piece) : piece)));
    }))));
}

/** Shows the line of a problem, if it is in a file of the email. */
export function scrollToLine({ file, line = 1 }: Pick<ShownDiagnostic, 'file' | 'line'>): void {
  document.getElementById(lineId(file, line))?.firstElementChild?.scrollIntoView({ block: 'center' });
}

function lineId(file: string | undefined, line: number): string {
  return `line:${file}:${line}`;
}
