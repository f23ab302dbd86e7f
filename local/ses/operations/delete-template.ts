import { required, structure, text } from '../shape';
import { operation } from './operation';

/** Succeeds for a template that is not there, too: boto3#3140. */
export const deleteTemplate = operation({
  input: required(structure({ TemplateName: required(text()) })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name }) {
    account.templates.delete(name);
    return {};
  },
});
