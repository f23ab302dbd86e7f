import { IgnoreStrategy } from 'aws-cdk-lib';
import { EmailContent } from './email-content';
import { EmailFileLayout } from './email-file-layout';
import { EmailSampleData } from './email-sample-data';
import { EmailFiles } from './files/email-files';
import { EmailFolders } from './files/email-folders';
import { FiledText } from './files/text-file';
import { Problems } from './private/problems';
import { DeclaredPartials } from './private/shared-partials';

/** The emails of a source, and the partials that they share. */
interface SourceContent {
  readonly emails: SourceEmail[];
  readonly partials: DeclaredPartials;
}

interface SourceEmail {
  readonly name: string;
  readonly subject: EmailContent;
  readonly html?: EmailContent;
  readonly text?: EmailContent;
  readonly sampleData?: EmailSampleData;
}

/**
 * Options for emails that are read from a directory.
 */
export interface EmailDirectoryOptions {
  /**
   * How the files of an email are named.
   *
   * @default EmailFileLayout.FOLDERS
   */
  readonly fileLayout?: EmailFileLayout;

  /**
   * The folder of the partials that the emails share, in files named after the partials: `{{> footer}}` includes
   * `footer.html` in an HTML part, and `footer.txt` in a subject or a text part. If only one of the two exists, all parts
   * include it. A file in a subfolder is named with a slash: `{{> cards/price}}` includes `cards/price.html`. Absolute or
   * relative to the working directory of the CDK app.
   *
   * In a set, all templates can use them, including those that are added later.
   *
   * @default - the folder `_partials` in the directory, if there is one
   */
  readonly partialsDirectory?: string;

  /**
   * Files and folders to ignore, as globs relative to the directory (or to a folder of partials elsewhere), such as `drafts`
   * or `*.mjml`. A glob without a slash matches at every level. Names that begin with a dot, and files that editors leave
   * behind, are always ignored.
   *
   * @default - none
   */
  readonly exclude?: string[];

  /**
   * Values to insert into the files' texts, by the placeholders that they replace: see `EmailContentOptions.replace`. Each
   * placeholder must occur in at least one file.
   *
   * @default - the files' texts are not changed
   */
  readonly replace?: { [placeholder: string]: string };
}

/**
 * The source of emails: for an `EmailTemplateSet`, a directory of emails; for an `EmailTemplate`, the directory of one email.
 */
export class EmailSource {
  /**
   * A directory.
   *
   * For an `EmailTemplateSet`, each email is a folder of the directory. The folder's name is the template's name in the set;
   * the files in it are `subject.txt` (or `subject.hbs`), `body.html`, `body.txt` (at least one of these two) and
   * `sample.json`. Further sample data, in `sample.NAME.json`, is for the command line: nothing deploys it. For an
   * `EmailTemplate`, the directory itself has these files.
   *
   * With `EmailFileLayout.FILES` the files of all emails are side by side: `NAME.subject.txt` (or `NAME.subject.hbs`),
   * `NAME.html`, `NAME.txt` and `NAME.sample.json`.
   *
   * Synthesis fails for any other file that is not excluded, so that a typo never drops a file silently.
   *
   * @param directory absolute or relative to the working directory of the CDK app, which for `cdk synth` is the folder of
   * `cdk.json`. For a path relative to the source file, use `path.join(__dirname, …)`, or
   * `os.path.join(os.path.dirname(__file__), …)` in Python.
   *
   * @example
   * new EmailTemplateSet(this, 'Mails', { source: EmailSource.directory('emails', { exclude: ['drafts'] }) });
   *
   * new EmailTemplate(this, 'Invoice', {
   *   source: EmailSource.directory('emails/invoice', { partialsDirectory: 'emails/_partials' }),
   * });
   */
  public static directory(directory: string, options: EmailDirectoryOptions = {}): EmailSource {
    return new EmailSource(directory, options);
  }

  private constructor(private readonly path: string, private readonly options: EmailDirectoryOptions) {}

  /**
   * Reads the emails of a set.
   *
   * @param path the path of the construct, for messages
   * @param problems receives the problems with the files
   * @internal
   */
  public _readAll(path: string, problems: Problems): SourceContent {
    return this.read(path, problems, false);
  }

  /**
   * Reads one email. The list is empty if the email is incomplete.
   *
   * @param path the path of the construct, for messages
   * @param problems receives the problems with the files
   * @internal
   */
  public _readOne(path: string, problems: Problems): SourceContent {
    return this.read(path, problems, true);
  }

  private read(path: string, problems: Problems, single: boolean): SourceContent {
    const { fileLayout = EmailFileLayout.FOLDERS, partialsDirectory, exclude = [], replace = {} } = this.options;
    const Reader = fileLayout === EmailFileLayout.FILES ? EmailFiles : EmailFolders;
    const ignoring = IgnoreStrategy.glob.bind(IgnoreStrategy);
    const { emails, partials } = new Reader(path, { directory: this.path, partialsDirectory, exclude, replace, single, ignoring }, problems).read();
    return {
      emails: emails.map(({ name, subject, html, text, sample }) => ({
        name,
        subject: contentOf(subject),
        html: html && contentOf(html),
        text: text && contentOf(text),
        sampleData: sample === undefined ? undefined : EmailSampleData.fromFile(sample),
      })),
      partials: Object.fromEntries(Object.entries(partials).map(([name, partial]) =>
        [name, 'html' in partial ? { html: contentOf(partial.html), text: contentOf(partial.text) } : contentOf(partial)])),
    };
  }
}

function contentOf({ path, replace }: FiledText): EmailContent {
  return EmailContent.fromFile(path, { replace });
}
