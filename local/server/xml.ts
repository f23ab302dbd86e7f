/** The content of an XML element: text, members by name, or a list whose items become `member` elements. */
export type XmlValue = string | number | boolean | Date | undefined | readonly XmlValue[] | { readonly [member: string]: XmlValue };

/** Writes an element. Empty if the value is undefined. */
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

/** Parsers read a bare CR as LF, and must refuse most control characters even if escaped. */
function escape(text: string): string {
  return text
    .replace(/[&<>"\r]/g, character => ENTITIES[character])
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
