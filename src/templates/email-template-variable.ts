/**
 * What a template asks of a variable.
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
   * It is a list that `{{#each}}` goes through.
   */
  LIST = 'LIST',
}

/**
 * A variable of a template: what the data of each mail holds, or may hold.
 */
export interface EmailTemplateVariable {
  /**
   * The key in the object that the variable belongs to; empty for the items of a list.
   */
  readonly name: string;

  /**
   * What the template asks of it.
   */
  readonly kind: EmailTemplateVariableKind;

  /**
   * Whether Amazon SES fails to render a mail without it, where the object that it belongs to is there.
   */
  readonly required: boolean;

  /**
   * What is in it by a name of its own, sorted by name.
   */
  readonly fields: EmailTemplateVariable[];

  /**
   * What each item of a list must be like.
   *
   * @default - not a list
   */
  readonly item?: EmailTemplateVariable;
}
