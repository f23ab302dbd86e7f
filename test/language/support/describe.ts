import { compileEmail, Diagnostic, EmailSource, PartialLibrary, SourceText, Variable } from '../../../src/language';

/** `1:3 error unknownHelper: message | suggestion` */
export function describeDiagnostic({ line, column, severity, id, file, message, suggestion }: Diagnostic): string {
  const where = [...file === undefined ? [] : [file], ...line === undefined ? [] : [line, column]].join(':');
  return `${where && `${where} `}${severity} ${id.replace('cdk-ses-templates:', '')}: ${message}${suggestion === undefined ? '' : ` | ${suggestion}`}`;
}

export type Partials = Record<string, string | SourceText>;

/** All diagnostics of an email. */
export function diagnosticsOf(email: Partial<Record<keyof EmailSource, string>>, partials: Partials = {}): string[] {
  const { errors, warnings, infos } = compile(email, partials);
  return [...errors, ...warnings, ...infos].map(describeDiagnostic);
}

export function compile(email: Partial<Record<keyof EmailSource, string>>, partials: Partials = {}) {
  const source = Object.fromEntries(Object.entries({ subject: 's', ...email }).map(([part, content]) => [part, { content }]));
  const library = Object.entries(partials).map(([name, partial]) => [name, typeof partial === 'string' ? { content: partial } : partial]);
  return compileEmail(source as unknown as EmailSource, new PartialLibrary(Object.fromEntries(library)));
}

/** `name`, `vip(test)`, `order{id, total?}`, `items?[{price}]`: `?` marks what may be missing. */
export function describeVariables(variables: readonly Variable[]): string {
  return variables.map(variable => variable.name + (variable.required ? '' : '?') + shapeOf(variable)).join(', ');
}

function shapeOf({ kind, fields, item }: Variable): string {
  switch (kind) {
    case 'value': return '';
    case 'condition': return '(test)';
    case 'object': return `{${describeVariables(fields)}}`;
    default: return `[${item!.kind === 'value' ? 'value' : shapeOf(item!)}]${fields.length > 0 ? `{${describeVariables(fields)}}` : ''}`;
  }
}
