import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { COMMON_HEADERS } from './security';

/** A refusal, with its status. */
export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const NO_DOCUMENT = "default-src 'none'; frame-ancestors 'none'";

export function send(response: ServerResponse, status: number, type: string, content: string | Buffer, policy = NO_DOCUMENT): void {
  response.writeHead(status, { ...COMMON_HEADERS, 'content-type': type, 'content-security-policy': policy }).end(content);
}

export function json(response: ServerResponse, value: unknown): void {
  send(response, 200, 'application/json', JSON.stringify(value));
}

/** Answers with what a handler threw. */
export function fail(response: ServerResponse, error: Error): void {
  const status = error instanceof HttpError ? error.status : 500;
  if (response.headersSent) response.destroy();
  else send(response, status, 'application/json', JSON.stringify({ message: error.message }));
}

/** @throws HttpError for a body that is too large */
export async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new HttpError(413, `The body must be at most ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
