import { IncomingMessage, ServerResponse } from 'node:http';
import { InboxInfo } from './api';
import { FilterError, filterOf } from './filter';
import { Inbox } from './inbox';
import { fail, HttpError, json, send } from '../http/answers';
import { EventStreams } from '../http/event-streams';
import { sendMail } from '../http/mail-frame';
import { Page } from '../http/page';
import { crossSiteRefusal, PAGE_POLICY, refusal } from '../http/security';

export interface InboxRoutes {
  /** Answers requests of the inbox, and refuses those that a page of another site sends. Returns whether it does. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends the streams of events. */
  close(): void;
}

const INBOX_PATH = '/_inbox';

/** @param info what the local SES is, at this moment */
export function inboxRoutes(inbox: Inbox, page: Page, info: () => InboxInfo): InboxRoutes {
  const streams = new EventStreams();
  const ignoreEvents = inbox.onEvent(event => streams.send(event));

  return {
    handle: (request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
      const file = request.method === 'GET' && Object.hasOwn(page, pathname) ? page[pathname] : undefined;
      const isInbox = file !== undefined || pathname === INBOX_PATH || pathname.startsWith(`${INBOX_PATH}/`);
      try {
        const refused = isInbox ? refusal(request, request.socket.localPort!) : crossSiteRefusal(request);
        if (refused !== undefined) throw new HttpError(403, refused);
        if (file) send(response, 200, file.type, file.content, PAGE_POLICY);
        else if (isInbox) answer(`${request.method} ${pathname.slice(INBOX_PATH.length)}`, searchParams, response);
        return isInbox;
      } catch (error) {
        fail(response, error instanceof FilterError ? new HttpError(400, error.message) : error as Error);
        return true;
      }
    },
    close: () => {
      ignoreEvents();
      streams.end();
    },
  };

  function answer(route: string, parameters: URLSearchParams, response: ServerResponse): void {
    if (route === 'GET ') return json(response, info());
    if (route === 'GET /mails') return json(response, { mails: inbox.list(filterOf(parameters)), dropped: inbox.dropped });
    if (route === 'GET /events') return streams.open(response);
    if (route === 'DELETE /mails') {
      inbox.clear();
      response.writeHead(204).end();
      return undefined;
    }
    const [, id, part] = /^GET \/mails\/([\w-]+)(?:\/(html|text|raw))?$/.exec(route) ?? [];
    if (id === undefined) throw new HttpError(404, `There is nothing at ${route.replace(' ', ` ${INBOX_PATH}`)}`);
    const mail = inbox.get(id);
    if (!mail) throw new HttpError(404, `There is no mail ${id}`);
    if (part === undefined) return json(response, mail);
    const content = part === 'raw' ? inbox.raw(id) : mail[part as 'html' | 'text'];
    if (content === undefined) throw new HttpError(404, `The mail has no ${part === 'html' ? 'HTML' : part === 'raw' ? 'MIME message' : 'text part'}`);
    if (part === 'html') return sendMail(response, mail.html!, parameters);
    return send(response, 200, 'text/plain; charset=utf-8', content);
  }
}
