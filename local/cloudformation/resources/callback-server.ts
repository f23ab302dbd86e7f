import { randomBytes } from 'node:crypto';
import * as http from 'node:http';
import { AddressInfo } from 'node:net';

/** How long a URL that CloudFormation signs is valid. */
const EXPIRES_SECONDS = 7_200;

/** Receives one response at a URL that is known only to its request. */
export interface Callback {
  readonly url: string;
  /** The first body that was sent to the URL. */
  readonly answer: Promise<Buffer>;
}

/**
 * Receives the responses of custom resources, like the S3 bucket behind CloudFormation's pre-signed `ResponseURL`.
 * It is as strict as S3: it requires PUT, a length, a URL that has not expired, an unchanged signature, and an empty
 * Content-Type, which CloudFormation signs (binxio/cfn-secret-provider#3, observed). Later responses are accepted and
 * ignored.
 */
export class CallbackServer {
  private readonly open = new Map<string, { readonly until: number; readonly take: (body: Buffer) => void }>();
  private server?: Promise<http.Server>;

  /** @param now the time, in milliseconds since 1970 */
  public constructor(private readonly now: () => number = Date.now) {}

  /** @param name what the response is for; part of the URL, to make logs readable */
  public async expect(name: string): Promise<Callback> {
    const { port } = (await (this.server ??= this.listen())).address() as AddressInfo;
    const now = this.now();
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': basicIso(now),
      'X-Amz-SignedHeaders': 'content-type;host',
      'X-Amz-Expires': String(EXPIRES_SECONDS),
      'X-Amz-Signature': randomBytes(32).toString('hex'),
    });
    const target = `/cloudformation-custom-resource-response/${encodeURIComponent(name)}?${query.toString()}`;
    const answer = new Promise<Buffer>(take => this.open.set(target, { until: now + EXPIRES_SECONDS * 1_000, take }));
    return { url: `http://127.0.0.1:${port}${target}`, answer };
  }

  public async close(): Promise<void> {
    const server = await this.server;
    this.server = undefined;
    this.open.clear();
    if (!server) return;
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }

  private listen(): Promise<http.Server> {
    const server = http.createServer((request, response) => this.take(request, response));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        // Deployments wait for their responses themselves. The server must not keep the process alive.
        server.unref();
        resolve(server);
      });
    });
  }

  private take(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const expected = this.open.get(request.url ?? '');
      const refusal = request.method !== 'PUT' ? error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
        : !expected ? error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.')
          : this.now() > expected.until ? error(403, 'AccessDenied', 'Request has expired')
            : request.headers['transfer-encoding'] ? error(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented: Transfer-Encoding')
              : request.headers['content-type'] ? error(403, 'SignatureDoesNotMatch', 'ResponseURL is signed for an empty Content-Type.')
                : undefined;
      if (refusal) {
        response.writeHead(refusal.status, { 'Content-Type': 'application/xml' }).end(refusal.body);
      } else {
        response.writeHead(200).end();
        expected!.take(Buffer.concat(chunks));
      }
    });
  }
}

/** Formats a time as `20261124T184500Z`, in whole seconds, like AWS signatures. */
function basicIso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function error(status: number, code: string, message: string) {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>` };
}
