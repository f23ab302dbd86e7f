import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailboxPage } from './page';
import { SentMail } from '../../ses';

/** Writes a mail's HTML as it was sent. Returns the file. */
export function writeHtml(folder: string, { template, html = '' }: SentMail): string {
  return write(folder, fileOf(template!), html);
}

/** Writes the HTML of each mail, and a page that shows all mails. Returns the page. */
export function writeMailbox(folder: string, mails: readonly SentMail[]): string {
  mails.filter(({ html }) => html !== undefined).forEach(mail => writeHtml(folder, mail));
  return write(folder, 'index.html', mailboxPage(mails, fileOf));
}

/** Template names are safe as file names. */
function fileOf(template: string): string {
  return `${template}.html`;
}

function write(folder: string, name: string, content: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
