/** Parts of the content of a mail that operations of the v2 API share. */
import { nameIn } from './resource-tags';
import { EMAIL_TEMPLATE_CONTENT_SHAPE } from './templates';
import { badRequest } from '../../errors';
import { checkInlineTemplate } from '../../inline-template';
import { Attachment, Header } from '../../mime';
import { Account } from '../../model';
import { MAX_TEMPLATE_DATA_LENGTH } from '../../rendering';
import { templateContentOf } from '../../sending';
import { listOf, oneOf, Read, required, structure, text } from '../../shape';
import { TemplateContent } from '../../template';

/** All four are documented (API_Template, API_MessageHeader). */
const MAX_HEADERS = 15;
const MAX_HEADER_NAME = 126;
const MAX_HEADER_VALUE = 995;
const MAX_HEADER = 996;

export const HEADERS_SHAPE = listOf(structure({ Name: required(text()), Value: required(text()) }));

export const ATTACHMENTS_SHAPE = listOf(structure({
  RawContent: required(text()),
  ContentDisposition: oneOf(['ATTACHMENT', 'INLINE']),
  FileName: required(text()),
  ContentDescription: text(),
  ContentId: text(),
  ContentTransferEncoding: oneOf(['BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT']),
  ContentType: text(),
}));

export const TEMPLATE_CONTENT_SHAPE = structure({
  TemplateName: text(),
  TemplateArn: text(),
  TemplateContent: EMAIL_TEMPLATE_CONTENT_SHAPE,
  TemplateData: text({ max: MAX_TEMPLATE_DATA_LENGTH }),
  Headers: HEADERS_SHAPE,
  Attachments: ATTACHMENTS_SHAPE,
});

type GivenTemplate = NonNullable<Read<typeof TEMPLATE_CONTENT_SHAPE>>;

/** Returns the headers, or throws SES's error for an invalid one. The texts are modelled. */
export function headersOf(given: Read<typeof HEADERS_SHAPE>): Header[] {
  const headers = (given ?? []).map(({ Name, Value }): Header => [Name, Value]);
  if (headers.length > MAX_HEADERS) throw badRequest(`Header count exceeds ${MAX_HEADERS}.`);
  for (const [name, value] of headers) {
    if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name) || name.length > MAX_HEADER_NAME) throw badRequest(`Invalid header name <${name}>.`);
    if (!/^[\x20-\x7e]*$/.test(value) || value.length > MAX_HEADER_VALUE || name.length + value.length > MAX_HEADER) {
      throw badRequest(`Invalid value of header <${name}>.`);
    }
  }
  return headers;
}

export function attachmentsOf(given: Read<typeof ATTACHMENTS_SHAPE>): Attachment[] {
  return (given ?? []).map(({ RawContent, ContentDisposition, FileName, ContentDescription, ContentId, ContentType }) => ({
    fileName: FileName,
    contentType: ContentType ?? 'application/octet-stream',
    content: Buffer.from(RawContent, 'base64'),
    description: ContentDescription,
    inline: ContentDisposition === 'INLINE',
    contentId: ContentId,
  }));
}

/** The name of the template that a call refers to. */
export function templateNameOf(given: Read<typeof TEMPLATE_CONTENT_SHAPE>): string | undefined {
  return given?.TemplateName ?? nameIn(given?.TemplateArn);
}

/** Returns the content of a stored or inline template, or throws SES's error. The texts of what is missing are modelled. */
export function templateIn(account: Account, given: GivenTemplate): TemplateContent {
  const { TemplateContent: inline, TemplateArn: arn } = given;
  const name = templateNameOf(given);
  if (inline && (name !== undefined || arn !== undefined)) throw badRequest('Specify either TemplateContent or the name or ARN of a template, not both.');
  if (inline) return checkInlineTemplate({ SubjectPart: inline.Subject, HtmlPart: inline.Html, TextPart: inline.Text });
  if (name !== undefined) return templateContentOf(account, name);
  throw badRequest(arn === undefined ? 'Specify TemplateName, TemplateArn or TemplateContent.' : `Invalid template ARN <${arn}>.`);
}
