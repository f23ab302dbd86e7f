import { structure, required } from '../shape';
import { TEMPLATE_SHAPE, toTemplate } from '../template';
import { createTemplate as create } from '../template-store';
import { operation } from './operation';

export const createTemplate = operation({
  input: required(structure({ Template: TEMPLATE_SHAPE })),
  about: 'Template.TemplateName',
  limited: true,
  run(account, { Template: given }) {
    create(account, toTemplate(given));
    return {};
  },
});
