/** What both APIs do with templates. */
import { invalidParameter, SesError, templateDoesNotExist } from './errors';
import { Account } from './model';
import { StoredTemplate, Template } from './template';

const DEFAULT_ITEMS = 10;
const MAX_ITEMS = 100;

export function createTemplate(account: Account, template: Template, tags?: StoredTemplate['Tags']): void {
  const { TemplateName: name } = template;
  if (account.templates.get(name)) {
    // Observed with v2's CreateEmailTemplate.
    throw new SesError('AlreadyExists', `Template ${name} already exists for account id ${account.accountId}`, { Name: name });
  }
  if (account.templates.values().length >= account.maxTemplates) {
    // The limit is documented; the text is modelled.
    throw new SesError('LimitExceeded', `Account ${account.accountId} has reached the limit of ${account.maxTemplates} templates.`);
  }
  account.templates.put(name, { ...template, CreatedTimestamp: account.clock.now(), ...tags && { Tags: tags } });
}

/** Replaces the whole template: omitted parts are removed. The tags remain. */
export function updateTemplate(account: Account, template: Template): void {
  const { CreatedTimestamp, Tags } = existingTemplate(account, template.TemplateName);
  account.templates.put(template.TemplateName, { ...template, CreatedTimestamp, Tags });
}

/** Returns the current template, or throws SES's error. */
export function existingTemplate(account: Account, name: string): StoredTemplate {
  const template = account.templates.get(name);
  if (!template) throw templateDoesNotExist(name);
  return template;
}

/** Returns the template that a read sees, or throws SES's error. */
export function seenTemplate(account: Account, name: string): StoredTemplate {
  const template = account.templates.seen(name);
  if (!template) throw templateDoesNotExist(name);
  return template;
}

export interface Page {
  readonly templates: readonly StoredTemplate[];
  readonly nextToken?: string;
}

/**
 * The oldest template comes first. This is assumed, because AWS documents no order. The token names the last template of
 * the page, so that the next page is correct even if templates are created or deleted in between.
 */
export function pageOfTemplates(account: Account, token: string | undefined, wanted = DEFAULT_ITEMS): Page {
  const after = token === undefined ? '' : decode(token);
  const rest = account.templates.seenValues()
    .map(template => ({ template, position: positionOf(template) }))
    .filter(({ position }) => position > after)
    .sort((a, b) => a.position < b.position ? -1 : 1);
  const page = rest.slice(0, Math.min(wanted, MAX_ITEMS));
  return {
    templates: page.map(({ template }) => template),
    nextToken: page.length < rest.length ? encode(page[page.length - 1].position) : undefined,
  };
}

const positionOf = ({ CreatedTimestamp, TemplateName }: StoredTemplate) =>
  `${CreatedTimestamp.toString().padStart(16, '0')}/${TemplateName}`;

const encode = (position: string) => Buffer.from(position).toString('base64url');

function decode(token: string): string {
  const position = Buffer.from(token, 'base64url').toString();
  if (!/^\d{16}\/.+$/.test(position)) throw invalidParameter('Invalid next token.'); // modelled
  return position;
}
