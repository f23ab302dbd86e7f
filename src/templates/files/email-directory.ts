import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { FiledPartials, filedPartials, partialFile, PartialFile, unknownPartialProblem } from './partial-files';
import { FiledText, placeholdersIn, readText } from './text-file';
import { nearest } from '../../language';
import { ContentError } from '../private/content-error';
import { Problems } from '../private/problems';

/** Decides which files of a folder are excluded. */
export interface Ignore {
  /** @param path an absolute path */
  ignores(path: string): boolean;
}

export interface EmailDirectoryProps {
  readonly directory: string;
  readonly partialsDirectory?: string;
  readonly exclude: readonly string[];
  readonly replace: Readonly<Record<string, string>>;
  /** Whether the directory contains one email. */
  readonly single: boolean;
  /** Applies the globs of `exclude` to a folder: `IgnoreStrategy.glob` of aws-cdk-lib, which the command line does not load. */
  readonly ignoring: (folder: string, globs: string[]) => Ignore;
}

/** The emails of a directory, and the partials that they share. */
export interface EmailDirectoryContent {
  readonly emails: EmailFolder[];
  readonly partials: FiledPartials;
}

/** The files of an email. */
export interface EmailFolder {
  readonly name: string;
  readonly subject: FiledText;
  readonly html?: FiledText;
  readonly text?: FiledText;
  /** The file with its sample data. */
  readonly sample?: string;
  /** Further files with sample data, by the names between `sample.` and `.json`. They are for the command line, and are not deployed. */
  readonly variants: Readonly<Record<string, string>>;
}

/** The names of an email's files. */
export interface EmailFileNames {
  /** The possible names of the subject; an email has exactly one. */
  readonly subjects: readonly string[];
  readonly html: string;
  readonly text: string;
  readonly sample: string;
  /** Matches further files with sample data; the group is the name of the variant. */
  readonly variant: RegExp;
}

const PARTIALS = '_partials';

/** Hidden files, and files that editors, file managers and operating systems leave behind. */
const IGNORED = /^\.|^#.*#$|~$|^~\$|___jb_(tmp|old)___$|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Reads a directory of emails; a layout assigns the files to emails. Only hidden and excluded files are ignored, because a misspelled
 * file name would mean a mail without that part.
 */
export abstract class EmailDirectory {
  protected readonly root: string;
  /** The contents of a directory with this layout, for messages. */
  protected abstract readonly contents: string;

  private readonly partials: string;
  private readonly ignore: Ignore;
  private readonly placeholders: readonly string[];
  private readonly found = new Set<string>();

  /**
   * @param path the path of the construct, for messages
   * @param problems receives the problems with the files
   */
  constructor(protected readonly path: string, private readonly props: EmailDirectoryProps, protected readonly problems: Problems) {
    this.root = resolve(props.directory);
    this.partials = resolve(props.partialsDirectory ?? join(this.root, PARTIALS));
    this.ignore = props.ignoring(this.root, [...props.exclude]);
    this.placeholders = Object.keys(props.replace);
  }

  public read(): EmailDirectoryContent {
    const names = this.list(this.root, 'directory');
    if (!names) return { emails: [], partials: {} };
    if (names.length === 0) this.problems.add(this.path, `directory must contain ${this.props.single ? 'the files of an email' : this.contents}, got: ${this.root}, which is empty`);

    const partials = filedPartials(this.hasPartials() ? this.readPartials(this.partials) : []);
    const candidates = this.included(this.root, names).filter(name => !this.isPartials(join(this.root, name)));
    const emails = this.props.single ? this.readSingle(candidates) : this.readEmails(candidates);

    const missing = this.placeholders.filter(placeholder => !this.found.has(placeholder)).map(placeholder => JSON.stringify(placeholder));
    if (missing.length > 0) this.problems.add(this.path, `replace must contain only placeholders that occur in a file, got: ${missing.join(', ')} in no file of ${this.root}`);
    return { emails, partials };
  }

  /** @param names the sorted names in the directory, without partials and excluded files */
  protected abstract readEmails(names: readonly string[]): EmailFolder[];

  /** Reads a directory that contains one email. Returns an empty list if the email is incomplete. */
  protected abstract readSingle(names: readonly string[]): EmailFolder[];

  /** The path of an email, for messages. */
  protected pathOf(name: string): string {
    return this.props.single ? this.path : `${this.path}/${name}`;
  }

