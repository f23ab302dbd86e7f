import { DataType, Field } from './data-type';
import { TypedEmail } from './typed-email';
import { CommandError } from '../command-error';

/**
 * TypeScript for code that sends the emails.
 *
 * @param command that makes it, for the header
 */
export function typescript(emails: readonly TypedEmail[], command: string): string {
  const names = interfaceNames(emails);
  return [
    `// Made by: ${command}\n// Do not edit it: change the emails, and run the command again.\n/* eslint-disable */`,
    `${comment(['The names of the emails.'])}export type EmailName = ${emails.map(({ name }) => quoted(name)).join(' | ') || 'never'};`,
    `${comment(['The data of each email, by its name.'])}export interface EmailData {\n${emails.map(({ name }) => `  readonly ${key(name)}: ${names.get(name)};\n`).join('')}}`,
    ...emails.map(email => interfaceOf(email, names.get(email.name)!)),
    HELPERS,
  ].join('\n\n') + '\n';
}

function interfaceNames(emails: readonly TypedEmail[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name } of emails) {
    const pascal = name.split(/[^a-zA-Z0-9]+/).filter(Boolean).map(word => word[0].toUpperCase() + word.slice(1)).join('');
    const full = `${/^[A-Z]/.test(pascal) ? '' : 'Email'}${pascal}Data`;
    const other = [...names].find(([, taken]) => taken === full)?.[0] ?? (full === 'EmailData' ? 'EmailData' : undefined);
    if (other !== undefined) throw new CommandError(`The names of emails must make different names of types, got: "${name}" and "${other}", which both make ${full}`);
    names.set(name, full);
  }
  return names;
}

function interfaceOf({ name, fields, docs, inHtml }: TypedEmail, interfaceName: string): string {
  const about = [...docs.email === undefined ? [] : [docs.email], `The data of the email \`${name}\`.`];
  return `${comment(about)}export interface ${interfaceName} ${objectType(fields, { docs: docs.variables, inHtml }, '')}`;
}

interface Marks {
  readonly docs: ReadonlyMap<string, string>;
  readonly inHtml: ReadonlySet<string>;
}

function objectType(fields: readonly Field[], marks: Marks, indent: string): string {
  if (fields.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = fields.map(({ name, path, required, type }) => {
    const about = marks.docs.has(path) ? [marks.docs.get(path)!] : [];
    return `${comment(about, inner)}${inner}readonly ${key(name)}${required ? '' : '?'}: ${typeText(type, path, marks, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function typeText(type: DataType, path: string, marks: Marks, indent: string): string {
  switch (type.kind) {
    case 'value': return marks.inHtml.has(path) ? `InHtml<${type.types.join(' | ')}>` : type.types.join(' | ');
    case 'anything': return 'unknown';
    case 'object': return objectType(type.fields, marks, indent);
    case 'list': return `ReadonlyArray<${typeText(type.item, `${path}[]`, marks, indent)}>`;
  }
}

function comment(paragraphs: readonly string[], indent = ''): string {
  if (paragraphs.length === 0) return '';
  const lines = paragraphs.join('\n\n').replaceAll('*/', '*\\/').split(/\r?\n/).map(line => line.trim());
  return lines.length === 1 ? `${indent}/** ${lines[0]} */\n` : `${indent}/**\n${lines.map(line => `${indent} *${line && ` ${line}`}\n`).join('')}${indent} */\n`;
}

function key(name: string): string {
  return /^[a-zA-Z_$][\w$]*$/.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const HELPERS = `/** A value that an email prints into HTML, where SES puts it as it is: \`escapeHtml\` what people type. */
export type InHtml<T extends string | number | boolean> = T;

/** A text for HTML: SES puts values into HTML as they are. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => \`&#\${character.charCodeAt(0)};\`);
}

/** Whom a mail goes to, in either version of the API. */
export interface EmailDestination {
  ToAddresses?: string[];
  CcAddresses?: string[];
  BccAddresses?: string[];
}

/**
 * What SendTemplatedEmail and the defaults of SendBulkTemplatedEmail say of an email (SES API v1).
 *
 * @param templateName in Amazon SES, where it is not the name of the email
 */
export function templatedEmail<N extends EmailName>(email: N, data: EmailData[N], templateName: string = email): { Template: string; TemplateData: string } {
  return { Template: templateName, TemplateData: JSON.stringify(data) };
}

/** An entry of \`Destinations\` of SendBulkTemplatedEmail (SES API v1). SES does not merge its data with the default data. */
export function bulkDestination<N extends EmailName>(_email: N, destination: EmailDestination, data: EmailData[N]): { Destination: EmailDestination; ReplacementTemplateData: string } {
  return { Destination: destination, ReplacementTemplateData: JSON.stringify(data) };
}

/**
 * The \`Content\` of SendEmail, and the \`DefaultContent\` of SendBulkEmail (SES API v2).
 *
 * @param templateName in Amazon SES, where it is not the name of the email
 */
export function emailContent<N extends EmailName>(email: N, data: EmailData[N], templateName: string = email): { Template: { TemplateName: string; TemplateData: string } } {
  return { Template: { TemplateName: templateName, TemplateData: JSON.stringify(data) } };
}

/** An entry of \`BulkEmailEntries\` of SendBulkEmail (SES API v2). SES does not merge its data with the default data. */
export function bulkEmailEntry<N extends EmailName>(_email: N, destination: EmailDestination, data: EmailData[N]): {
  Destination: EmailDestination;
  ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: string } };
} {
  return { Destination: destination, ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } } };
}`;
