import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { composeMime } from './mime';
import { PartContent } from '../../src/contract/contract';
import { CompiledEmail, Diagnostic, renderEmail, Variable } from '../../src/language';
import { checkEmail } from '../emails/check';
import { fileDiagnostic } from '../emails/file-diagnostic';
import { EmailsOfFolder, WrittenEmail } from '../emails/folder';
import { readSample } from '../emails/sample';
import { shownText } from '../emails/shown-text';
import { explanationOf } from '../report/report';

/** An entry of the list. */
export interface EmailSummary {
  readonly name: string;
  /** Absent until the email has been checked. */
  readonly errors?: number;
  readonly warnings?: number;
}

export interface EmailList {
  readonly directory: string;
  readonly emails: readonly EmailSummary[];
  /** Problems of files that belong to no email in the list. */
  readonly problems: readonly ShownDiagnostic[];
}

export interface ShownDiagnostic extends Diagnostic {
  /** The page that explains it. */
  readonly help: string;
}

/** An email as the page shows it. */
export interface EmailView {
  readonly name: string;
  readonly sources: ReadonlyArray<{ readonly part: string; readonly file?: string; readonly text: string }>;
  readonly samples: ReadonlyArray<{ readonly variant: string; readonly file: string; readonly text: string; readonly canSave: boolean }>;
  readonly variables: readonly Variable[];
  readonly diagnostics: readonly ShownDiagnostic[];
}

/** What SES would send with some data, or why it would not. */
export interface RenderView {
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
  readonly mime?: string;
  readonly diagnostics: readonly ShownDiagnostic[];
  readonly sizes: { readonly template: number; readonly html: number; readonly data: number };
}

interface Checked {
  /** The source that was checked. */
  readonly key: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The number of compiled emails in memory: they take many times the memory of their text. */
const MOST_COMPILED = 8;

/** The emails of a folder. Each state of their files is checked once, and the emails on display stay compiled. */
export class Workbench {
  private folder!: EmailsOfFolder;
  private readonly keys = new Map<string, string>();
  private readonly checked = new Map<string, Checked>();
  private readonly compiled = new Map<string, CompiledEmail | undefined>();

  /**
   * @param directory the name of the directory on the page
   * @param read reads the emails as they are now
   */
  constructor(private readonly directory: string, private readonly read: () => EmailsOfFolder) {
    this.refresh();
  }

  /** Reads the files again. Returns the names of the emails that changed, including those whose partials changed. */
  refresh(): string[] {
    const before = new Map(this.keys);
    this.folder = this.read();
    this.keys.clear();
    for (const email of this.folder.emails) {
      const problems = this.folder.problems.filter(problem => problem.email === email.name);
      this.keys.set(email.name, createHash('sha1').update(JSON.stringify([email, problems])).update(this.folder.partialTexts).digest('base64'));
    }
    for (const name of this.checked.keys()) if (!this.keys.has(name)) this.checked.delete(name);
    return [...new Set([...before.keys(), ...this.keys.keys()])].filter(name => before.get(name) !== this.keys.get(name));
  }

  list(): EmailList {
    const known = new Set(this.folder.emails.map(({ name }) => name));
    return {
      directory: this.directory,
      emails: this.folder.emails.map(({ name }) => ({ name, ...this.countsOf(name) })),
      problems: this.folder.problems.filter(({ email }) => email === undefined || !known.has(email))
        .map(({ message }) => shownDiagnostic(fileDiagnostic(message))),
    };
  }

  /** Checks an email that has not been checked since it changed. Returns false if there is none. */
  checkNext(): boolean {
    const next = this.folder.emails.find(({ name }) => this.checked.get(name)?.key !== this.keys.get(name));
    if (!next) return false;
    this.check(next);
    return true;
  }

