import { PartsDiffer } from '../diagnostics/messages/email';

/** The paths that a part prints, such as `order.items[].name`. */
export type Printed = ReadonlySet<string>;

export interface PrintedInHtml {
  readonly all: Printed;
  /** The paths whose values readers see, as opposed to styling. */
  readonly read: Printed;
}

/** Whether the text part prints none of the values of the HTML part, so that its author probably means it to be minimal. */
export function isTextBare({ read }: PrintedInHtml, text: Printed): boolean {
  return text.size === 0 && difference(read, text).length > 0;
}

/** Whether most readers would notice the difference: it includes a link, or a third of the values. */
export function isSubstantial(found: readonly PartsDiffer[], links: Printed): boolean {
  return found.some(({ names, of }) => names.length * 3 >= of || names.some(name => links.has(name)));
}

/** The values that only one part prints. A pair such as `body` and `bodyText` counts as one value. */
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
  return [...printed].filter(path => !other.has(path) && !stems.has(stem(path)) && !OFTEN_IN_ONE_PART.test(path.split(/[.\]]/).pop()!));
}

/** `bodyHtml` and `body_text` are one value in two forms. */
function stem(path: string): string {
  return path.replace(/_?(?:html|text|txt|plain)(?=$|[_.[])/gi, '').replace(/^(?:html|text|plain)(?=[A-Z_])/, '').replace(/[_-]/g, '').toLowerCase();
}

/** Values that often appear in one part only: the year of a copyright notice, the reader's own address, parts of the HTML design. */
const OFTEN_IN_ONE_PART = /^(?:(?:current|copyright)?_?year|(?:user|to|recipient|customer|your|account)?_?e?-?mail(?:_?address)?|pre_?header|preview(?:_?text)?|logo(?:_?url)?)$/i;
