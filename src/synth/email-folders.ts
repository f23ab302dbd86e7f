import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { IgnoreStrategy } from 'aws-cdk-lib';
import { filedPartials, partialFile, PartialFile, unknownPartialProblem } from './partial-files';
import { ContentError, Piece } from './pieces';
import { DeclaredPartials } from './shared-partials';
import { placeholdersIn, readText } from './text-file';
import { nearest } from '../private/language/nearest';
import { TemplateContent } from '../template-content';

export interface EmailFoldersProps {
  readonly directory: string;
  readonly partialsDirectory?: string;
  readonly exclude: readonly string[];
  readonly replace: Readonly<Record<string, string>>;
}

/** An email as its folder has it. */
export interface EmailFolder {
  readonly name: string;
  readonly subject: TemplateContent;
  readonly html?: TemplateContent;
  readonly text?: TemplateContent;
  readonly sampleData?: { [key: string]: any };
}

/** The files of an email, as they are called. */
const SUBJECTS = ['subject.txt', 'subject.hbs'];
const HTML = 'body.html';
const TEXT = 'body.txt';
const SAMPLE = 'sample.json';
const FILES = [...SUBJECTS, HTML, TEXT, SAMPLE];

const PARTIALS = '_partials';

/** Hidden files, and what editors, file managers and operating systems leave behind. */
const IGNORED = /^\.|^#.*#$|~$|^~\$|___jb_(tmp|old)___$|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Reads a folder that has a folder for each email. Nothing in it is passed over in silence, but for what is hidden or
 * excluded: a misspelt file would be a mail without that part.
 */
export class EmailFolders {
  private readonly root: string;
  private readonly partials: string;
  private readonly ignore: IgnoreStrategy;
  private readonly placeholders: readonly string[];
  private readonly found = new Set<string>();

  /**
   * @param path the construct's, for messages
   * @param problems takes what is wrong with the files
   */
  constructor(private readonly path: string, private readonly props: EmailFoldersProps, private readonly problems: string[]) {
    this.root = resolve(props.directory);
    this.partials = resolve(props.partialsDirectory ?? join(this.root, PARTIALS));
    this.ignore = IgnoreStrategy.glob(this.root, [...props.exclude]);
    this.placeholders = Object.keys(props.replace);
  }

  public read(): { readonly emails: EmailFolder[]; readonly partials: DeclaredPartials } {
    const names = this.list(this.root, `${this.path}: directory`);
    if (!names) return { emails: [], partials: {} };
    if (names.length === 0) this.problems.push(`${this.path}: directory must hold a folder for each email, got: ${this.root}, which is empty`);

    const partials = filedPartials(this.hasPartials() ? this.readPartials(this.partials) : []);
    const emails = names
      .filter(name => !this.ignore.ignores(join(this.root, name)) && this.mayBeEmail(name))
      .flatMap(name => this.readEmail(name) ?? []);

    const missing = this.placeholders.filter(placeholder => !this.found.has(placeholder)).map(placeholder => JSON.stringify(placeholder));
    if (missing.length > 0) this.problems.push(`${this.path}: replace must name placeholders that stand in a file, got: ${missing.join(', ')} in none of ${this.root}`);
    return { emails, partials };
  }

  /** A folder that is asked for must be there. */
  private hasPartials(): boolean {
    return this.props.partialsDirectory !== undefined || (isFolder(this.partials) && !this.ignore.ignores(this.partials));
  }

  /** @param parent what the names of the partials in the folder begin with */
  private readPartials(folder: string, parent: string = ''): PartialFile[] {
    const outside = relative(this.root, this.partials).startsWith('..');
    const ignore = outside ? IgnoreStrategy.glob(this.partials, [...this.props.exclude]) : this.ignore;
    const names = this.list(folder, `${this.path}: partialsDirectory`) ?? [];
    return names.filter(name => !ignore.ignores(join(folder, name))).flatMap((name): PartialFile[] => {
      const file = join(folder, name);
      if (isFolder(file)) return this.readPartials(file, `${parent}${name}/`);
      const partial = partialFile(name);
      if (!partial) this.problems.push(`${this.path}: ${unknownPartialProblem(name, file)}`);
      return partial ? [{ ...partial, name: parent + partial.name, content: this.content(file) }] : [];
    });
  }

