/**
 * How the emails lie in the folder that an `EmailTemplateSet` is read from.
 */
export enum EmailFileLayout {
  /**
   * Each email is a folder of its own: `welcome/subject.txt` (or `subject.hbs`), `welcome/body.html`, `welcome/body.txt`
   * and `welcome/sample.json`.
   */
  FOLDERS = 'FOLDERS',

  /**
   * The files of all emails lie side by side, each named after its email: `welcome.subject.txt` (or
   * `welcome.subject.hbs`), `welcome.html`, `welcome.txt` and `welcome.sample.json`.
   */
  FILES = 'FILES',
}
