import { Shape } from './data-shape';

/** How a template uses a value of its data. */
export type VariableKind =
  /** It is printed. */
  | 'value'
  /** It is only tested, by `{{#if}}` and the like. */
  | 'condition'
  /** It has named fields. */
  | 'object'
  /** `{{#each}}` iterates over it. */
  | 'list';

export interface Variable {
  /** The key in its parent; empty for the items of a list. */
  readonly name: string;
  readonly kind: VariableKind;
  /** Whether the email fails to render if its parent is present and it is not. */
  readonly required: boolean;
  /** Sorted by name. */
  readonly fields: readonly Variable[];
  /** The shape of a list's items. */
  readonly item?: Variable;
}

export function variablesOf(root: Shape): readonly Variable[] {
  return variable(root).fields;
}

function variable(shape: Shape): Variable {
  // Every list has a length, so the data need not contain it.
  const fields = Array.from(shape.fields.values(), variable).filter(field => !shape.item || field.name !== 'length');
  return {
    name: shape.name,
    kind: shape.item ? 'list' : fields.length > 0 ? 'object' : shape.printed ? 'value' : 'condition',
    required: shape.required,
    fields: fields.sort((a, b) => a.name < b.name ? -1 : 1),
    ...shape.item && { item: variable(shape.item) },
  };
}