  private mayBeEmail(name: string): boolean {
    const file = join(this.root, name);
    if (file === this.partials && isFolder(file)) return false;
    if (!isFolder(file)) {
      this.problems.push(`${this.path}: directory must hold a folder for each email, and nothing else that is not excluded, got the file: ${file}`);
      return false;
    }
    if (name.startsWith('_')) {
      this.problems.push(`${this.path}: ${reservedFolderProblem(name, file)}`);
      return false;
    }
    return true;
  }

  private readEmail(name: string): EmailFolder | undefined {
    const email = `${this.path}/${name}`;
    const folder = join(this.root, name);
    const all = this.list(folder, `${email}:`);
    const files = all?.filter(file => !this.ignore.ignores(join(folder, file)));
    // Excluded by its files, as `drafts/**` does.
    if (!files || (files.length === 0 && all!.length > 0)) return undefined;

    this.problems.push(...files.filter(file => !FILES.includes(file)).map(file => `${email}: ${unknownFileProblem(file, folder)}`));
    const has = (file: string) => files.includes(file);
    const [subject, ...others] = SUBJECTS.filter(has);
    const whole = subject !== undefined && others.length === 0;
    if (!whole) this.problems.push(`${email}: must have ${SUBJECTS.join(' or ')}, got: ${subject ? 'both' : 'neither'} in ${folder}`);
    if (!has(HTML) && !has(TEXT)) this.problems.push(`${email}: must have ${HTML} or ${TEXT}, got: neither in ${folder}`);
    if (!whole || (!has(HTML) && !has(TEXT))) return undefined;
    return {
      name,
      subject: new SubjectContent(this.content(join(folder, subject))),
      html: has(HTML) ? this.content(join(folder, HTML)) : undefined,
      text: has(TEXT) ? this.content(join(folder, TEXT)) : undefined,
      sampleData: has(SAMPLE) ? this.sample(join(folder, SAMPLE), `${email}: ${SAMPLE}`) : undefined,
    };
  }

  /** A file holds some of the placeholders, and must not be asked for the others. */
  private content(file: string): TemplateContent {
    const here = this.placeholders.length > 0 ? placeholdersIn(this.placeholders, textOf(file)) : new Set<string>();
    here.forEach(placeholder => this.found.add(placeholder));
    const values = [...here].map(placeholder => [placeholder, this.props.replace[placeholder]]);
    return TemplateContent.fromFile(file, { replace: Object.fromEntries(values) });
  }

  private sample(file: string, what: string): { [key: string]: any } | undefined {
    try {
      const data: unknown = JSON.parse(readText(file));
      if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
      this.problems.push(`${what} must be a JSON object, got: ${JSON.stringify(data)} in ${file}`);
    } catch (error) {
      const problem = error instanceof ContentError ? error.message : `must be JSON, got: ${file}, which is not: ${(error as Error).message}`;
      this.problems.push(`${what} ${problem}`);
    }
    return undefined;
  }

  /** The names in a folder, in an order that is the same on every machine. */
  private list(folder: string, what: string): string[] | undefined {
    try {
      return readdirSync(folder).filter(name => !IGNORED.test(name)).sort();
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'which does not exist' : `which cannot be read: ${(error as Error).message}`;
      this.problems.push(`${what} must be a folder that can be read, got: ${folder}, ${reason}`);
      return undefined;
    }
  }
}

/** The line end that editors put at the end of a file is no part of a subject. */
class SubjectContent extends TemplateContent {
  constructor(private readonly file: TemplateContent) {
    super();
  }

  public _file(): string | undefined {
    return this.file._file();
  }

  public _pieces(): Piece[] {
    const pieces = this.file._pieces();
    const last = pieces.at(-1);
    return typeof last === 'string' ? [...pieces.slice(0, -1), last.replace(/\r?\n$/, '')] : pieces;
  }
}

function unknownFileProblem(file: string, folder: string): string {
  const meant = nearest(file, FILES);
  const advice = meant ? `did you mean ${meant}?` : `an email has ${SUBJECTS.join(' or ')}, ${HTML}, ${TEXT} and ${SAMPLE}; exclude what is none of them`;
  return `unknown file: ${join(folder, file)}; ${advice}`;
}

/** The one place that says what a folder with an underscore is. */
function reservedFolderProblem(name: string, folder: string): string {
  const advice = nearest(name, [PARTIALS]) ? `did you mean ${PARTIALS}?` : 'rename or exclude it';
  return `a folder whose name begins with "_" is no email, got: ${folder}; ${advice}`;
}

function isFolder(file: string): boolean {
  // A link that leads nowhere is none.
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
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
