import { PartsDiffer } from '../diagnostics/messages/email';

/** What a part prints, by path: `order.items[].name`. */
export type Printed = ReadonlySet<string>;

export interface PrintedInHtml {
  readonly all: Printed;
  /** What readers see, as opposed to styling. */
  readonly read: Printed;
}

/** Whether the text part prints none of what the HTML does: its author left it at that. */
export function isTextBare({ read }: PrintedInHtml, text: Printed): boolean {
  return text.size === 0 && difference(read, text).length > 0;
}

/** What most readers would miss: a link, or a third of what there is. */
export function isMuch(found: readonly PartsDiffer[], links: Printed): boolean {
  return found.some(({ names, of }) => names.length * 3 >= of || names.some(name => links.has(name)));
}

/** What only readers of one part get. A pair such as `body` and `bodyText` counts as one value. */
export function differences(html: PrintedInHtml, text: Printed): PartsDiffer[] {
  const onlyInHtml = difference(html.read, text);
  const onlyInText = difference(text, html.all);
  return [
    ...onlyInHtml.length > 0 ? [{ part: 'html', other: 'text', names: onlyInHtml, of: html.read.size } as const] : [],
    ...onlyInText.length > 0 ? [{ part: 'text', other: 'html', names: onlyInText, of: text.size } as const] : [],
  ];
}

function difference(printed: Printed, other: Printed): string[] {
  const stems = new Set(Array.from(other, stem));
  return [...printed].filter(path => !other.has(path) && !stems.has(stem(path)) && !OF_ONE_FORM.test(path.split(/[.\]]/).pop()!));
}

/** `bodyHtml` and `body_text` are one value in two forms. */
function stem(path: string): string {
  return path.replace(/_?(?:html|text|txt|plain)(?=$|[_.[])/gi, '').replace(/^(?:html|text|plain)(?=[A-Z_])/, '').replace(/[_-]/g, '').toLowerCase();
}

/** The year of a copyright notice, the reader's own address, and what only HTML has a place for. */
const OF_ONE_FORM = /^(?:(?:current|copyright)?_?year|(?:user|to|recipient|customer|your|account)?_?e?-?mail(?:_?address)?|pre_?header|preview(?:_?text)?|logo(?:_?url)?)$/i;
