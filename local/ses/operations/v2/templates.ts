/** The v2 API's operations on templates. */
import { badRequest } from '../../errors';
import { integer, Read, required, structure, text } from '../../shape';
import { escaped, Template, toTemplate } from '../../template';
import { createTemplate, existingTemplate, pageOfTemplates, seenTemplate, updateTemplate } from '../../template-store';
import { operation } from '../operation';
import { RESOURCE_TAGS_SHAPE, toTagList, withResourceTags } from './resource-tags';

const MAX_PAGE_SIZE = 100;

const NAMED = { TemplateName: required(text()) };

export const EMAIL_TEMPLATE_CONTENT_SHAPE = structure({ Subject: text(), Text: text(), Html: text() });

export const createEmailTemplate = operation({
  input: required(structure({ ...NAMED, TemplateContent: required(EMAIL_TEMPLATE_CONTENT_SHAPE), Tags: RESOURCE_TAGS_SHAPE })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name, TemplateContent: content, Tags: tags }) {
    createTemplate(account, templateOf(name, content), tags && withResourceTags(undefined, tags));
    return {};
  },
});

export const updateEmailTemplate = operation({
  input: required(structure({ ...NAMED, TemplateContent: required(EMAIL_TEMPLATE_CONTENT_SHAPE) })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name, TemplateContent: content }) {
    updateTemplate(account, templateOf(name, content));
    return {};
  },
});

/** Unlike the v1 API's, it refuses a name that does not exist (documented). */
export const deleteEmailTemplate = operation({
  input: required(structure(NAMED)),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name }) {
    account.templates.delete(existingTemplate(account, name).TemplateName);
    return {};
  },
});

/** That the content is escaped as in the v1 API is assumed. */
export const getEmailTemplate = operation({
  input: required(structure(NAMED)),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name }) {
    const template = seenTemplate(account, name);
    const { SubjectPart: Subject, TextPart: Text, HtmlPart: Html } = escaped(template);
    return {
      TemplateName: name,
      TemplateContent: { Subject, Text, Html },
      Tags: toTagList(template.Tags),
    };
  },
});

export const listEmailTemplates = operation({
  input: required(structure({ NextToken: text(), PageSize: integer({ min: 1 }) })),
  limited: true,
  run(account, { NextToken: token, PageSize: size }) {
    if (size !== undefined && size > MAX_PAGE_SIZE) throw badRequest(`PageSize must be at most ${MAX_PAGE_SIZE}.`);
    const { templates, nextToken } = pageOfTemplates(account, token, size);
    return {
      TemplatesMetadata: templates.map(({ TemplateName, CreatedTimestamp }) => ({ TemplateName, CreatedTimestamp: new Date(CreatedTimestamp) })),
      NextToken: nextToken,
    };
  },
});

function templateOf(name: string, { Subject, Text, Html }: NonNullable<Read<typeof EMAIL_TEMPLATE_CONTENT_SHAPE>>): Template {
  return toTemplate({ TemplateName: name, SubjectPart: Subject, TextPart: Text, HtmlPart: Html });
}
