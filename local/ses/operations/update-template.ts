import { templateDoesNotExist } from '../errors';
import { structure, required } from '../shape';
import { TEMPLATE_SHAPE, toTemplate } from '../template';
import { operation } from './operation';

/** Replaces the whole template: omitted parts are removed. */
export const updateTemplate = operation({
  input: required(structure({ Template: TEMPLATE_SHAPE })),
  about: 'Template.TemplateName',
  limited: true,
  run(account, { Template: given }) {
    const template = toTemplate(given);
    const existing = account.templates.get(template.TemplateName);
    if (!existing) throw templateDoesNotExist(template.TemplateName);
    account.templates.put(template.TemplateName, { ...template, CreatedTimestamp: existing.CreatedTimestamp, Tags: existing.Tags });
    return {};
  },
});
