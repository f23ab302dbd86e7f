import { accessibility } from './accessibility';
import { compatibility } from './compatibility';
import { Finding } from './finding';
import { links } from './links';
import { element } from '../../shared/dom';

const GROUPS: ReadonlyArray<Finding['group']> = ['Mail programs', 'Accessibility', 'Links'];
const MAX_SNIPPETS = 3;
const MAX_TAG_LENGTH = 100;
const MAX_TEXT_LENGTH = 60;

/** The findings about a mail. It is laid out unseen first, because contrast and visibility depend on all of its styles. */
export function reviewView(id: string): HTMLElement {
  const view = element('div', { 'class': 'review', 'aria-busy': 'true' });
  const frame = element('iframe', { 'class': 'loading', 'sandbox': 'allow-same-origin', 'title': 'The mail, to be measured', 'aria-hidden': 'true', 'tabindex': '-1' });
  frame.addEventListener('load', () => {
    const mail = frame.contentDocument;
    if (!mail?.body || mail.URL === 'about:blank') return;
    const findings = [...compatibility(mail), ...accessibility(mail), ...links(mail)];
    view.replaceChildren(...sections(findings));
    view.removeAttribute('aria-busy');
    view.dataset.review = id;
  });
  frame.src = `/mail/${id}`;
  view.append(frame);
  return view;
}

function sections(findings: readonly Finding[]): HTMLElement[] {
  return [
    ...GROUPS.map(group => {
      const own = findings.filter(finding => finding.group === group).sort((a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'));
      return element('section', { 'aria-label': group },
        element('h2', {}, `${group} ${own.length === 0 ? '' : own.length}`.trim()),
        own.length === 0 ? element('p', { class: 'empty' }, 'Nothing found.') : element('ul', {}, ...own.map(item)));
    }),
    element('p', { class: 'note' }, 'These are hints, not errors: SES sends the mail as it is. The facts about mail programs are from caniemail.com.'),
  ];
}

function item({ severity, message, programs, help, elements }: Finding): HTMLElement {
  const more = elements.length - MAX_SNIPPETS;
  return element('li', { class: `problem ${severity}` },
    element('span', { class: 'severity' }, severity),
    element('div', {},
      element('p', {}, message),
      element('div', { class: 'meta' },
        programs !== undefined && element('span', { class: 'programs' }, programs.join(', ')),
        help !== undefined && element('a', { href: help, target: '_blank', rel: 'noreferrer' }, 'Explanation')),
      ...elements.slice(0, MAX_SNIPPETS).map(found => element('code', {}, snippet(found))),
      more > 0 && element('p', { class: 'more' }, `and ${more} more`)));
}

/** The tag without its styles, and the beginning of the text in it. */
function snippet(found: Element): string {
  const tag = found.cloneNode() as Element;
  tag.removeAttribute('style');
  const [opening] = tag.outerHTML.split(/(?<=>)/, 1);
  const text = ['HTML', 'HEAD', 'BODY'].includes(found.tagName) ? '' : found.textContent!.replace(/\s+/g, ' ').trim();
  return `${cut(opening, MAX_TAG_LENGTH)} ${cut(text, MAX_TEXT_LENGTH)}`.trim();
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
