import { required, structure, text } from '../shape';
import { escaped } from '../template';
import { seenTemplate } from '../template-store';
import { operation } from './operation';

export const getTemplate = operation({
  input: required(structure({ TemplateName: required(text()) })),
  about: 'TemplateName',
  limited: true,
  run: (account, { TemplateName: name }) => ({ Template: { ...escaped(seenTemplate(account, name)) } }),
});
