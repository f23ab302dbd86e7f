import { Finding } from '../emails/check';

/** What was checked, and what was found. */
export interface Report {
  /** The folder, as messages show it. */
  readonly path: string;
  readonly emails: number;
  readonly findings: readonly Finding[];
}

/** The page that explains a diagnostic. */
export function explanationOf(id: string): string {
  const [prefix, name] = id.split(':');
  const page = name === 'emailFiles' ? 'command-line.md#files' : `diagnostics.md#${name.toLowerCase()}`;
  return `https://github.com/${prefix}/${prefix}/blob/main/docs/guides/${page}`;
}
