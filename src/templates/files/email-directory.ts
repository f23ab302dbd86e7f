import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { FiledPartials, filedPartials, partialFile, PartialFile, unknownPartialProblem } from './partial-files';
import { FiledText, placeholdersIn, readText } from './text-file';
import { nearest } from '../../language';
import { ContentError } from '../private/content-error';
import { Problems } from '../private/problems';

/** Says which files of a folder are excluded. */
export interface Ignore {
  /** @param path absolute */
  ignores(path: string): boolean;
}

export interface EmailDirectoryProps {
  readonly directory: string;
  readonly partialsDirectory?: string;
  readonly exclude: readonly string[];
  readonly replace: Readonly<Record<string, string>>;
  /** Whether the directory is that of one email. */
  readonly single: boolean;
  /** What the globs of `exclude` match below a folder: `IgnoreStrategy.glob` of aws-cdk-lib, which the command line does not load. */
  readonly ignoring: (folder: string, globs: string[]) => Ignore;
}

/** The emails of a directory, and the partials that they share. */
export interface EmailDirectoryContent {
  readonly emails: EmailFolder[];
  readonly partials: FiledPartials;
}

/** An email as the directory has it. */
export interface EmailFolder {
  readonly name: string;
  readonly subject: FiledText;
  readonly html?: FiledText;
  readonly text?: FiledText;
  /** The file with its sample data. */
  readonly sample?: string;
  /** More files with sample data, by the names between `sample.` and `.json`. They are for the command line; nothing deploys them. */
  readonly variants: Readonly<Record<string, string>>;
}

/** How the files of an email are called. */
export interface EmailFileNames {
  /** An email has one of them. */
  readonly subjects: readonly string[];
  readonly html: string;
  readonly text: string;
  readonly sample: string;
  /** Matches more files with sample data, with the name of the variant as its group. */
  readonly variant: RegExp;
}

const PARTIALS = '_partials';

/** Hidden files, and what editors, file managers and operating systems leave behind. */
const IGNORED = /^\.|^#.*#$|~$|^~\$|___jb_(tmp|old)___$|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Reads a directory of emails; a layout says which files are whose. Nothing in it is passed over in silence, but for what
 * is hidden or excluded: a misspelt file would be a mail without that part.
 */
export abstract class EmailDirectory {
  protected readonly root: string;
  /** What a directory of this layout holds, for messages. */
  protected abstract readonly holds: string;

  private readonly partials: string;
  private readonly ignore: Ignore;
  private readonly placeholders: readonly string[];
  private readonly found = new Set<string>();

  /**
   * @param path the construct's, for messages
   * @param problems takes what is wrong with the files
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
    if (names.length === 0) this.problems.add(this.path, `directory must hold ${this.props.single ? 'the files of an email' : this.holds}, got: ${this.root}, which is empty`);

    const partials = filedPartials(this.hasPartials() ? this.readPartials(this.partials) : []);
    const candidates = this.included(this.root, names).filter(name => !this.isPartials(join(this.root, name)));
    const emails = this.props.single ? this.readSingle(candidates) : this.readEmails(candidates);

    const missing = this.placeholders.filter(placeholder => !this.found.has(placeholder)).map(placeholder => JSON.stringify(placeholder));
    if (missing.length > 0) this.problems.add(this.path, `replace must name placeholders that stand in a file, got: ${missing.join(', ')} in none of ${this.root}`);
    return { emails, partials };
  }

  /** @param names of what is in the directory, without partials and what is excluded, sorted */
  protected abstract readEmails(names: readonly string[]): EmailFolder[];

  /** Reads a directory that is that of one email: none where the files do not make one. */
  protected abstract readSingle(names: readonly string[]): EmailFolder[];

  /** What messages call an email. */
  protected pathOf(name: string): string {
    return this.props.single ? this.path : `${this.path}/${name}`;
  }

