import { SCRATCH_PREFIX, TEMPLATE_NAME_PATTERN } from '../../src/contract/limits';
import { LiveTemplate } from '../ses/source';

/** The files of an email, by name. */
export type Files = Readonly<Record<string, string>>;

/**
 * The files that a template is read back from, unchanged to the byte.
 *
 * @param folder the name of the email
 */
export function filesOf({ subject, html, text }: LiveTemplate): Files {
  return {
    // A reader drops the last line end of a subject.
    'subject.txt': `${subject ?? ''}\n`,
    ...html !== undefined && { 'body.html': html },
    ...text !== undefined && { 'body.txt': text },
  };
}

/** Why a template cannot be an email of the folder, or undefined. */
export function templateProblem({ subject, html, text }: LiveTemplate): string | undefined {
  if (subject === undefined || subject.trim() === '') return 'it has no subject';
  if (/[\r\n]/.test(subject)) return 'its subject has a line break, which no subject of a mail can have';
  if (html === undefined && text === undefined) return 'it has neither HTML nor text';
  const blank = Object.entries({ HTML: html, text }).find(([, content]) => content !== undefined && content.trim() === '');
  if (blank) return `its ${blank[0]} is blank`;
  // The reader of files drops a byte order mark.
  if ([subject, html, text].some(content => content?.startsWith('\ufeff'))) return 'a part of it begins with a byte order mark';
  return undefined;
}

/**
 * Why the name of a template cannot be that of a folder, or undefined.
 *
 * @param others folders that other templates have
 */
export function nameProblem(folder: string, templateName: string, others: Iterable<string>): string | undefined {
  if (templateName.startsWith(SCRATCH_PREFIX)) return 'a deployment made it for a moment, to verify another';
  if (folder === '') return 'its name is the prefix alone';
  if (!TEMPLATE_NAME_PATTERN.test(folder)) return 'a folder of an email has a name of 1 to 64 characters of [a-zA-Z0-9_-]';
  if (folder.startsWith('_')) return 'a folder whose name begins with "_" is no email';
  if (/___jb_(tmp|old)___$/.test(folder)) return 'a folder of this name is ignored, as an editor leaves it behind';
  const same = [...others].find(other => other !== folder && other.toLowerCase() === folder.toLowerCase());
  return same === undefined ? undefined : `on some file systems its folder would be that of "${same}"`;
}
