import { join } from 'node:path';
import { EmailDirectory, EmailFileNames, EmailFolder, isFolder, reservedFolderProblem } from './email-directory';
import { nearest } from '../../language';

const calledAfter = (name: string): EmailFileNames => ({
  subjects: [`${name}.subject.txt`, `${name}.subject.hbs`],
  html: `${name}.html`,
  text: `${name}.txt`,
  sample: `${name}.sample.json`,
  // A name that cannot be a template's may hold anything, and is reported elsewhere.
  variant: new RegExp(`^${name.replace(/[^a-zA-Z0-9_-]/g, '\\$&')}\\.sample\\.([a-zA-Z0-9_-]+)\\.json$`),
});

/** Reads a directory in which the files of all emails lie side by side, each named after its email. */
export class EmailFiles extends EmailDirectory {
  protected readonly holds = 'the files of emails';

  protected readEmails(names: readonly string[]): EmailFolder[] {
    const files = names.filter(file => this.mayBeOfEmail(file));
    const emails = [...new Set(files.map(nameOf))];
    return emails.flatMap(name => this.readEmail(name, this.root, files, calledAfter(name), misspelt(name, emails)) ?? []);
  }

  protected readSingle(names: readonly string[]): EmailFolder[] {
    const emails = [...new Set(names.map(nameOf))];
    if (emails.length < 2 || names.some(name => isFolder(join(this.root, name)))) return this.readEmails(names);
    this.problems.add(this.path, `directory must hold the files of one email, got those of: ${emails.join(', ')} in ${this.root}; a directory of emails is the source of an EmailTemplateSet`);
    return [];
  }

  private mayBeOfEmail(file: string): boolean {
    const problem = this.problemOf(file, join(this.root, file));
    if (problem) this.problems.add(this.path, problem);
    return !problem;
  }

  private problemOf(file: string, path: string): string | undefined {
    if (isFolder(path)) {
      return file.startsWith('_') ? reservedFolderProblem(file, path) : 'directory must hold the files of emails, and nothing else that is not excluded, '
        + `got the folder: ${path}; a folder for each email is EmailFileLayout.FOLDERS`;
    }
    if (file.startsWith('_')) return `a file whose name begins with "_" is no email's, got: ${path}; rename or exclude it`;
    return filesOf(nameOf(file)).includes(file) || calledAfter(nameOf(file)).variant.test(file) ? undefined : unknownFileProblem(file, path);
  }
}

/** An email's name has no dots, so it ends at the first. */
function nameOf(file: string): string {
  return file.split('.', 1)[0];
}

function filesOf(name: string): string[] {
  const { subjects, html, text, sample } = calledAfter(name);
  return [...subjects, html, text, sample];
}

function unknownFileProblem(file: string, path: string): string {
  const name = nameOf(file);
  // Without the name, which would make all that follows it look alike.
  const meant = nearest(file.slice(name.length), filesOf(''));
  const { subjects, html, text, sample } = calledAfter('NAME');
  const advice = meant ? `did you mean ${name}${meant}?` : `an email has ${subjects.join(' or ')}, ${html}, ${text} and ${sample}; exclude what is none of them`;
  return `unknown file: ${path}; ${advice}`;
}

/** An email that lacks files may be another one, misspelt. */
function misspelt(name: string, emails: readonly string[]): string {
  const meant = nearest(name, emails);
  return meant ? `; did you mean ${meant}?` : '';
}
