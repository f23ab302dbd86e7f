import { Finding } from '../emails/check';

/** The result of a check. */
export interface Report {
  /** The name of the folder in messages. */
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
