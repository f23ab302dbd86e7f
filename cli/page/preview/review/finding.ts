/** Something about a mail that its readers may notice. It is never an error: SES sends the mail as it is. */
export interface Finding {
  readonly group: 'Mail programs' | 'Accessibility' | 'Links';
  /** Warning: content is lost, moved or unreadable for some readers. Info: only decoration is lost, or the mail could be better. */
  readonly severity: 'warning' | 'info';
  readonly message: string;
  /** The mail programs concerned; all of them if absent. */
  readonly programs?: readonly string[];
  /** A page that explains it. */
  readonly help?: string;
  /** What it is about. */
  readonly elements: readonly Element[];
}
