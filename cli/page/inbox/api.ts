import type { InboxInfo, MailDetails, MailList } from '../../serve/api';

export type { InboxEvent, MailDetails, MailEvent, MailSummary } from '../../serve/api';

const ROOT = '/_inbox';

export const api = {
  info: () => call<InboxInfo>(''),
  list: () => call<MailList>('/mails'),
  mail: (id: string) => call<MailDetails>(`/mails/${encodeURIComponent(id)}`),
  clear: () => fetched('/mails', 'DELETE'),
  /** The address of the HTML, for a frame. */
  html: (id: string) => `${ROOT}/mails/${encodeURIComponent(id)}/html`,
  events: () => new EventSource(`${ROOT}/events`),
};

async function call<T>(path: string): Promise<T> {
  return await (await fetched(path, 'GET')).json() as T;
}

async function fetched(path: string, method: 'GET' | 'DELETE'): Promise<Response> {
  const response = await fetch(ROOT + path, { method });
  if (!response.ok) throw new Error((await response.json() as { message: string }).message);
  return response;
}
