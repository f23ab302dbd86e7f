import { templateDoesNotExist } from '../errors';
import { required, structure, text } from '../shape';
import { escaped } from '../template';
import { operation } from './operation';

export const getTemplate = operation({
  input: required(structure({ TemplateName: required(text()) })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name }) {
    const template = account.templates.seen(name);
    if (!template) throw templateDoesNotExist(name);
    return { Template: { ...escaped(template) } };
  },
});