  /**
   * An email, if its files make one.
   *
   * @param files of the folder, those of other emails too
   * @param advice for messages that files are missing
   */
  protected readEmail(name: string, folder: string, files: readonly string[], called: EmailFileNames, advice: string = ''): EmailFolder | undefined {
    const email = this.pathOf(name);
    const has = (file: string) => files.includes(file);
    const [subject, ...others] = called.subjects.filter(has);
    const whole = subject !== undefined && others.length === 0;
    const neither = `neither in ${folder}${advice}`;
    if (!whole) this.problems.add(email, `must have ${called.subjects.join(' or ')}, got: ${subject ? `both in ${folder}` : neither}`);
    const hasBody = has(called.html) || has(called.text);
    if (!hasBody) this.problems.add(email, `must have ${called.html} or ${called.text}, got: ${neither}`);
    if (!whole || !hasBody) return undefined;
    return {
      name,
      subject: this.content(join(folder, subject)),
      html: has(called.html) ? this.content(join(folder, called.html)) : undefined,
      text: has(called.text) ? this.content(join(folder, called.text)) : undefined,
      sample: has(called.sample) ? join(folder, called.sample) : undefined,
      variants: Object.fromEntries(files.flatMap(file => {
        const variant = called.variant.exec(file)?.[1];
        return variant === undefined ? [] : [[variant, join(folder, file)]];
      })),
    };
  }

  /** The names in a folder, in an order that is the same on every machine. */
  protected list(folder: string, property: string): string[] | undefined {
    try {
      return readdirSync(folder).filter(name => !IGNORED.test(name)).sort();
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'which does not exist' : `which cannot be read: ${(error as Error).message}`;
      this.problems.add(this.path, `${property} must be a folder that can be read, got: ${folder}, ${reason}`);
      return undefined;
    }
  }

  protected included(folder: string, names: readonly string[]): string[] {
    return names.filter(name => !this.ignore.ignores(join(folder, name)));
  }

  /** A file holds some of the placeholders, and must not be asked for the others. */
  protected content(file: string): FiledText {
    const here = this.placeholders.length > 0 ? placeholdersIn(this.placeholders, textOf(file)) : new Set<string>();
    here.forEach(placeholder => this.found.add(placeholder));
    const values = [...here].map(placeholder => [placeholder, this.props.replace[placeholder]]);
    return { path: file, replace: Object.fromEntries(values) };
  }

  private isPartials(file: string): boolean {
    return file === this.partials && isFolder(file);
  }

  /** A folder that is asked for must be there. */
  private hasPartials(): boolean {
    return this.props.partialsDirectory !== undefined || (isFolder(this.partials) && !this.ignore.ignores(this.partials));
  }

  /**
   * @param parent what the names of the partials in the folder begin with
   * @param within the folders that the folder is in
   */
  private readPartials(folder: string, parent: string = '', within: readonly string[] = []): PartialFile[] {
    const names = this.list(folder, 'partialsDirectory');
    if (!names) return [];
    const real = realpathSync(folder);
    if (within.includes(real)) {
      this.problems.add(this.path, `a folder of partials must not be in itself, got: ${folder}, a link to ${real}; remove or exclude it`);
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

/** Whether it is a folder, or a link to one. A link that leads nowhere, or to itself, is none. */
export function isFolder(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return false;
    throw error;
  }
}

/** The one place that says what a folder with an underscore is. */
export function reservedFolderProblem(name: string, folder: string): string {
  if (name === PARTIALS) return `partialsDirectory names another folder of partials than ${folder}; exclude that`;
  const advice = nearest(name, [PARTIALS]) ? `did you mean ${PARTIALS}?` : 'rename or exclude it';
  return `a folder whose name begins with "_" is no email, got: ${folder}; ${advice}`;
}

/** What cannot be read has no placeholders; reading the content tells why it cannot. */
function textOf(file: string): string {
  try {
    return readText(file);
  } catch (error) {
    if (error instanceof ContentError) return '';
    throw error;
  }
}
