import { integer, required, structure, text } from '../shape';
import { pageOfTemplates } from '../template-store';
import { operation } from './operation';

export const listTemplates = operation({
  input: required(structure({ NextToken: text(), MaxItems: integer({ min: 1 }) })),
  limited: true,
  run(account, { NextToken: token, MaxItems: wanted }) {
    const { templates, nextToken } = pageOfTemplates(account, token, wanted);
    return {
      TemplatesMetadata: templates.map(({ TemplateName, CreatedTimestamp }) => ({
        Name: TemplateName, CreatedTimestamp: new Date(CreatedTimestamp),
      })),
      NextToken: nextToken,
    };
  },
});
