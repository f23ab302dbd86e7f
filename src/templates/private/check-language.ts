import { CompiledEmail, compileEmail, Diagnostic, EmailSource, PartialLibrary, renderEmail } from '../../language';

export interface LanguageCheck {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly infos: readonly Diagnostic[];
  /** Present if and only if SES can parse the template. */
  readonly email?: CompiledEmail;
}

/** Compiles a template, and renders it with its sample data if there is some. */
export function checkLanguage(source: EmailSource, partials?: PartialLibrary, sampleData?: { [key: string]: any }): LanguageCheck {
  const { errors, warnings, infos, email } = compileEmail(source, partials, sampleData);
  if (!email || !sampleData) return { errors, warnings, infos, email };

  const rendering = renderEmail(email, sampleData);
  const known = new Set(warnings.map(({ id }) => id));
  return { errors: rendering.errors, warnings: [...warnings, ...rendering.warnings.filter(({ id }) => !known.has(id))], infos, email };
}
