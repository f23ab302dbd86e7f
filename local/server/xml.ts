/** What an XML element holds: text, members by name, or a list, whose items are `member` elements. */
export type XmlValue = string | number | boolean | Date | undefined | readonly XmlValue[] | { readonly [member: string]: XmlValue };

/** An element; nothing at all when there is no value. */
export function element(name: string, value: XmlValue, namespace?: string): string {
  if (value === undefined) return '';
  return `<${name}${namespace ? ` xmlns="${namespace}"` : ''}>${content(value)}</${name}>`;
}

export const document = (root: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;

function content(value: Exclude<XmlValue, undefined>): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return escape(String(value));
  if (Array.isArray(value)) return value.map(item => element('member', item)).join('');
  return Object.entries(value).map(([name, member]) => element(name, member)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** A parser reads a bare CR as LF, and must refuse most control characters even when they are escaped. */
function escape(text: string): string {
  return text
    .replace(/[&<>"\r]/g, character => ENTITIES[character])
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
