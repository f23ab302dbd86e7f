import type { EmailView } from './api';
import { element } from '../shared/dom';

type Variable = EmailView['variables'][number];

/** What the data must hold, and may hold, with a mark where this data lacks it. */
export function variableTree(variables: readonly Variable[], data: unknown): HTMLElement {
  if (variables.length === 0) return element('p', { class: 'note' }, 'none');
  return element('ul', {}, ...variables.map(variable => {
    const { name, kind, required, fields, item } = variable;
    const value = isObject(data) ? data[name] : undefined;
    // Of an object that is not there, nothing is missing.
    const isMissing = required && isObject(data) && (value === undefined || value === null);
    const inner = item && item.fields.length > 0 ? item.fields : fields;
    const inside = Array.isArray(value) ? value[0] : value;
    return element('li', {},
      element('span', { class: isMissing ? 'missing' : '' }, name),
      ' ',
      element('span', { class: 'kind' }, kind === 'value' ? '' : kind === 'list' ? '[ ]' : kind === 'object' ? '{ }' : 'tested'),
      ' ',
      required ? element('span', { class: 'required' }, isMissing ? 'required, missing' : 'required') : element('span', { class: 'kind' }, 'optional'),
      inner.length > 0 && variableTree(inner, inside));
  }));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
