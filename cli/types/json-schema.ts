import { DataType, Field } from './data-type';
import { TypedEmail } from './typed-email';

/** A JSON Schema with the data of each email under `$defs`, for other languages. */
export function jsonSchema(emails: readonly TypedEmail[], command: string): string {
  return JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $comment: `Made by: ${command}. Do not edit it: change the emails, and run the command again.`,
    title: 'The data of emails',
    $defs: Object.fromEntries(emails.map(email => [email.name, {
      description: email.docs.email ?? `The data of the email ${email.name}.`,
      ...objectSchema(email.fields, email),
    }])),
  }, undefined, 2) + '\n';
}

function objectSchema(fields: readonly Field[], email: TypedEmail): object {
  const required = fields.filter(field => field.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, path, type }) => {
      const about = [email.docs.variables.get(path), email.inHtml.has(path) ? 'Printed into HTML: escape what people type.' : undefined].filter(Boolean);
      return [name, { ...about.length > 0 && { description: about.join(' ') }, ...schemaOf(type, email) }];
    })),
    ...required.length > 0 && { required },
  };
}

function schemaOf(type: DataType, email: TypedEmail): object {
  switch (type.kind) {
    case 'value': return { type: type.types.length === 1 ? type.types[0] : type.types };
    case 'anything': return {};
    case 'object': return objectSchema(type.fields, email);
    case 'list': return { type: 'array', items: schemaOf(type.item, email) };
  }
}
