import { IncomingMessage } from 'node:http';

/** The headers of all responses. */
export const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'cross-origin-resource-policy': 'same-origin',
};

/** The policy of the page: only its own script and styles, and frames of mails. */
export const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-src 'self'", "img-src 'self' data:",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** The policy of a mail: no scripts, and nothing from other machines unless images are on. The page reads its size and links, so it has the page's origin. */
export function mailPolicy(remoteImages: boolean): string {
  const remote = remoteImages ? ' http: https:' : '';
  return [
    'sandbox allow-same-origin', "default-src 'none'", `style-src 'unsafe-inline'${remote}`, `img-src data:${remote}`, `font-src data:${remote}`,
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'",
  ].join('; ');
}

/**
 * The reason to refuse a request, or undefined. A page of another site can send requests to this server: under a domain
 * name that resolves to this machine, which the Host header shows, or as a cross-site request, which the Origin shows.
 */
export function refusal(request: Request, port: number): string | undefined {
  const { headers, method } = request;
  if (!namesOf(port).includes(headers.host ?? '')) return 'The Host header must name this server.';
  const crossSite = crossSiteRefusal(request);
  if (crossSite !== undefined) return crossSite;
  // Browsers ask before they send a DELETE elsewhere, but send some kinds of bodies without asking.
  if (method !== 'GET' && method !== 'DELETE' && !/^application\/json\b/.test(headers['content-type'] ?? '')) return 'The body must be JSON.';
  return undefined;
}

/**
 * The same for a server that programs call from elsewhere, such as `http://host.docker.internal:8737` from a container: only
 * requests of browsers are refused. A site that resolves to this machine has a domain name, which has a dot.
 */
export function crossSiteRefusal({ headers }: Request): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  if (!/^(\[[\da-f:]+\]|[\d.]+|[\w-]+|host\.docker\.internal)(:\d+)?$/i.test(host)) return 'The Host header must name this server.';
  if (origin !== undefined && origin !== `http://${host}`) return OTHER_SITE;
  return site === undefined || site === 'same-origin' || site === 'none' ? undefined : OTHER_SITE;
}

type Request = Pick<IncomingMessage, 'headers' | 'method'>;

const OTHER_SITE = 'The request must come from the page of this server.';

const namesOf = (port: number) => [`127.0.0.1:${port}`, `localhost:${port}`];
