import { MAIL_STATUSES, MailFilter, MailStatus, MailSummary } from './api';

const PARAMETERS = ['recipient', 'template', 'configurationSet', 'tag', 'status'];

/** A filter that cannot be understood. */
export class FilterError extends Error {}

/** The filter of a request, such as `?template=welcome&tag=campaign:spring`. @throws FilterError */
export function filterOf(parameters: URLSearchParams): MailFilter {
  const unknown = [...parameters.keys()].find(name => !PARAMETERS.includes(name));
  if (unknown !== undefined) throw new FilterError(`Mails can be filtered by ${PARAMETERS.join(', ')}, got: ${unknown}`);
  const text = (name: string) => parameters.get(name) || undefined;
  const status = text('status');
  if (status !== undefined && !isStatus(status)) throw new FilterError(`status must be ${MAIL_STATUSES.join(' or ')}, got: ${status}`);
  const tags = parameters.getAll('tag').filter(tag => tag !== '').map(tag => {
    const [, name, value] = /^([^:]+):(.+)$/.exec(tag) ?? [];
    if (name === undefined) throw new FilterError(`tag must be NAME:VALUE, got: ${tag}`);
    return [name, value];
  });
  return {
    recipient: text('recipient'),
    template: text('template'),
    configurationSet: text('configurationSet'),
    tags: Object.fromEntries(tags),
    status,
  };
}

function isStatus(text: string): text is MailStatus {
  return MAIL_STATUSES.some(status => status === text);
}

/** Whether a mail meets all given criteria. */
export function matches(mail: MailSummary, { recipient, template, configurationSet, tags = {}, status }: MailFilter): boolean {
  return (recipient === undefined || mail.recipients.some(address => bareAddress(address) === bareAddress(recipient)))
    && (template === undefined || mail.template === template)
    && (configurationSet === undefined || mail.configurationSet === configurationSet)
    && (status === undefined || mail.status === status)
    && Object.entries(tags).every(([name, value]) => mail.tags[name] === value);
}

/** `ada@example.com` for `Ada <Ada@Example.com>`. */
function bareAddress(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}
