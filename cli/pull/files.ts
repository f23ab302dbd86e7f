import { SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../../src/contract/limits';
import { LiveTemplate } from '../ses/source';

/** The files of an email, by name. */
export type Files = Readonly<Record<string, string>>;

/**
 * The files of a template. Reading them returns exactly the same content.
 *
 * @param folder the name of the email
 */
export function filesOf({ subject, html, text }: LiveTemplate): Files {
  return {
    // Readers drop the last line break of a subject.
    'subject.txt': `${subject ?? ''}\n`,
    ...html !== undefined && { 'body.html': html },
    ...text !== undefined && { 'body.txt': text },
  };
}

/** Returns why a template cannot be an email of the folder, or undefined if it can. */
export function templateProblem({ subject, html, text }: LiveTemplate): string | undefined {
  if (subject === undefined || subject.trim() === '') return 'it has no subject';
  if (/[\r\n]/.test(subject)) return 'its subject has a line break, which subjects of mails cannot have';
  if (html === undefined && text === undefined) return 'it has neither HTML nor text';
  const blank = Object.entries({ HTML: html, text }).find(([, content]) => content !== undefined && content.trim() === '');
  if (blank) return `its ${blank[0]} is blank`;
  // Readers drop a byte order mark.
  if ([subject, html, text].some(content => content?.startsWith('\ufeff'))) return 'one of its parts begins with a byte order mark';
  return undefined;
}

/**
 * Returns why a template name cannot be the name of a folder, or undefined if it can.
 *
 * @param others the folders of other templates
 */
export function nameProblem(folder: string, templateName: string, others: Iterable<string>): string | undefined {
  if (templateName.startsWith(SCRATCH_PREFIX)) return 'it is a scratch template, with which a deployment verifies another one';
  if (folder === '') return 'its name consists of the prefix only';
  if (!TEMPLATE_NAME_PATTERN.test(folder)) return 'a folder of an email has a name of 1 to 64 characters of [a-zA-Z0-9_-]';
  if (folder.startsWith('_')) return 'folders whose names begin with "_" are not emails';
  if (/___jb_(tmp|old)___$/.test(folder)) return 'folders with this name are ignored, because editors leave them behind';
  const same = [...others].find(other => other !== folder && other.toLowerCase() === folder.toLowerCase());
  return same === undefined ? undefined : `on some file systems its folder would be that of "${same}"`;
}
