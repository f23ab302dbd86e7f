import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { MailFrames, withoutConnections } from './mail-frames';
import { COMMON_HEADERS, mailPolicy, PAGE_POLICY, refusal } from './security';
import { Workbench } from './workbench';

/** The files of the page, by path. */
export type Page = Readonly<Record<string, { readonly type: string; readonly content: string | Buffer }>>;

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

class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** Serves the page on 127.0.0.1. */
export async function startServer(workbench: Workbench, page: Page, port: number): Promise<PreviewServer> {
  const streams = new Set<ServerResponse>();
  const frames = new MailFrames();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      const status = error instanceof HttpError ? error.status : 500;
      if (response.headersSent) response.destroy();
      else send(response, status, 'application/json', JSON.stringify({ message: error.message }));
    });
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
    if (route === 'GET /api/events') return stream(response);
    if (route === 'POST /api/render') {
      const { html, ...rendering } = found(await workbench.render(name, await bodyOf(request)), name);
      return json(response, { ...rendering, ...html !== undefined && { frame: frames.add(html), html } });
    }
    if (route === 'PUT /api/sample') {
      const text = await bodyOf(request);
      if (!workbench.save(name, searchParams.get('variant') ?? '', text)) throw new HttpError(404, `The email must have a file for this data, got: ${name}`);
      return json(response, {});
    }
    const frame = /^GET \/mail\/([\w-]+)$/.exec(route)?.[1];
    const html = frame === undefined ? undefined : frames.get(frame);
    if (html === undefined) throw new HttpError(404, `There is nothing at ${pathname}`);
    const remoteImages = searchParams.get('images') === '1';
    return send(response, 200, 'text/html; charset=utf-8', remoteImages ? html : withoutConnections(html), mailPolicy(remoteImages));
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { ...COMMON_HEADERS, 'content-type': 'text/event-stream' });
    response.write('\n');
    streams.add(response);
    response.once('close', () => streams.delete(response));
  }

  const tell = (event: object) => streams.forEach(response => response.write(`data: ${JSON.stringify(event)}\n\n`));
  return {
    url: `http://127.0.0.1:${bound}/`,
    changed: names => tell({ changed: names }),
    listed: () => tell({ changed: [] }),
    close: async () => {
      streams.forEach(response => response.end());
      server.closeAllConnections();
      await new Promise(resolve => { server.close(resolve); });
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new HttpError(404, `There is no email ${JSON.stringify(name)}`);
  return value;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new HttpError(413, `The body must be at most ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, value: unknown): void {
  send(response, 200, 'application/json', JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, content: string | Buffer, policy = "default-src 'none'; frame-ancestors 'none'"): void {
  response.writeHead(status, { ...COMMON_HEADERS, 'content-type': type, 'content-security-policy': policy }).end(content);
}
