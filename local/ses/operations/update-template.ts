import { structure, required } from '../shape';
import { TEMPLATE_SHAPE, toTemplate } from '../template';
import { updateTemplate as update } from '../template-store';
import { operation } from './operation';

export const updateTemplate = operation({
  input: required(structure({ Template: TEMPLATE_SHAPE })),
  about: 'Template.TemplateName',
  limited: true,
  run(account, { Template: given }) {
    update(account, toTemplate(given));
    return {};
  },
});
