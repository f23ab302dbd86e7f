import { join } from 'node:path';
import { EmailDirectory, EmailFileNames, EmailFolder, isFolder, reservedFolderProblem } from './email-directory';
import { nearest } from '../../language';

const fileNamesFor = (name: string): EmailFileNames => ({
  subjects: [`${name}.subject.txt`, `${name}.subject.hbs`],
  html: `${name}.html`,
  text: `${name}.txt`,
  sample: `${name}.sample.json`,
  // Escaped, because an invalid name, which is reported elsewhere, can contain any character.
  variant: new RegExp(`^${name.replace(/[^a-zA-Z0-9_-]/g, '\\$&')}\\.sample\\.([a-zA-Z0-9_-]+)\\.json$`),
});

/** Reads a directory in which the files of all emails are side by side, each named after its email. */
export class EmailFiles extends EmailDirectory {
  protected readonly contents = 'the files of emails';

  protected readEmails(names: readonly string[]): EmailFolder[] {
    const files = names.filter(file => this.mayBeOfEmail(file));
    const emails = [...new Set(files.map(nameOf))];
    return emails.flatMap(name => this.readEmail(name, this.root, files, fileNamesFor(name), didYouMean(name, emails)) ?? []);
  }

  protected readSingle(names: readonly string[]): EmailFolder[] {
    const emails = [...new Set(names.map(nameOf))];
    if (emails.length < 2 || names.some(name => isFolder(join(this.root, name)))) return this.readEmails(names);
    this.problems.add(this.path, `directory must contain the files of one email, got those of: ${emails.join(', ')} in ${this.root}; a directory of emails is the source of an EmailTemplateSet`);
    return [];
  }

  private mayBeOfEmail(file: string): boolean {
    const problem = this.problemOf(file, join(this.root, file));
    if (problem) this.problems.add(this.path, problem);
    return !problem;
  }

  private problemOf(file: string, path: string): string | undefined {
    if (isFolder(path)) {
      return file.startsWith('_') ? reservedFolderProblem(file, path) : 'directory must contain only the files of emails and excluded files, '
        + `got the folder: ${path}; a folder for each email is EmailFileLayout.FOLDERS`;
    }
    if (file.startsWith('_')) return `the name of an email must not begin with "_", got: ${path}; rename or exclude it`;
    return filesOf(nameOf(file)).includes(file) || fileNamesFor(nameOf(file)).variant.test(file) ? undefined : unknownFileProblem(file, path);
  }
}

/** The name of an email contains no dots, so it ends at the first one. */
function nameOf(file: string): string {
  return file.split('.', 1)[0];
}

function filesOf(name: string): string[] {
  const { subjects, html, text, sample } = fileNamesFor(name);
  return [...subjects, html, text, sample];
}

function unknownFileProblem(file: string, path: string): string {
  const name = nameOf(file);
  // Compared without the name, which would make all candidates look similar.
  const meant = nearest(file.slice(name.length), filesOf(''));
  const { subjects, html, text, sample } = fileNamesFor('NAME');
  const advice = meant ? `did you mean ${name}${meant}?` : `an email has ${subjects.join(' or ')}, ${html}, ${text} and ${sample}; exclude other files`;
  return `unknown file: ${path}; ${advice}`;
}

/** An incomplete email may be a misspelled name of another one. */
function didYouMean(name: string, emails: readonly string[]): string {
  const meant = nearest(name, emails);
  return meant ? `; did you mean ${meant}?` : '';
}
