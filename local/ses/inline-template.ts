/** Templates in a request of the v2 API. */
import Handlebars from 'handlebars';
import { badRequest } from './errors';
import { TemplateContent } from './template';

/**
 * Throws SES's error unless the template only substitutes values (observed: aws-sdk-js-v3#6657). That a tag that cannot be
 * parsed is refused with the same text is assumed.
 */
export function checkInlineTemplate({ SubjectPart, HtmlPart, TextPart }: Partial<TemplateContent>): TemplateContent {
  if (!SubjectPart) throw badRequest('The subject must be specified.');
  if (![SubjectPart, HtmlPart ?? '', TextPart ?? ''].every(substitutesOnly)) throw badRequest('Template contains unsupported operations.');
  return { SubjectPart, HtmlPart, TextPart };
}

function substitutesOnly(part: string): boolean {
  try {
    return Handlebars.parse(part).body.every(statement => statement.type === 'ContentStatement'
      || statement.type === 'MustacheStatement' && isVariable(statement as hbs.AST.MustacheStatement));
  } catch {
    return false;
  }
}

const isVariable = ({ path, params, hash }: hbs.AST.MustacheStatement) =>
  path.type === 'PathExpression' && params.length === 0 && hash === undefined;
