import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a page, by path. */
export type Page = Readonly<Record<string, { readonly type: string; readonly content: string | Buffer }>>;

/** @param folder with the page's files, which the bundle has beside it */
export function readPage(folder: string): Page {
  const file = (name: string, type: string) => ({ type, content: readFileSync(join(folder, name)) });
  return {
    '/': file('index.html', 'text/html; charset=utf-8'),
    '/page.css': file('page.css', 'text/css; charset=utf-8'),
    '/page.js': file('page.js', 'text/javascript; charset=utf-8'),
    '/favicon.ico': file('icon.svg', 'image/svg+xml'),
  };
}
