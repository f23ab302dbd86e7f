import { join } from 'node:path';
import { EmailDirectory, EmailFileNames, EmailFolder, isFolder, reservedFolderProblem } from './email-directory';
import { nearest } from '../../language';

const FILE_NAMES: EmailFileNames = { subjects: ['subject.txt', 'subject.hbs'], html: 'body.html', text: 'body.txt', sample: 'sample.json', variant: /^sample\.([a-zA-Z0-9_-]+)\.json$/ };
const FILES = [...FILE_NAMES.subjects, FILE_NAMES.html, FILE_NAMES.text, FILE_NAMES.sample];

/** Reads a directory that has a folder for each email. */
export class EmailFolders extends EmailDirectory {
  protected readonly contents = 'a folder for each email';

  protected readEmails(names: readonly string[]): EmailFolder[] {
    return names.filter(name => this.mayBeEmail(name)).flatMap(name => this.readFolder(name) ?? []);
  }

  protected readSingle(names: readonly string[]): EmailFolder[] {
    const folders = names.filter(name => isFolder(join(this.root, name)));
    if (folders.length > 0) {
      const [first] = folders;
      this.problems.add(this.path, `${first.startsWith('_') ? reservedFolderProblem(first, join(this.root, first))
        : `directory must contain the files of one email, got the folder: ${join(this.root, first)}; a directory of emails is the source of an EmailTemplateSet`}`);
      return [];
    }
    this.reportUnknown(names, this.path, this.root);
    return [this.readEmail('', this.root, names, FILE_NAMES) ?? []].flat();
  }

  private mayBeEmail(name: string): boolean {
    const file = join(this.root, name);
    if (!isFolder(file)) {
      this.problems.add(this.path, `directory must contain only a folder for each email and excluded files, got the file: ${file}${adviceFor(name)}`);
      return false;
    }
    if (name.startsWith('_')) {
      this.problems.add(this.path, reservedFolderProblem(name, file));
      return false;
    }
    return true;
  }

  private readFolder(name: string): EmailFolder | undefined {
    const email = this.pathOf(name);
    const folder = join(this.root, name);
    const all = this.list(folder, 'the folder of the email', email);
    const files = all && this.included(folder, all);
    // All files are excluded, for example by `drafts/**`.
    if (!files || (files.length === 0 && all.length > 0)) return undefined;

    this.reportUnknown(files, email, folder);
    return this.readEmail(name, folder, files, FILE_NAMES);
  }

  private reportUnknown(files: readonly string[], email: string, folder: string): void {
    for (const file of files) {
      if (!FILES.includes(file) && !FILE_NAMES.variant.test(file)) this.problems.add(email, unknownFileProblem(file, folder));
    }
  }
}

/** Advice for a file in place of a folder. */
function adviceFor(file: string): string {
  if (FILES.includes(file)) return '; the directory of one email is the source of an EmailTemplate';
  return /\.(html|subject\.\w+|sample\.json)$/.test(file) ? '; files side by side are EmailFileLayout.FILES' : '';
}

function unknownFileProblem(file: string, folder: string): string {
  const meant = nearest(file, FILES);
  const advice = meant ? `did you mean ${meant}?` : `an email has ${FILE_NAMES.subjects.join(' or ')}, ${FILE_NAMES.html}, ${FILE_NAMES.text} and ${FILE_NAMES.sample}; exclude other files`;
  return `unknown file: ${join(folder, file)}; ${advice}`;
}
