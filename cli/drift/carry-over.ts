import { mergeEdits } from './merge-edits';
import { canonical } from '../../src/contract/canonical';
import { compileEmail, PartialLibrary, SourceText } from '../../src/language';

/** The parts of an email, by the names that its files have. */
export type PartKey = 'subject' | 'html' | 'text';

export interface CarryOverProps {
  readonly email: Readonly<Partial<Record<PartKey, SourceText>>> & { readonly subject: SourceText };
  readonly partials: PartialLibrary;
  readonly part: PartKey;
  readonly declared: string;
  readonly live: string;
}

/** The content of the parts with partials compiled in, or undefined for an email with errors. */
export function compiledParts(email: CarryOverProps['email'], partials: PartialLibrary): Partial<Record<PartKey, string>> | undefined {
  // Files have no values that only the deployment knows, so each part is one text.
  return compileEmail(email, partials).email?.content as Partial<Record<PartKey, string>> | undefined;
}

/**
 * The text of a part's source that makes the part what is live. Undefined if the edit is where a partial is, which other emails use, too.
 *
 * An edit around a partial keeps the partial: what was edited in SES is edited in the source, if that compiles to exactly what is live.
 */
export function carryOver({ email, partials, part, declared, live }: CarryOverProps): string | undefined {
  const source = email[part]!.content as string;
  if (canonical(source) === canonical(declared)) return withLineEndsOf(source, live);
  const edited = mergeEdits(unix(declared), unix(source), unix(live));
  if (edited === undefined) return undefined;
  const compiled = compiledParts({ ...email, [part]: { ...email[part], content: edited } }, partials)?.[part];
  return compiled !== undefined && canonical(compiled) === canonical(live) ? withLineEndsOf(source, edited) : undefined;
}

/** SES may not keep CRLF, so the file decides. */
export function withLineEndsOf(source: string, text: string): string {
  const isWindows = source.includes('\r\n') && !/(^|[^\r])\n/.test(source);
  return isWindows ? unix(text).replaceAll('\n', '\r\n') : unix(text);
}

function unix(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
