import { Markers } from './markers';
import { Piece } from './pieces';
import { CompiledEmail, compileEmail, Diagnostic, formatDiagnostic, renderEmail, SourceText } from '../private/language';

/** A part that could be read, and the file that it comes from. */
export interface ReadPart {
  readonly pieces: readonly Piece[];
  readonly file?: string;
}

export interface LanguageCheck {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** Present exactly when SES can render the template, given the right data. */
  readonly email?: CompiledEmail;
  /** What the markers of `email` stand for: they are numbered for this template alone. */
  readonly tokens: readonly string[];
}

/** Compiles a template, and renders it with its sample data if there is some. */
export function checkLanguage(parts: { subject: ReadPart; html?: ReadPart; text?: ReadPart }, sampleData?: { [key: string]: any }): LanguageCheck {
  const markers = new Markers();
  const source = ({ pieces, file }: ReadPart): SourceText => ({ content: markers.replace(pieces, ''), ...file !== undefined && { file } });
  const { errors, warnings, email } = compileEmail({
    subject: source(parts.subject),
    ...parts.html && { html: source(parts.html) },
    ...parts.text && { text: source(parts.text) },
  });
  const tokens = markers.tokens();
  if (!email || !sampleData) return { errors, warnings, email, tokens };

  const rendering = renderEmail(email, sampleData);
  const known = new Set(warnings.map(({ id }) => id));
  return { errors: rendering.errors, warnings: [...warnings, ...rendering.warnings.filter(({ id }) => !known.has(id))], email, tokens };
}

/** As users read them, each after the construct that it is about. */
export function formatDiagnostics(path: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(diagnostic => `${path}: ${formatDiagnostic(diagnostic)}`);
}
