import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ignoring } from './ignore';
import { PartialLibrary, PartialSource, SourceText, withoutLineEnd } from '../../src/language';
import { EmailDirectory, EmailFolder } from '../../src/templates/files/email-directory';
import { EmailFiles } from '../../src/templates/files/email-files';
import { EmailFolders } from '../../src/templates/files/email-folders';
import { FiledText, readText } from '../../src/templates/files/text-file';
import { ContentError } from '../../src/templates/private/content-error';
import { partialNameProblem } from '../../src/templates/private/part-problems';
import { Problems } from '../../src/templates/private/problems';
import { CommandError } from '../command-error';
import { shown } from '../paths';

export interface FolderOptions {
  readonly exclude?: readonly string[];
  readonly partials?: string;
}

/** An email, as read from its files. */
export interface WrittenEmail {
  readonly name: string;
  readonly subject: SourceText;
  readonly html?: SourceText;
  readonly text?: SourceText;
  readonly samples: readonly Sample[];
  /** Placeholders, by marker, that previews show for values known only at deployment. */
  readonly placeholders?: readonly string[];
  /** Whether it does not come from files that its author edits. */
  readonly isReadOnly?: boolean;
}

/** A file with sample data. */
export interface Sample {
  /** Empty for the data that is deployed. */
  readonly variant: string;
  readonly file: string;
  readonly text: string;
}

/** A problem of the files themselves. */
export interface FileProblem {
  /** Absent if the problem does not concern a single email. */
  readonly email?: string;
  readonly message: string;
}

/** All emails of a folder. */
export interface EmailsOfFolder {
  /** Absolute. */
  readonly root: string;
  readonly emails: readonly WrittenEmail[];
  readonly partials: PartialLibrary;
  /** The texts of all partials, which decide whether an email must be checked again. */
  readonly partialTexts: string;
  readonly problems: readonly FileProblem[];
}

export const DEFAULT_FOLDER = 'emails';

/**
 * The folder that a command works on.
 *
 * @param example a command with a folder, for the message
 * @throws CommandError if there is none
 */
export function folderOf(given: string | undefined, example: string = 'check src/emails'): string {
  const root = resolve(given ?? DEFAULT_FOLDER);
  if (isFolder(root)) return root;
  if (given !== undefined) throw new CommandError(`The directory of emails must be a folder, got: ${given}, which ${isThere(root) ? 'is a file' : 'does not exist'}`);
  throw new CommandError(`There is no folder ${DEFAULT_FOLDER} in ${process.cwd()}. Name the directory of emails, as in: cdk-ses-templates ${example}`);
}

/** Reads all emails of a folder: those of `EmailSource.directory`, in either layout, or the one that the folder itself holds. */
export function readFolder(root: string, { exclude = [], partials: partialsFolder }: FolderOptions = {}): EmailsOfFolder {
  const path = shown(root);
  const names = readdirSync(root);
  const single = names.some(name => /^(subject\.(txt|hbs)|body\.(html|txt))$/.test(name));
  const sideBySide = !single && names.some(name => /^[^.].*\.subject\.(txt|hbs)$/.test(name));
  const Reader: new (...args: ConstructorParameters<typeof EmailDirectory>) => EmailDirectory = sideBySide ? EmailFiles : EmailFolders;
  const found = new Problems();
  const partialsDirectory = partialsFolder ?? (single ? siblingPartials(root) : undefined);
  const read = new Reader(path, { directory: root, partialsDirectory, exclude, replace: {}, single, ignoring }, found).read();

  const problems = found.list.map(message => problemOf(message, path, read.emails));
  const report = (message: string, email?: string) => problems.push({ email, message });
  const emails = read.emails.map(email => single ? { ...email, name: basename(root) } : email)
    .map(email => writtenEmail(email, message => report(`${path}/${email.name}: ${message}`, email.name)));
  const texts: string[] = [];
  const partialSource = (name: string, filed: FiledText): SourceText => {
    const source = sourceOf(filed, 'partial', message => report(`${path}: partials.${name} ${message}`)) ?? { content: '', file: shown(filed.path) };
    texts.push(name, source.content as string);
    return source;
  };
  const library = Object.entries(read.partials).map(([name, partial]): [string, PartialSource] => {
    const [first] = 'html' in partial ? [partial.html] : [partial];
    const problem = partialNameProblem(name, shown(first.path));
    if (problem) report(`${path}: ${problem}`);
    return [name, 'html' in partial ? { html: partialSource(`${name}.html`, partial.html), text: partialSource(`${name}.txt`, partial.text) } : partialSource(name, partial)];
  });
  return { root, emails, partials: new PartialLibrary(Object.fromEntries(library)), partialTexts: JSON.stringify(texts), problems };
}

function writtenEmail({ name, subject, html, text, sample, variants }: EmailFolder, report: (message: string) => void): WrittenEmail {
  const read = (part: string, file: FiledText | undefined) => file && sourceOf(file, part, report);
  const samples = [...sample === undefined ? [] : [['', sample]], ...Object.entries(variants)];
  const source = read('subject', subject);
  return {
    name,
    subject: source ? { ...source, content: withoutLineEnd([source.content as string]).join('') } : { content: '', file: shown(subject.path) },
    html: read('html', html),
    text: read('text', text),
    samples: samples.flatMap(([variant, path]): Sample[] => {
      const data = sourceOf({ path, replace: {} }, 'sampleData', report);
      return data ? [{ variant, file: data.file!, text: data.content as string }] : [];
    }),
  };
}

function sourceOf({ path }: FiledText, part: string, report: (message: string) => void): SourceText | undefined {
  try {
    return { content: readText(path), file: shown(path) };
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    report(`${part} ${error.message}`);
    return undefined;
  }
}

/** Messages about one email begin with the path of the folder and its name. */
function problemOf(message: string, path: string, emails: readonly EmailFolder[]): FileProblem {
  const name = message.startsWith(`${path}/`) ? message.slice(path.length + 1).split(':', 1)[0] : undefined;
  return { message, ...name !== undefined && (emails.some(email => email.name === name) || /^[a-zA-Z0-9_-]+$/.test(name)) && { email: name } };
}

/** The folder of one email is usually among others, which share partials. */
function siblingPartials(root: string): string | undefined {
  const own = join(root, '_partials');
  const shared = join(dirname(root), '_partials');
  return !isFolder(own) && isFolder(shared) ? shared : undefined;
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
