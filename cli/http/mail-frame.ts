import { ServerResponse } from 'node:http';
import { send } from './answers';
import { mailPolicy } from './security';

/** Links that connect to other machines when they are seen, which a Content-Security-Policy does not prevent. */
const CONNECTING = /<link\b[^>]*\brel\s*=\s*["']?[^"'>]*\b(?:preconnect|dns-prefetch|prefetch|preload|modulepreload)\b[^>]*>/gi;

/** The HTML for a frame without remote content. */
function withoutConnections(html: string): string {
  return html.replace(CONNECTING, '');
}

/** Answers with a mail for a frame of the page, with remote images only if `?images=1` asks for them. */
export function sendMail(response: ServerResponse, html: string, parameters: URLSearchParams): void {
  const remoteImages = parameters.get('images') === '1';
  send(response, 200, 'text/html; charset=utf-8', remoteImages ? html : withoutConnections(html), mailPolicy(remoteImages));
}
