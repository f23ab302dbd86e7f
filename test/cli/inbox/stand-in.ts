import { readFileSync } from 'node:fs';
import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mailPolicy, PAGE_POLICY } from '../../../cli/http/security';
import type { InboxEvent, InboxInfo, MailDetails, MailList } from '../../../cli/serve/api';

const ASSETS = join(__dirname, '../../../assets/cli/inbox');
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html'], '/page.css': ['page.css', 'text/css'], '/page.js': ['page.js', 'text/javascript'], '/favicon.ico': ['icon.svg', 'image/svg+xml'],
};

export interface InboxStandIn {
  readonly url: string;
  /** What the page asked to clear. */
  readonly cleared: number;
  arrive(...mails: MailDetails[]): void;
  /** Removes the oldest mails. */
  drop(number: number): void;
  close(): Promise<void>;
}

/** Serves the page of the inbox, and answers it with mails of a test. */
export async function startInboxStandIn(): Promise<InboxStandIn> {
  let mails: MailDetails[] = [];
  let cleared = 0;
  let dropped = 0;
  const streams = new Set<ServerResponse>();
  const tell = (event: InboxEvent) => streams.forEach(stream => stream.write(`data: ${JSON.stringify(event)}\n\n`));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
    const json = (value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const file = FILES[pathname];
    if (file) return response.writeHead(200, { 'content-type': `${file[1]}; charset=utf-8`, 'content-security-policy': PAGE_POLICY }).end(readFileSync(join(ASSETS, file[0])));
    if (pathname === '/_inbox/events') {
      streams.add(response.writeHead(200, { 'content-type': 'text/event-stream' }));
      return response.write('\n');
    }
    if (pathname === '/_inbox/mails' && request.method === 'DELETE') {
      mails = [];
      cleared++;
      tell({ type: 'cleared' });
      return response.writeHead(204).end();
    }
    if (pathname === '/_inbox/mails') return json({ mails: mails.map(({ html, text, raw, events, diagnostics, templateData, destination, replyTo, ...mail }) => mail), dropped } satisfies MailList);
    if (pathname === '/_inbox') {
      return json({
        endpoint: 'http://127.0.0.1:8585', region: 'eu-west-1', source: 'emails', templates: ['order-confirmation', 'welcome'], configurationSets: ['order-mails'], keep: 1_000,
      } satisfies InboxInfo);
    }
    const [, id, part] = /^\/_inbox\/mails\/([^/]+)(\/html)?$/.exec(pathname) ?? [];
    const mail = mails.find(one => one.id === id);
    if (!mail) return response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"There is no such mail"}');
    if (!part) return json(mail);
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': mailPolicy(searchParams.get('images') === '1') }).end(mail.html);
  });
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get cleared() { return cleared; },
    drop: number => {
      const removed = mails.slice(-number);
      mails = mails.slice(0, -number);
      dropped += removed.length;
      tell({ type: 'dropped', ids: removed.map(({ id }) => id), dropped });
    },
    arrive: (...arrived) => {
      mails = [...arrived.reverse(), ...mails];
      for (const mail of arrived) tell({ type: 'mail', mail });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => { server.close(resolve); });
    },
  };
}
