import { Shape } from './data-shape';

/** What a template asks of a value of its data. */
export type VariableKind =
  /** It is printed. */
  | 'value'
  /** It is only tested, by `{{#if}}` and the like. */
  | 'condition'
  /** It has named fields. */
  | 'object'
  /** It is gone through by `{{#each}}`. */
  | 'list';

export interface Variable {
  /** The key in what it belongs to; empty for the items of a list. */
  readonly name: string;
  readonly kind: VariableKind;
  /** Whether the email fails to render without it, where what it belongs to is there. */
  readonly required: boolean;
  /** By name. */
  readonly fields: readonly Variable[];
  /** What each item of a list looks like. */
  readonly item?: Variable;
}

export function variablesOf(root: Shape): readonly Variable[] {
  return variable(root).fields;
}

function variable(shape: Shape): Variable {
  // Every list has a length, without it being in the data.
  const fields = Array.from(shape.fields.values(), variable).filter(field => !shape.item || field.name !== 'length');
  return {
    name: shape.name,
    kind: shape.item ? 'list' : fields.length > 0 ? 'object' : shape.printed ? 'value' : 'condition',
    required: shape.required,
    fields: fields.sort((a, b) => a.name < b.name ? -1 : 1),
    ...shape.item && { item: variable(shape.item) },
  };
}
