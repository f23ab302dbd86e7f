import { CompiledEmail, compileEmail, Diagnostic, EmailSource, PartialLibrary, renderEmail, Rendering } from '../../language';

/** A valid email. It does not keep its syntax tree: the trees of hundreds of emails fill the memory, and synthesis needs them only once. */
export interface CheckedEmail extends Pick<CompiledEmail, 'content' | 'variables'> {
  /** Compiles the email again, and renders it. */
  render(data: object): Rendering;
}

export interface LanguageCheck {
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly infos: readonly Diagnostic[];
  /** Present if and only if SES can parse the template. */
  readonly email?: CheckedEmail;
}

/** Compiles a template, and renders it with its sample data if there is some. */
export function checkLanguage(source: EmailSource, partials?: PartialLibrary, sampleData?: { [key: string]: any }): LanguageCheck {
  const { errors, warnings, infos, email } = compileEmail(source, partials, sampleData);
  if (!email) return { errors, warnings, infos };
  const { content, variables } = email;
  const checked: CheckedEmail = { content, variables, render: data => renderEmail(compileEmail(source, partials).email!, data) };
  if (!sampleData) return { errors, warnings, infos, email: checked };

  const rendering = renderEmail(email, sampleData);
  const known = new Set(warnings.map(({ id }) => id));
  return { errors: rendering.errors, warnings: [...warnings, ...rendering.warnings.filter(({ id }) => !known.has(id))], infos, email: checked };
}