  /**
   * Reads an email. Returns undefined if it is incomplete.
   *
   * @param files the files of the folder, including those of other emails
   * @param advice an addition to messages about missing files
   */
  protected readEmail(name: string, folder: string, files: readonly string[], fileNames: EmailFileNames, advice: string = ''): EmailFolder | undefined {
    const email = this.pathOf(name);
    const has = (file: string) => files.includes(file);
    const [subject, ...others] = fileNames.subjects.filter(has);
    const whole = subject !== undefined && others.length === 0;
    const neither = `neither in ${folder}${advice}`;
    if (!whole) this.problems.add(email, `must have ${fileNames.subjects.join(' or ')}, got: ${subject ? `both in ${folder}` : neither}`);
    const hasBody = has(fileNames.html) || has(fileNames.text);
    if (!hasBody) this.problems.add(email, `must have ${fileNames.html} or ${fileNames.text}, got: ${neither}`);
    if (!whole || !hasBody) return undefined;
    return {
      name,
      subject: this.content(join(folder, subject)),
      html: has(fileNames.html) ? this.content(join(folder, fileNames.html)) : undefined,
      text: has(fileNames.text) ? this.content(join(folder, fileNames.text)) : undefined,
      sample: has(fileNames.sample) ? join(folder, fileNames.sample) : undefined,
      variants: Object.fromEntries(files.flatMap(file => {
        const variant = fileNames.variant.exec(file)?.[1];
        return variant === undefined ? [] : [[variant, join(folder, file)]];
      })),
    };
  }

  /** Lists a folder, sorted so that the order is the same on every machine. */
  protected list(folder: string, property: string, path: string = this.path): string[] | undefined {
    try {
      return readdirSync(folder).filter(name => !IGNORED.test(name)).sort();
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'which does not exist' : `which cannot be read: ${(error as Error).message}`;
      this.problems.add(path, `${property} must be a readable folder, got: ${folder}, ${reason}`);
      return undefined;
    }
  }

  protected included(folder: string, names: readonly string[]): string[] {
    return names.filter(name => !this.ignore.ignores(join(folder, name)));
  }

  /** Passes only the placeholders that the file contains, because `EmailContent` requires all of them to occur. */
  protected content(file: string): FiledText {
    const here = this.placeholders.length > 0 ? placeholdersIn(this.placeholders, textOf(file)) : new Set<string>();
    here.forEach(placeholder => this.found.add(placeholder));
    const values = [...here].map(placeholder => [placeholder, this.props.replace[placeholder]]);
    return { path: file, replace: Object.fromEntries(values) };
  }

  private isPartials(file: string): boolean {
    return file === this.partials && isFolder(file);
  }

  /** A folder of partials that is set explicitly must exist. */
  private hasPartials(): boolean {
    return this.props.partialsDirectory !== undefined || (isFolder(this.partials) && !this.ignore.ignores(this.partials));
  }

  /**
   * @param parent the beginning of the partials' names in the folder
   * @param within the folders that contain the folder
   */
  private readPartials(folder: string, parent: string = '', within: readonly string[] = []): PartialFile[] {
    const names = this.list(folder, 'partialsDirectory');
    if (!names) return [];
    const real = realpathSync(folder);
    if (within.includes(real)) {
      this.problems.add(this.path, `a folder of partials must not contain itself, got: ${folder}, a link to ${real}; remove or exclude it`);
      return [];
    }
    const outside = relative(this.root, this.partials).startsWith('..');
    const ignore = outside ? this.props.ignoring(this.partials, [...this.props.exclude]) : this.ignore;
    return names.filter(name => !ignore.ignores(join(folder, name))).flatMap((name): PartialFile[] => {
      const file = join(folder, name);
      if (isFolder(file)) return this.readPartials(file, `${parent}${name}/`, [...within, real]);
      const partial = partialFile(name);
      if (!partial) this.problems.add(this.path, unknownPartialProblem(name, file));
      return partial ? [{ ...partial, name: parent + partial.name, content: this.content(file) }] : [];
    });
  }
}

/** Whether a path is a folder, or a link to one. False for a broken or circular link. */
export function isFolder(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return false;
    throw error;
  }
}

/** The problem with a folder whose name begins with an underscore. */
export function reservedFolderProblem(name: string, folder: string): string {
  if (name === PARTIALS) return `partialsDirectory is another folder, so ${folder} must be excluded`;
  const advice = nearest(name, [PARTIALS]) ? `did you mean ${PARTIALS}?` : 'rename or exclude it';
  return `the name of an email must not begin with "_", got: ${folder}; ${advice}`;
}

/** The text of a file, or an empty text if it cannot be read: reading the content later reports why. */
function textOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    if (error instanceof ContentError) return '';
    throw error;
  }
}
