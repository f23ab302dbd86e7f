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

/** The same, with what else a comparison needs. */
export interface SesAccount extends TemplateSource {
  readonly region: string;
  /** Absent if the credentials do not include it. */
  readonly accountId?: string;
  /** Renders a template in SES with the data, which is JSON. */
  testRender(name: string, data: string): Promise<'rendered' | 'gone' | { readonly refused: string }>;
}
