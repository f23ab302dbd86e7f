import { invalidParameter } from '../errors';
import { integer, required, structure, text } from '../shape';
import { StoredTemplate } from '../template';
import { operation } from './operation';

const DEFAULT_ITEMS = 10;
const MAX_ITEMS = 100;

/**
 * The oldest template comes first. This is assumed, because AWS documents no order. The token names the last template of
 * the page, so that the next page is correct even if templates are created or deleted in between.
 */
export const listTemplates = operation({
  input: required(structure({ NextToken: text(), MaxItems: integer({ min: 1 }) })),
  limited: true,
  run(account, { NextToken: token, MaxItems: wanted = DEFAULT_ITEMS }) {
    const after = token === undefined ? '' : decode(token);
    const rest = account.templates.seenValues()
      .map(template => ({ template, position: positionOf(template) }))
      .filter(({ position }) => position > after)
      .sort((a, b) => a.position < b.position ? -1 : 1);
    const page = rest.slice(0, Math.min(wanted, MAX_ITEMS));
    return {
      TemplatesMetadata: page.map(({ template }) => ({
        Name: template.TemplateName, CreatedTimestamp: new Date(template.CreatedTimestamp),
      })),
      NextToken: page.length < rest.length ? encode(page[page.length - 1].position) : undefined,
    };
  },
});

const positionOf = ({ CreatedTimestamp, TemplateName }: StoredTemplate) =>
  `${CreatedTimestamp.toString().padStart(16, '0')}/${TemplateName}`;

const encode = (position: string) => Buffer.from(position).toString('base64url');

function decode(token: string): string {
  const position = Buffer.from(token, 'base64url').toString();
  if (!/^\d{16}\/.+$/.test(position)) throw invalidParameter('Invalid next token.'); // modelled
  return position;
}
