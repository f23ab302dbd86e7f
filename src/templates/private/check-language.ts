import { CompiledEmail, compileEmail, Diagnostic, EmailSource, formatDiagnostic, PartialLibrary, renderEmail } from '../../language';

export interface LanguageCheck {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Present exactly when SES can read the template. */
  readonly email?: CompiledEmail;
}

/** Compiles a template, and renders it with its sample data if there is some. */
export function checkLanguage(source: EmailSource, partials?: PartialLibrary, sampleData?: { [key: string]: any }): LanguageCheck {
  const { errors, warnings, email } = compileEmail(source, partials);
  if (!email || !sampleData) return { errors, warnings, email };

  const rendering = renderEmail(email, sampleData);
  const known = new Set(warnings.map(({ id }) => id));
  return { errors: rendering.errors, warnings: [...warnings, ...rendering.warnings.filter(({ id }) => !known.has(id))], email };
}

/** What is wrong with a template. */
export interface Finding {
  /** What messages call the template: the path of its construct; empty where they need not name it. */
  readonly path: string;
  readonly diagnostic: Diagnostic;
}

const MOST_PATHS = 8;

/**
 * As users read them, each after the construct that it is about. What is wrong with a shared partial is told once for all
 * that use it, and so is what is true of many templates alike, such as that there is no text part.
 */
export function formatFindings(findings: readonly Finding[]): Array<{ readonly id: string; readonly message: string }> {
  const told = new Map<string, { readonly diagnostic: Diagnostic; readonly text: string; readonly paths: string[] }>();
  for (const { path, diagnostic } of findings) {
    const text = formatDiagnostic(diagnostic);
    const key = JSON.stringify(sameness(path, diagnostic, text));
    const before = told.get(key);
    if (!before) told.set(key, { diagnostic, text, paths: [path] });
    else if (!before.paths.includes(path)) before.paths.push(path);
  }
  return Array.from(told.values(), ({ diagnostic, text, paths: [first, ...others] }) => {
    const alike = diagnostic.partial === undefined ? 'The same is true of' : 'The partial is used, with the same result, by';
    const more = others.length > MOST_PATHS ? [`${others.length - MOST_PATHS} more`] : [];
    const users = others.length > 0 ? `\n\n${alike} ${[...others.slice(0, MOST_PATHS), ...more].join(', ')}.` : '';
    return { id: diagnostic.id, message: `${first && `${first}: `}${text}${users}` };
  });
}

/** What two findings have in common that are told as one. */
function sameness(path: string, { id, partial, file, line, column, message, suggestion }: Diagnostic, text: string): unknown[] {
  // Whichever parts use it, and whichever templates.
  if (partial !== undefined) return [id, partial, file, line, column, message, suggestion];
  return line === undefined ? [text] : [path, text];
}
