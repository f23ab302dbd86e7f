import { Properties, TemplateError } from './template';

/**
 * Properties in the form that a custom resource receives: every scalar is a string, at any depth.
 *
 * @throws TemplateError on null, which templates must not contain
 */
export function stringified(properties: Properties): Properties {
  const visit = (value: unknown, path: string): unknown => {
    if (value === null) throw new TemplateError(`Null values are not allowed in templates, at ${path}`);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${path}/${index}`));
    if (typeof value === 'object') {
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, visit(item, `${path}/${key}`)]));
    }
    return String(value);
  };
  return visit(properties, 'Properties') as Properties;
}

/** A property that differs, or exists on one side only. */
export interface PropertyChange {
  /** Such as `Templates.Welcome.Subject`. */
  readonly path: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

/** The changes from `before` to `after`: the outermost values that differ. */
export function changes(before: unknown, after: unknown, path = ''): PropertyChange[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .flatMap(key => changes(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changes(item, after[index], `${path}.${index}`));
  }
  if (before === after) return [];
  return [{ path, ...(before === undefined ? {} : { old: before }), ...(after === undefined ? {} : { new: after }) }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
