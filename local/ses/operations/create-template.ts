import { SesError } from '../errors';
import { structure, required } from '../shape';
import { TEMPLATE_SHAPE, toTemplate } from '../template';
import { operation } from './operation';

export const createTemplate = operation({
  input: required(structure({ Template: TEMPLATE_SHAPE })),
  about: 'Template.TemplateName',
  limited: true,
  run(account, { Template: given }) {
    const template = toTemplate(given);
    const { TemplateName: name } = template;
    if (account.templates.get(name)) {
      // Observed with v2's CreateEmailTemplate.
      throw new SesError('AlreadyExists', `Template ${name} already exists for account id ${account.accountId}`, { Name: name });
    }
    if (account.templates.values().length >= account.maxTemplates) {
      // The limit is documented; the text is modelled.
      throw new SesError('LimitExceeded', `Account ${account.accountId} has reached the limit of ${account.maxTemplates} templates.`);
    }
    account.templates.put(name, { ...template, CreatedTimestamp: account.clock.now() });
    return {};
  },
});
