import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { MailFrames } from './mail-frames';
import { Workbench } from './workbench';
import { bodyOf, fail, HttpError, json, listening, send } from '../http/answers';
import { EventStreams } from '../http/event-streams';
import { sendMail } from '../http/mail-frame';
import { Page } from '../http/page';
import { PAGE_POLICY, refusal } from '../http/security';

export interface PreviewServer {
  readonly url: string;
  /** Notifies the page that emails have changed. */
  changed(names: readonly string[]): void;
  /** Notifies the page that more emails have been checked. */
  listed(): void;
  close(): Promise<void>;
}

/** The limit of a request body: sample data has at most 262,144 characters, which JSON may escape. */
const MAX_BODY_BYTES = 2_000_000;

/** Serves the page on 127.0.0.1. */
export async function startServer(workbench: Workbench, page: Page, port: number): Promise<PreviewServer> {
  const streams = new EventStreams();
  const frames = new MailFrames();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => fail(response, error));
  });
  await listening(server, port);
  const bound = (server.address() as AddressInfo).port;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusal(request, bound);
    if (refused !== undefined) throw new HttpError(403, refused);
    const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
    const route = `${request.method} ${pathname}`;
    const name = searchParams.get('name') ?? '';
    const file = request.method === 'GET' ? page[pathname] : undefined;
    if (file) return send(response, 200, file.type, file.content, PAGE_POLICY);
    if (route === 'GET /api/emails') return json(response, workbench.list());
    if (route === 'GET /api/email') return json(response, found(workbench.open(name), name));
    if (route === 'GET /api/events') return streams.open(response);
    if (route === 'POST /api/render') {
      const { html, ...rendering } = found(await workbench.render(name, await bodyOf(request, MAX_BODY_BYTES)), name);
      return json(response, { ...rendering, ...html !== undefined && { frame: frames.add(html), html } });
    }
    if (route === 'PUT /api/sample') {
      const text = await bodyOf(request, MAX_BODY_BYTES);
      if (!workbench.save(name, searchParams.get('variant') ?? '', text)) throw new HttpError(404, `The email must have a file for this data, got: ${name}`);
      return json(response, {});
    }
    const frame = /^GET \/mail\/([\w-]+)$/.exec(route)?.[1];
    const html = frame === undefined ? undefined : frames.get(frame);
    if (html === undefined) throw new HttpError(404, `There is nothing at ${pathname}`);
    return sendMail(response, html, searchParams);
  }

  return {
    url: `http://127.0.0.1:${bound}/`,
    changed: names => streams.send({ changed: names }),
    listed: () => streams.send({ changed: [] }),
    close: async () => {
      streams.end();
      server.closeAllConnections();
      await new Promise(resolve => { server.close(resolve); });
    },
  };
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new HttpError(404, `There is no email ${JSON.stringify(name)}`);
  return value;
}
