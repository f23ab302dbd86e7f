/**
 * What a check of a `TemplateDriftMonitor` can find.
 */
export enum TemplateDriftFinding {
  /**
   * Amazon SES does not render the live template with its sample data, so mails that are sent with it are lost.
   */
  BROKEN = 'BROKEN',

  /**
   * The template, or the configuration set, does not exist.
   */
  MISSING = 'MISSING',

  /**
   * The subject, the HTML or the text of the live template is not what was deployed.
   */
  CHANGED = 'CHANGED',

  /**
   * The event destinations of a configuration set are not as declared.
   */
  DIFFERENT = 'DIFFERENT',

  /**
   * A template with the prefix and suffix of a set exists, and the app does not declare it.
   */
  UNEXPECTED = 'UNEXPECTED',
}

/**
 * A part of an email template.
 */
export enum EmailTemplatePart {
  /** The subject. */
  SUBJECT = 'Subject',

  /** The HTML body. */
  HTML = 'Html',

  /** The text body. */
  TEXT = 'Text',
}

/**
 * Findings that a `TemplateDriftMonitor` ignores: those that meet all conditions of the rule. They stay in the log of the
 * function, marked as ignored, and count in the metric `Ignored`.
 */
export interface TemplateDriftIgnoreRule {
  /**
   * The names of templates or configuration sets in Amazon SES. `*` stands for any characters: `promo-*`.
   */
  readonly names: string[];

  /**
   * The parts whose changes are ignored. With parts, the rule applies to `CHANGED` alone. `HEAL` keeps these parts as they are.
   *
   * @default - the whole template
   */
  readonly parts?: EmailTemplatePart[];

  /**
   * The kinds of findings that are ignored.
   *
   * @default - all kinds
   */
  readonly findings?: TemplateDriftFinding[];
}
