import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { carryOver, compiledParts, PartKey, withLineEndsOf } from './carry-over';
import { Checked } from './check';
import { DeclaredEmail } from './declared';
import { canonical } from '../../src/contract/canonical';
import { fill, PartName, PARTS } from '../../src/contract/contract';
import { SourceText } from '../../src/language';
import { EmailsOfFolder, WrittenEmail } from '../emails/folder';
import { shown } from '../paths';
import { templateProblem } from '../pull/files';

export interface WriteResult {
  readonly written: ReadonlyArray<{ readonly name: string; readonly file: string }>;
  /** What is not in the folder after it, and why. */
  readonly notWritten: ReadonlyArray<{ readonly name: string; readonly part?: PartKey; readonly why: string }>;
}

const KEYS: Readonly<Record<PartName, PartKey>> = { Subject: 'subject', Html: 'html', Text: 'text' };

/**
 * Writes live parts that were changed over the files that they were deployed from.
 *
 * A file is overwritten if it still is what the app declares, so that nothing is lost.
 *
 * @param force whether other files are overwritten, too
 */
export function writeLive(results: readonly Checked[], folder: EmailsOfFolder, force: boolean): WriteResult {
  const written: Array<WriteResult['written'][number]> = [];
  const notWritten: Array<WriteResult['notWritten'][number]> = [];
  for (const { subject: { name }, findings, declared, live } of results) {
    const isUnexpected = findings.some(({ kind }) => kind === 'UNEXPECTED');
    if (isUnexpected) notWritten.push({ name, why: 'the app does not declare it; the command pull writes it into a folder' });
    const changed = findings.find(({ kind }) => kind === 'CHANGED')?.parts ?? [];
    if (!declared || !live || changed.length === 0) continue;
    const problem = templateProblem({ name, subject: live.Subject, html: live.Html, text: live.Text });
    const email = emailOf(declared, folder);
    if (problem !== undefined || typeof email === 'string') {
      notWritten.push({ name, why: problem ?? email as string });
      continue;
    }
    for (const part of changed) {
      const isOpen = declared.open[part] !== undefined;
      const outcome = writePart(KEYS[part], email, folder, { declared: textOf(declared, part), live: live[part], isOpen, force });
      if ('why' in outcome) notWritten.push({ name, part: KEYS[part], why: outcome.why });
      else written.push({ name, file: outcome.file });
    }
  }
  return { written, notWritten };
}

/** The email of the folder that a template is deployed from, or why it is not known. */
function emailOf(declared: DeclaredEmail, { root, emails, partials }: EmailsOfFolder): WrittenEmail | string {
  const path = shown(root);
  if (declared.email !== undefined) return emails.find(({ name }) => name === declared.email) ?? `${path} has no email "${declared.email}"`;
  // The app does not say where the content of a single template comes from.
  const same = emails.filter(email => {
    const compiled = compiledParts(email, partials);
    return compiled !== undefined && PARTS.every(part => isSame(compiled[KEYS[part]], textOf(declared, part)));
  });
  return same.length === 1 ? same[0] : `${same.length === 0 ? 'no email' : 'more than one email'} of ${path} has the content that the app declares`;
}

interface PartToWrite {
  readonly declared: string | undefined;
  readonly live: string | undefined;
  /** Whether the declared part has values that only the deployment knows. */
  readonly isOpen: boolean;
  readonly force: boolean;
}

function writePart(
  part: PartKey, email: WrittenEmail, { partials }: EmailsOfFolder, { declared, live, isOpen, force }: PartToWrite,
): { readonly file: string } | { readonly why: string } {
  const source: SourceText | undefined = email[part];
  const file = source?.file ?? newFile(part, email);
  if (!force) {
    if (isOpen) return { why: `${file} has values that only the deployment knows` };
    if (!source && existsSync(file)) return { why: `${file} exists, and the app does not use it` };
    if (!isSame(source && compiledParts(email, partials)?.[part], declared)) {
      return { why: `${file} is not what the app declares: it was changed locally, or the app replaces placeholders in it` };
    }
  }
  if (live === undefined) {
    rmSync(file, { force: true });
    return { file };
  }
  if (!source) {
    writeFileSync(file, live);
    return { file };
  }
  const carried = declared === undefined ? undefined : carryOver({ email, partials, part, declared, live });
  if (carried === undefined && !force) return { why: `${file} gets the edited lines from a partial, which other emails may use` };
  const content = carried ?? withLineEndsOf(source.content as string, live);
  writeFileSync(file, part === 'subject' ? content + lineEndOf(file) : content);
  return { file };
}

/** A file for a part that the email does not have yet, named like its others. */
function newFile(part: PartKey, { name, subject }: WrittenEmail): string {
  const extension = part === 'html' ? 'html' : 'txt';
  return join(dirname(subject.file!), basename(subject.file!).startsWith('subject.') ? `body.${extension}` : `${name}.${extension}`);
}

/** A reader drops the last line end of a subject. */
function lineEndOf(file: string): string {
  return /\r?\n$/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
}

function textOf({ asset, template: { markers } }: DeclaredEmail, part: PartName): string | undefined {
  const content = asset[part];
  return content === undefined ? undefined : fill(content, markers);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined ? one === other : canonical(one) === canonical(other);
}
