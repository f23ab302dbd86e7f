import { MailDiagnostic } from './api';
import type { Mail } from '../../local/ses';
import { CompiledEmail, compileEmail, Diagnostic, renderEmail } from '../../src/language';
import { explanationOf } from '../report/report';

/**
 * Why a mail could not be rendered: the problems of its template with its data, in the words of `check`. Empty if the
 * language finds none.
 *
 * @param compiled the email of the mail's template, whose problems are in files; by default, the template as SES had it
 */
export function diagnoseMail({ templateContent, templateData = '{}' }: Mail, compiled?: CompiledEmail): MailDiagnostic[] {
  const data = JSON.parse(templateData) as object;
  if (compiled) return renderEmail(compiled, data).errors.map(mailDiagnostic);
  if (!templateContent) return [];
  const { SubjectPart, HtmlPart, TextPart } = templateContent;
  const { errors, email } = compileEmail({
    subject: { content: SubjectPart },
    ...HtmlPart !== undefined && { html: { content: HtmlPart } },
    ...TextPart !== undefined && { text: { content: TextPart } },
  });
  return (email ? renderEmail(email, data).errors : errors).map(mailDiagnostic);
}

function mailDiagnostic({ severity, id, message, suggestion, part, file, line, column, frame }: Diagnostic): MailDiagnostic {
  return { severity, id, message, suggestion, part, file, line, column, frame, help: explanationOf(id) };
}
