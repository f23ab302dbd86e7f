import { required, structure, text } from '../shape';
import { operation } from './operation';

/** Also succeeds if the template does not exist: boto3#3140. */
export const deleteTemplate = operation({
  input: required(structure({ TemplateName: required(text()) })),
  about: 'TemplateName',
  limited: true,
  run(account, { TemplateName: name }) {
    account.templates.delete(name);
    return {};
  },
});
