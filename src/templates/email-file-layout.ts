/**
 * How the files of emails are named in their directory.
 */
export enum EmailFileLayout {
  /**
   * Each email is a folder: `welcome/subject.txt` (or `welcome/subject.hbs`), `welcome/body.html`, `welcome/body.txt` and
   * `welcome/sample.json`.
   */
  FOLDERS = 'FOLDERS',

  /**
   * The files of all emails are side by side, each named after its email: `welcome.subject.txt` (or
   * `welcome.subject.hbs`), `welcome.html`, `welcome.txt` and `welcome.sample.json`.
   */
  FILES = 'FILES',
}
