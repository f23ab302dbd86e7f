/** A template as Amazon SES returns it. */
export interface LiveTemplate {
  readonly name: string;
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
}

/** The templates of an account in a Region. */
export interface TemplateSource {
  /** The names, all pages of them. */
  names(): Promise<string[]>;
  /** Absent for a template that was deleted since it was listed. */
  get(name: string): Promise<LiveTemplate | undefined>;
}