  open(name: string): EmailView | undefined {
    const email = this.find(name);
    if (!email) return undefined;
    const { diagnostics } = this.check(email);
    return {
      name,
      sources: (['subject', 'html', 'text'] as const).flatMap(part => {
        const source = email[part];
        return source ? [{ part, ...source.file !== undefined && { file: source.file }, text: shownText(source.content, email) }] : [];
      }),
      samples: email.samples.map(({ variant, file, text }) => ({ variant, file, text, canSave: !email.isReadOnly })),
      variables: this.compile(email)?.variables ?? [],
      diagnostics: diagnostics.map(shownDiagnostic),
    };
  }

  async render(name: string, data: string): Promise<RenderView | undefined> {
    const email = this.find(name);
    if (!email) return undefined;
    const compiled = this.compile(email);
    const content = compiled?.content ?? { html: email.html?.content, text: email.text?.content };
    const sizeOf = (part: PartContent | undefined) => part === undefined ? 0 : Buffer.byteLength(shownText(part, email));
    const template = sizeOf(content.html) + sizeOf(content.text);
    const sizes = { template, html: 0, data: data.length };
    if (!compiled) return { diagnostics: [], sizes };
    const sample = readSample({ file: 'the data', text: data });
    if (!sample.data) return { diagnostics: sample.problems.map(shownDiagnostic), sizes };
    const { email: rendered, errors, warnings } = renderEmail(compiled, sample.data);
    const diagnostics = [...errors, ...warnings].map(shownDiagnostic);
    if (!rendered) return { diagnostics, sizes };
    const { subject, html, text } = rendered;
    const mail = {
      subject: shownText(subject, email),
      ...html !== undefined && { html: shownText(html, email) },
      ...text !== undefined && { text: shownText(text, email) },
    };
    return { ...mail, mime: await composeMime(mail), diagnostics, sizes: { ...sizes, html: sizeOf(html) } };
  }

  /** Writes sample data back to its file. Returns whether there is one. */
  save(name: string, variant: string, text: string): boolean {
    const email = this.find(name);
    const sample = email?.samples.find(other => other.variant === variant);
    if (!sample || email!.isReadOnly) return false;
    writeFileSync(resolve(sample.file), text);
    return true;
  }

  private find(name: string): WrittenEmail | undefined {
    return this.folder.emails.find(email => email.name === name);
  }

  private check(email: WrittenEmail): Checked {
    const key = this.keys.get(email.name)!;
    const known = this.checked.get(email.name);
    if (known?.key === key) return known;
    const { findings, compiled } = checkEmail(email, this.folder.partials);
    const problems = this.folder.problems.filter(problem => problem.email === email.name).map(({ message }) => fileDiagnostic(message));
    const checked = { key, diagnostics: [...problems, ...findings.map(({ diagnostic }) => diagnostic)] };
    this.checked.set(email.name, checked);
    this.keep(key, compiled);
    return checked;
  }

  private compile(email: WrittenEmail): CompiledEmail | undefined {
    const key = this.keys.get(email.name)!;
    if (!this.compiled.has(key)) this.keep(key, checkEmail(email, this.folder.partials).compiled);
    const compiled = this.compiled.get(key);
    this.keep(key, compiled);
    return compiled;
  }

  /** The most recently used email is last. */
  private keep(key: string, compiled: CompiledEmail | undefined): void {
    this.compiled.delete(key);
    this.compiled.set(key, compiled);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > MOST_COMPILED) this.compiled.delete(oldest);
  }

  private countsOf(name: string): Pick<EmailSummary, 'errors' | 'warnings'> {
    const checked = this.checked.get(name);
    if (checked?.key !== this.keys.get(name)) return {};
    const count = (severity: string) => checked!.diagnostics.filter(diagnostic => diagnostic.severity === severity).length;
    return { errors: count('error'), warnings: count('warning') };
  }
}

function shownDiagnostic(diagnostic: Diagnostic): ShownDiagnostic {
  return { ...diagnostic, help: explanationOf(diagnostic.id) };
}
