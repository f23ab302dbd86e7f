import { invalidParameter, SesError } from './errors';
import { Read, required, structure, text } from './shape';

/** A template's parts. A part that is undefined is not in the mail. */
export interface TemplateContent {
  readonly SubjectPart: string;
  readonly HtmlPart?: string;
  readonly TextPart?: string;
}

/** A template in the form of SES's API. */
export interface Template extends TemplateContent {
  readonly TemplateName: string;
}

export interface StoredTemplate extends Template {
  /** In milliseconds since 1970. */
  readonly CreatedTimestamp: number;
  /** The v2 API's alone. An update of the template leaves them. */
  readonly Tags?: Readonly<Record<string, string>>;
}

/** Text and HTML together, in bytes of UTF-8: 500 KB. */
const MAX_TEMPLATE_BYTES = 512_000;

const MAX_NAME_LENGTH = 64;

export const TEMPLATE_SHAPE = required(structure({
  TemplateName: required(text()),
  SubjectPart: text(),
  HtmlPart: text(),
  TextPart: text(),
}));

/**
 * Returns the template that Create and Update store, or throws SES's error.
 *
 * SES does not parse the template language here: it accepts templates that cannot be rendered, and then each mail fails.
 */
export function toTemplate(given: Read<typeof TEMPLATE_SHAPE>): Template {
  const { TemplateName: name, SubjectPart: subject, HtmlPart: html = '', TextPart: plain = '' } = given;
  // The pattern is CloudFormation's; the texts are modelled on those for configuration sets and tags.
  if (name === '') throw invalidParameter('The template name must be specified.');
  if (name.length > MAX_NAME_LENGTH) throw invalidParameter(`Template name cannot exceed ${MAX_NAME_LENGTH} characters.`);
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidParameter(`Invalid template name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
  }
  if (!subject) throw invalidParameter('The subject must be specified.'); // boto3#2464
  const bytes = Buffer.byteLength(html) + Buffer.byteLength(plain);
  if (bytes > MAX_TEMPLATE_BYTES) {
    // The limit is documented; code and text are modelled.
    throw new SesError('InvalidTemplate', `Template size ${bytes} bytes exceeds the limit of ${MAX_TEMPLATE_BYTES} bytes.`, { TemplateName: name });
  }
  return { TemplateName: name, SubjectPart: subject, ...html && { HtmlPart: html }, ...plain && { TextPart: plain } };
}

/**
 * The template as GetTemplate returns it: all non-ASCII characters as `\uXXXX` (aws-sdk-js-v3#5704).
 * Control characters, which XML cannot represent, are escaped in the same way. This is modelled.
 */
export function escaped({ TemplateName, SubjectPart, HtmlPart, TextPart }: Template): Template {
  return {
    TemplateName,
    SubjectPart: escape(SubjectPart),
    ...HtmlPart && { HtmlPart: escape(HtmlPart) },
    ...TextPart && { TextPart: escape(TextPart) },
  };
}

function escape(content: string): string {
  return content.replace(/[^\t\n\r\x20-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
