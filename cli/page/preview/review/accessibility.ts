import { contrast } from './contrast';
import { Finding } from './finding';

const WCAG = 'https://www.w3.org/WAI/WCAG22/Understanding/';

/** What keeps some people from reading the mail. */
export function accessibility(mail: Document): Finding[] {
  const finding = (severity: Finding['severity'], message: string, page: string, elements: readonly Element[]): Finding[] =>
    elements.length === 0 ? [] : [{ group: 'Accessibility', severity, message, help: `${WCAG}${page}.html`, elements }];
  const headings = [...mail.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  const skipped = headings.filter((heading, index) => index > 0 && levelOf(heading) > levelOf(headings[index - 1]) + 1);
  return [
    ...finding('warning', 'The mail names no language, so screen readers guess it: write <html lang="en">.', 'language-of-page', mail.documentElement.lang ? [] : [mail.documentElement]),
    ...finding('warning', 'An image has no alt: screen readers read its address. Describe it, or write alt="" for decoration.', 'non-text-content', withoutAlt(mail)),
    ...contrast(mail),
    ...finding('info', 'The mail has no heading, by which screen readers move through it.', 'headings-and-labels', headings.length === 0 && isLong(mail) ? [mail.body] : []),
    ...finding('info', 'A level of headings is left out.', 'info-and-relationships', skipped),
    ...finding('info', 'A table for the layout is read as a table: write role="presentation".', 'info-and-relationships', layoutTables(mail)),
  ];
}

function levelOf(heading: Element): number {
  return Number(heading.tagName.slice(1));
}

/** Without pixels that measure whether the mail is opened. */
function withoutAlt(mail: Document): Element[] {
  return [...mail.querySelectorAll('img:not([alt])')].filter(image => image.getAttribute('width') !== '1' && image.getAttribute('height') !== '1');
}

function isLong({ body }: Document): boolean {
  return body.innerText.trim().length > 600;
}

function layoutTables(mail: Document): Element[] {
  return [...mail.querySelectorAll('table:not([role])')].filter(table => !table.querySelector('th, caption'));
}
