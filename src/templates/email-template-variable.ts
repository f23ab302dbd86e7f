/**
 * How a template uses a variable.
 */
export enum EmailTemplateVariableKind {
  /**
   * It is printed.
   */
  VALUE = 'VALUE',

  /**
   * It is only tested, by `{{#if}}` and the like.
   */
  CONDITION = 'CONDITION',

  /**
   * It is an object with named fields.
   */
  OBJECT = 'OBJECT',

  /**
   * It is a list that `{{#each}}` iterates over.
   */
  LIST = 'LIST',
}

/**
 * A variable of a template: a required or optional field of each mail's data.
 */
export interface EmailTemplateVariable {
  /**
   * The key in the object that the variable belongs to; empty for the items of a list.
   */
  readonly name: string;

  /**
   * How the template uses it.
   */
  readonly kind: EmailTemplateVariableKind;

  /**
   * Whether Amazon SES fails to render a mail if the variable is missing and the object that it belongs to is present.
   */
  readonly required: boolean;

  /**
   * Its named fields, sorted by name.
   */
  readonly fields: EmailTemplateVariable[];

  /**
   * The shape of a list's items.
   *
   * @default - not a list
   */
  readonly item?: EmailTemplateVariable;
}
