import type { MailSummary } from './api';

export type Status = 'all' | 'sent' | 'failed';

/** Which mails the list shows. Empty texts mean any. */
export interface Filters {
  readonly recipient: string;
  readonly template: string;
  readonly configurationSet: string;
  /** `NAME: VALUE` */
  readonly tag: string;
  readonly status: Status;
}

export function matches(mail: MailSummary, { recipient, template, configurationSet, tag, status }: Filters): boolean {
  return (status === 'all' || (status === 'failed') === isFailed(mail))
    && (recipient === '' || mail.recipients.some(address => address.toLowerCase().includes(recipient.trim().toLowerCase())))
    && (template === '' || mail.template === template)
    && (configurationSet === '' || mail.configurationSet === configurationSet)
    && (tag === '' || tagsOf(mail).includes(tag));
}

export function isFailed({ status }: MailSummary): boolean {
  return status !== 'SENT';
}

export function tagsOf({ tags }: MailSummary): string[] {
  return Object.entries(tags).map(([name, value]) => `${name}: ${value}`);
}

/** The values to choose from, of the mails that are there. */
export function choices(mails: readonly MailSummary[]): Readonly<Record<'template' | 'configurationSet' | 'tag', readonly string[]>> {
  const distinct = (values: ReadonlyArray<string | undefined>) => [...new Set(values.filter(value => value !== undefined))].sort();
  return {
    template: distinct(mails.map(({ template }) => template)),
    configurationSet: distinct(mails.map(({ configurationSet }) => configurationSet)),
    tag: distinct(mails.flatMap(tagsOf)),
  };
}
