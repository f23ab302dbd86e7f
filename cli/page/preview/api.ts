import type { EmailList, EmailView, RenderView } from '../../preview/workbench';

export type { EmailList, EmailView, RenderView, ShownDiagnostic } from '../../preview/workbench';

/** With the address of the frame that shows the HTML. */
export type Rendering = RenderView & { readonly frame?: string };

export const api = {
  list: () => call<EmailList>('/api/emails'),
  open: (name: string) => call<EmailView>(`/api/email?${query({ name })}`),
  render: (name: string, data: string) => call<Rendering>(`/api/render?${query({ name })}`, 'POST', data),
  save: (name: string, variant: string, data: string) => call<object>(`/api/sample?${query({ name, variant })}`, 'PUT', data),
};

async function call<T>(path: string, method = 'GET', body?: string): Promise<T> {
  const response = await fetch(path, { method, ...body !== undefined && { body, headers: { 'content-type': 'application/json' } } });
  if (!response.ok) throw new Error((await response.json()).message);
  return response.json();
}

function query(parameters: Record<string, string>): string {
  return new URLSearchParams(parameters).toString();
}
